// Covers src/data/tasks/grammar: the tales that it tells, in words and in characters.

import { expect } from 'chai';
import { entryProbabilities, chainSampler } from '../../../../src/data/chain.js';
import { createTask, tasks } from '../../../../src/data/tasks/tasks.js';
import { grammarChain, type GrammarSpec } from '../../../../src/data/tasks/grammar/grammar.js';
import { pointsFrom, wordsOf } from '../../../../src/data/tasks/grammar/phrases.js';
import { tales } from '../../../../src/data/tasks/grammar/tale.js';
import { sampledLoss, surprises } from '../../../support/chains.js';

describe('grammar', () => {
  const inWords: GrammarSpec = tasks.grammar.defaults;
  const inCharacters: GrammarSpec = { ...inWords, tokens: 'characters', context: 256 };

  function textOf(spec: GrammarSpec, id: number): string {
    const { chain, vocabulary } = grammarChain(spec);
    const { x } = chainSampler(chain, spec.context)('data', 1, id);
    return Array.from(x, (token) => vocabulary[token]).join('');
  }

  it('has a few hundred words and leaves each point a distribution over different ones', () => {
    const points = pointsFrom(tales(1));
    for (const { branches } of points) {
      expect(new Set(branches.map(({ word }) => word)).size).to.equal(branches.length);
      expect(branches.reduce((sum, { probability }) => sum + probability, 0)).to.be.closeTo(1, 1e-12);
    }
    expect(createTask(inWords).outputs).to.be.within(250, 400);
    expect(createTask(inCharacters).outputs).to.be.within(30, 60);
  });

  it('tells tales that begin at the beginning, with the spaces and capitals of English', () => {
    for (let id = 0; id < 20; id++) {
      const text = textOf(inWords, id);
      expect(text).to.match(/^\n(Once upon a time there is|Far away, |In a )/);
      expect(text).to.not.match(/ [.,\n]|[^\n ][A-Z]|\. [a-z]| {2}|\b[Aa] [aeiou]/);
    }
  });

  it('has tales whose mean surprise is its floor within the standard error, in words and in characters', () => {
    for (const [spec, sequences] of [
      [inWords, 800],
      [inCharacters, 300],
    ] as const) {
      const { mean, error } = sampledLoss(grammarChain(spec).chain, spec.context, sequences);
      expect(createTask(spec).lossFloor, spec.tokens).to.be.closeTo(mean, 4 * error);
      expect(error / mean, spec.tokens).to.be.below(0.02);
    }
  });

  it('gives a text the same probability in characters as in words', () => {
    const texts = Array.from({ length: 20 }, (_, id) => textOf({ ...inWords, context: 60 }, id));
    const surpriseOf = (spec: GrammarSpec, split: (text: string) => string[]): number[] => {
      const { chain, vocabulary } = grammarChain(spec);
      const probabilities = entryProbabilities(chain);
      return texts.map((text) => {
        // To the end of a sentence, where no word is under way.
        const tokens = split(text.slice(0, text.lastIndexOf('.') + 1)).map((word) =>
          vocabulary.indexOf(word),
        );
        return surprises(chain, probabilities, tokens).reduce((sum, surprise) => sum + surprise);
      });
    };
    const words = surpriseOf(inWords, wordsOf);
    surpriseOf(inCharacters, (text) => [...text]).forEach((surprise, i) =>
      expect(surprise).to.be.closeTo(words[i], 1e-4),
    );
  });
});
