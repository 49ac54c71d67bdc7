// Covers src/ui/share/{shared,site}.ts.

import { expect } from 'chai';
import { laws } from '../../../src/laws/runs/lab-laws.js';
import {
  copied,
  copyFormats,
  fileFormats,
  fileOf,
  pictureOf,
  sharedFromLink,
  sharedOf,
} from '../../../src/ui/share/shared.js';
import { syntheticState } from '../../support/synthetic-state.js';

describe('what is shared', () => {
  const state = syntheticState();
  const shared = sharedOf(state, laws(state)[0], 'quiet heron')!;

  it('is text to copy and files to save, whose names tell the settings', () => {
    for (const format of copyFormats) expect(copied(shared, format, '#r=1.a')).to.contain('quiet heron');
    const names = fileFormats.map((format) => fileOf(shared, format)?.name);
    expect(names).to.deep.equal(
      fileFormats.map((ending) => `scaling-lab_manifold-d4_7x2_adamw_steps400_count4_2023-11-14.${ending}`),
    );
    expect(pictureOf(shared, 'both', 'dark').name).to.match(/_2023-11-14_both\.svg$/);
  });

  it('names no address where the page is not published', () => {
    expect(copied(shared, 'bibtex', '#r=1.a')).not.to.contain('url');
    expect(pictureOf(shared, 'law', 'light').content).to.match(/Scaling Lab 0\.1\.0, engine 1<\/text>/);
  });

  it('is, of a result that came by a link, all that needs no runs', () => {
    const opened = sharedFromLink(shared.exported.result);
    const files = fileFormats.map((format) => fileOf(opened, format)?.name.split('.').at(-1));
    expect(files).to.deep.equal(['ipynb', undefined, undefined, undefined]);
    expect(copied(opened, 'markdown', '')).to.equal(copied(shared, 'markdown', ''));
    expect(pictureOf(opened, 'law', 'light').content).to.equal(pictureOf(shared, 'law', 'light').content);
  });

  it('is nothing before there is a law', () => {
    expect(sharedOf(state, null, '')).to.equal(null);
  });
});
