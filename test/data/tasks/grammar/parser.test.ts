// Covers src/data/tasks/grammar/parser.ts.

import { expect } from 'chai';
import { createTask, tasks } from '../../../../src/data/tasks/tasks.js';
import { countGrammatical, parseTales } from '../../../../src/data/tasks/grammar/parser.js';

describe('the parser of tales', () => {
  const opening = 'Once upon a time there is a brave girl named Mia. She has a small crow named Pip.';
  const home = 'They live by the quiet mill.';
  const verdicts = (text: string): boolean[] => parseTales(text).map(({ grammatical }) => grammatical);

  it('finds every sentence of the grammar grammatical', () => {
    const { sequence, sample } = createTask({ ...tasks.grammar.defaults, context: 250 });
    for (let id = 0; id < 30; id++) {
      const text = Array.from(sample('evaluation', 4, id).x, (token) => sequence?.textOf(token)).join('');
      const sentences = parseTales(text);
      expect(sentences.length).to.be.above(15);
      expect(countGrammatical(sentences).right).to.equal(sentences.length);
    }
  });

  const good = [
    'Mia sings.',
    'She sees Pip and laughs.',
    'Then the dogs near the king sleep.',
    'The dog that the kings love sleeps.',
    'Many dogs that follow the king sleep and dance.',
    'One day, a tall queen hears Mia.',
    'They carry their lamps.',
    'Pip hugs Mia.',
    'At last Mia and Pip go home.',
  ];
  for (const sentence of good) {
    it(`takes: ${sentence}`, () => {
      expect(verdicts(`${opening} ${home} ${sentence}`)).to.deep.equal([true, true, true, true]);
    });
  }

  const bad: readonly (readonly [string, string])[] = [
    ['a verb in the wrong number', 'Mia sing.'],
    ['a verb that agrees with the nearer noun', 'Then the dogs near the king sleeps.'],
    ['a verb that agrees with the noun of the clause', 'The dog that the kings love sleep.'],
    ['a wrong number within the clause', 'The dog that the kings loves sleeps.'],
    ['a wrong number of the second verb', 'Many dogs that follow the king sleep and dances.'],
    ['one of many', 'Many dog sleep.'],
    ['a name of another tale', 'Nora sings.'],
    ['a friend of another tale', 'She sees Biscuit and laughs.'],
    ['the wrong pronoun', 'He sees Pip.'],
    ['the wrong possessive', 'She carries his lamp.'],
    ['a word that is none', 'Mia glorps.'],
    ['half a sentence', 'Mia sees.'],
    ['a small letter at the beginning', 'the dogs sleep.'],
    ['a space too many', 'Mia  sings.'],
    ['a space before the stop', 'Mia sings .'],
    ['a sentence of the beginning in the middle', 'She has a small crow named Pip.'],
  ];
  for (const [what, sentence] of bad) {
    it(`refuses ${what}: ${sentence}`, () => {
      // Once, and not what follows it.
      const text = `${opening} ${home} ${sentence} Mia sings.`;
      expect(verdicts(text)).to.deep.equal([true, true, true, false, true]);
    });
  }

  it('goes on with the next tale and its names', () => {
    const first = `${opening} ${home} At last Mia and Pip go home.`;
    const second = 'Far away, by the tall tower, lives a boy named Tom. He has a hen named Pepper.';
    expect(countGrammatical(parseTales(`${first}\n${second}`))).to.deep.equal({ right: 6, count: 6 });
    expect(verdicts(`${first}\n${second} They live by the cave. Mia sings.`).slice(-2)).to.deep.equal([
      true,
      false,
    ]);
  });

  it('keeps to the rest of the cast where a name was garbled', () => {
    const garbled = 'Once upon a time there is a girl named Miaa. She has a crow named Pip.';
    expect(verdicts(`${garbled} Nora and Pip live by the mill. Nora sings. Mia sings.`)).to.deep.equal([
      false,
      true,
      true,
      true,
      false,
    ]);
  });

  it('leaves out a sentence that is cut off, and says nothing of no sentence', () => {
    expect(verdicts(`${opening} They li`)).to.deep.equal([true, true]);
    expect(countGrammatical(parseTales('Once upon'))).to.deep.equal({ right: 0, count: 0 });
  });
});
