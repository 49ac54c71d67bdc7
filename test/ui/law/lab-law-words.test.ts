// Covers src/ui/law/lab-law-words.ts and src/ui/law/words.ts: the law in words.

import { fixture, html } from '@open-wc/testing-helpers';
import { expect, use } from 'chai';
import { chaiA11yAxe } from 'chai-a11y-axe';
import { laws } from '../../../src/laws/runs/lab-laws.js';
import type { LabState } from '../../../src/lab/records/record.js';
import '../../../src/ui/law/lab-law-words.js';
import type { LabLawWords } from '../../../src/ui/law/lab-law-words.js';
import { smallManifold } from '../../support/synthetic-run.js';
import { words } from '../../support/find.js';
import { stateOf } from '../../support/synthetic-state.js';
import { adoptTokens } from '../../../src/ui/parts/tokens.js';

use(chaiA11yAxe);
adoptTokens(document);

const short = smallManifold({ 'training.steps': 200 });

describe('<lab-law-words>', () => {
  const show = (state: LabState | null): Promise<LabLawWords> =>
    fixture(html`<lab-law-words .law=${state && laws(state)[0]}></lab-law-words>`);

  it('gives the exponent with its error, beside theory, and how far to trust it', async () => {
    const element = await show(stateOf(short));
    expect(words(element, '.alpha')).to.match(/α = 0\.9\d+ ± [\d.]+ theory: 1\.00/);
    expect(words(element, '.sentence')).to.include('Each doubling of N');
    expect(words(element, 'dl')).to.include('R²').and.include('7 points over');
    await expect(element).to.be.accessible();
  });

  it('says how many points are final before there is a law', async () => {
    expect(words(await show(null))).to.include('Start an experiment');
    expect(words(await show(stateOf(short, { until: 0.5, ended: 2 })))).to.include('2 of 7 points are final');
  });

  it('warns where the learning rate was not tuned, and names what was left out', async () => {
    const state = stateOf(smallManifold({ 'lrSweep.enabled': false }));
    const [law] = laws(state);
    const points = law.points.map((point, i) => (i === 0 ? { ...point, excluded: 'skipped' } : point));
    const element = await fixture<LabLawWords>(
      html`<lab-law-words .law=${{ ...law, points }}></lab-law-words>`,
    );
    expect(words(element, 'li')).to.include('one learning rate').and.include('Left out: width 4: skipped');
  });
});
