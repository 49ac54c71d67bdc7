// Covers src/ui/glossary, src/ui/glossary/{laws,models,sizes,sources,statistics,tasks,training}/words.ts and
// src/ui/places/glossary/lab-glossary.ts, and src/ui/parts/keep-together.ts: the words of the page and their definitions.

import { fixture, html } from '@open-wc/testing-helpers';
import { expect, use } from 'chai';
import { chaiA11yAxe } from 'chai-a11y-axe';
import type { LabTerm } from '../../../src/ui/glossary/lab-term.js';
import '../../../src/ui/glossary/lab-term.js';
import { sources } from '../../../src/ui/glossary/sources/words.js';
import { findTerms, termIds, terms } from '../../../src/ui/glossary/terms.js';
import { keepTogether } from '../../../src/ui/parts/keep-together.js';
import '../../../src/ui/places/glossary/lab-glossary.js';
import type { LabGlossary } from '../../../src/ui/places/glossary/lab-glossary.js';
import { find, inside, words } from '../../support/find.js';
import { waitUntil } from '../../support/wait-until.js';

use(chaiA11yAxe);

describe('the glossary', () => {
  it('says each word in sentences that are short', () => {
    for (const id of termIds) {
      const sentences = terms[id].definition.split(/(?<=[.:;]) /);
      expect(sentences.length, id).to.be.within(1, 4);
      for (const sentence of sentences) expect(sentence.split(' ').length, sentence).to.be.below(29);
      expect(terms[id].definition, id).to.match(/^[^a-z].*\.$/);
    }
  });

  it('gives every publication an address of its own', () => {
    const addresses = Object.values(sources).map(({ url }) => url);
    expect(new Set(addresses).size).to.equal(addresses.length);
    for (const address of addresses) expect(new URL(address).protocol).to.equal('https:');
  });

  it('keeps numbers and their units on one line', () => {
    expect(keepTogether('about 4 / d, 50 % of N = 3, and a - b')).to.equal(
      'about 4\u00a0/\u00a0d, 50\u00a0% of N\u00a0=\u00a03, and a - b',
    );
  });

  it('finds a word by its name, its symbol and its other names', () => {
    expect(findTerms('exponent')).to.include('exponent');
    expect(findTerms('irreducible')).to.include('floor');
    expect(findTerms('α')).to.include('exponent');
    expect(findTerms('MLP')).to.deep.equal(['perceptron']);
    expect(findTerms('zebra')).to.deep.equal([]);
    expect(findTerms('')).to.have.length(termIds.length);
  });
});

describe('a word of the glossary in a text', () => {
  const open = async (): Promise<{ term: LabTerm; card: HTMLElement; word: HTMLButtonElement }> => {
    const text = await fixture(html`<p>The <lab-term name="exponent">slope</lab-term> falls.</p>`);
    const term = find<LabTerm>(text, 'lab-term');
    await waitUntil(() => term.shadowRoot!.querySelector('.card') !== null);
    return { term, card: inside(term, '.card'), word: inside(term, 'button') };
  };
  const isOpen = (card: HTMLElement): boolean => card.matches(':popover-open');

  it('shows its definition while it has the focus, and Esc closes it', async () => {
    const { term, card, word } = await open();
    expect(term.textContent).to.equal('slope');
    expect(isOpen(card)).to.equal(false);
    word.focus();
    expect(isOpen(card)).to.equal(true);
    expect(words(term, '.card')).to.include('Exponent, α “alpha”');
    await term.updateComplete;
    await expect(term).to.be.accessible();
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    expect(isOpen(card)).to.equal(false);
    word.click();
    expect(isOpen(card)).to.equal(true);
    word.blur();
    expect(isOpen(card)).to.equal(false);
  });

  it('shows its definition under a mouse, and closes when something else is pressed', async () => {
    const { card, word } = await open();
    word.dispatchEvent(new PointerEvent('pointerenter', { pointerType: 'mouse' }));
    expect(isOpen(card)).to.equal(true);
    const { top } = card.getBoundingClientRect();
    expect(top).to.be.greaterThan(word.getBoundingClientRect().bottom);
    document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
    expect(isOpen(card)).to.equal(false);
    word.dispatchEvent(new PointerEvent('pointerenter', { pointerType: 'touch' }));
    expect(isOpen(card)).to.equal(false);
  });

  it('links to the glossary and to its source', async () => {
    const { term } = await open();
    const links = [...term.shadowRoot!.querySelectorAll('a')].map(({ href }) => href);
    expect(links[0]).to.match(/#glossary=exponent$/);
    expect(links[1]).to.equal(sources.kaplan.url);
  });

  it('stays a word where the glossary does not have it', async () => {
    const term = await fixture<LabTerm>(html`<lab-term name="zebra">zebra</lab-term>`);
    inside(term, 'button').focus();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(term.shadowRoot!.querySelector('.card')).to.equal(null);
  });
});

describe('the page of the glossary', () => {
  it('lists every word, marks the one of the address, and searches', async () => {
    const page = await fixture<LabGlossary>(html`<lab-glossary term="floor"></lab-glossary>`);
    expect(page.shadowRoot!.querySelectorAll('dt')).to.have.length(termIds.length);
    expect(words(page, '.named dt')).to.include('Floor, E');
    await expect(page).to.be.accessible();
    const field = inside<HTMLInputElement>(page, 'input');
    field.value = 'perplexity';
    field.dispatchEvent(new InputEvent('input'));
    await page.updateComplete;
    expect(words(page, '[role=status]')).to.equal(`1 of ${termIds.length} words`);
    field.value = 'zebra';
    field.dispatchEvent(new InputEvent('input'));
    await page.updateComplete;
    expect(words(page, '[role=status]')).to.include('“zebra”');
    inside(page, 'button').click();
    await page.updateComplete;
    expect(page.shadowRoot!.querySelectorAll('dt')).to.have.length(termIds.length);
  });
});
