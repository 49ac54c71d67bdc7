// Covers src/lab/gallery/cards.ts, card.ts and the cards of each group: src/lab/gallery/{card,cards-bigger,cards-breaks,cards-compute}.ts,
// src/lab/gallery/{cards-data,cards-own,cards-recipes,cards-skills,sources}.ts.

import { expect } from 'chai';
import type { Card } from '../../../src/lab/gallery/card.js';
import { cardById, cardGroups, cardOf, cards } from '../../../src/lab/gallery/cards.js';
import { composeExperiment } from '../../../src/lab/presets/resolve.js';
import { leafPaths } from '../../../src/lab/presets/resolve.js';

const first = ({ experiments: [{ preset, overrides }] }: Card) => composeExperiment(preset, overrides);

describe('cards', () => {
  it('have ids and numbers of their own, a question, and a group that the gallery shows', () => {
    expect(new Set(cards.map(({ id }) => id)).size).to.equal(cards.length);
    expect(new Set(cards.map(({ number }) => number)).size).to.equal(cards.length);
    for (const { id, question, group } of cards) {
      expect(id).to.match(/^[a-z]+$/);
      expect(question).to.match(/\?$/);
      expect(cardGroups.map((each) => each.id)).to.include(group);
    }
  });

  it('name experiments, dials and next steps that exist', () => {
    for (const card of cards) {
      const labels = card.experiments.map(({ label }) => label);
      expect(new Set(labels).size, card.id).to.equal(labels.length);
      const paths = card.experiments.flatMap(({ preset, overrides }) => [
        ...leafPaths(composeExperiment(preset, overrides)).keys(),
      ]);
      for (const dial of card.dials) expect(paths, card.id).to.include(dial);
      for (const step of card.next) {
        if ('overrides' in step) {
          const [{ preset, overrides }] = card.experiments;
          composeExperiment(preset, { ...overrides, ...step.overrides });
        }
        if (!('card' in step)) continue;
        const target = cardById(step.card);
        expect(target, `${card.id}: ${step.text}`).not.to.equal(null);
        if (step.label !== undefined)
          expect(target!.experiments.map(({ label }) => label)).to.include(step.label);
      }
    }
  });

  it('are sixteen, each in its group', () => {
    const numbers = cards.map(({ number }) => number).sort((a, b) => a - b);
    expect(numbers).to.deep.equal(Array.from({ length: 16 }, (_, i) => i + 1));
    for (const { id } of cardGroups)
      expect(
        cards.some(({ group }) => group === id),
        id,
      ).to.be.true;
  });

  it('open with the default experiment of the page', () => {
    expect(first(cards[0])).to.deep.equal(composeExperiment('manifold', {}));
  });

  it('are found for their experiments, and for what their dials make of them', () => {
    const found = cardOf(composeExperiment('manifold', { 'task.dimension': 2, size: 'standard' }));
    expect(found?.card.id).to.equal('bigger');
    expect(found?.experiment.label).to.equal('d2');
    expect(cardOf(composeExperiment('manifold', { 'task.dimension': 3 }))?.card.id).to.equal('bigger');
    expect(cardOf(composeExperiment('grammar', {}))?.experiment.label).to.equal('tales');
    expect(cardOf({ ...composeExperiment('glyphs', {}), preset: 'my-own' })).to.equal(null);
  });
});
