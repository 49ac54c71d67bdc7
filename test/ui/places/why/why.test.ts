// Covers src/ui/places/why: why scaling laws matter, each claim with its source.

import { fixture, html } from '@open-wc/testing-helpers';
import { expect, use } from 'chai';
import { chaiA11yAxe } from 'chai-a11y-axe';
import { sources } from '../../../../src/ui/glossary/sources/words.js';
import { cited, factorFor, LabWhy } from '../../../../src/ui/places/why/lab-why.js';
import { words as said } from '../../../../src/ui/places/why/words.js';
import { inside, words } from '../../../support/find.js';

use(chaiA11yAxe);

describe('the page on why this matters', () => {
  it('names a source for every number of others, and lists all of them', async () => {
    for (const id of cited) expect(sources).to.have.property(id);
    for (const { text, sure } of said.sections.flatMap(({ claims }) => claims)) {
      expect(said.sure).to.have.property(sure);
      if (/\d{2,}|\d %/.test(text)) expect(text).to.match(/\{\w+\}/);
      for (const sentence of text.split(/(?<=[.:;?]) /))
        expect(sentence.split(' ').length, sentence).to.be.below(31);
    }
    const page = await fixture<LabWhy>(html`<lab-why></lab-why>`);
    expect(page.shadowRoot!.querySelectorAll('.sources li')).to.have.length(cited.length);
    expect(words(page, 'li:first-child .cite')).to.include('[1] [2]');
    await expect(page).to.be.accessible();
  });

  it('goes from a number to its source, and the address of the page stays', async () => {
    const page = await fixture<LabWhy>(html`<lab-why></lab-why>`);
    const before = location.href;
    inside(page, '.cite').click();
    expect(location.href).to.equal(before);
    expect(page.shadowRoot!.activeElement!.textContent).to.include('Kaplan et al. 2020');
    expect(page.shadowRoot!.querySelectorAll('.named')).to.have.length(1);
  });

  it('computes what less loss costs from the published exponents', async () => {
    expect(factorFor(0.5, 1)).to.equal(2);
    expect(factorFor(0.05, 0.076)).to.be.closeTo(1.96, 0.01);
    const page = await fixture<LabWhy>(html`<lab-why></lab-why>`);
    expect(words(page, 'tbody tr:first-child > *')).to.match(/^1.% 1.14 times 1.11 times 1.22 times$/);
    expect(words(page, 'tbody tr:last-child > *')).to.match(
      /^50.% 9140 times 1470 times 1.05 million times$/,
    );
  });
});
