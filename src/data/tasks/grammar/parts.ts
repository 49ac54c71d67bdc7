// Phrases of a tale without names. They are made once, so all tales share what follows them.

import { shuffledIndex } from '../../../base/random.js';
import { either, nothing, say, sequence, type Phrase } from './phrases.js';
import * as lexicon from './words.js';
import type { Inflected } from './words.js';

export interface Parts {
  readonly adjective: Phrase;
  readonly perhapsAdjective: Phrase;
  readonly preposition: Phrase;
  readonly place: Phrase;
  readonly pet: Phrase;
  readonly opener: Phrase;
  readonly creature: Inflected<Phrase>;
  /** Creature or thing, in any number. */
  readonly noun: Phrase;
  /** `some`, `many`, two forms: as within a sentence, and as its first word. */
  readonly quantifier: { readonly within: Phrase; readonly first: Phrase };
  /** `near the red barn`. */
  readonly somewhere: Phrase;
  readonly transitive: Inflected<Phrase>;
  /** `the small bell`, `a mouse`. */
  readonly object: Phrase;
  /** `sing softly`, `sleeps near the mill`, `is brave`. */
  readonly predicate: Inflected<Phrase>;
  /** How a sentence ends: perhaps with a second verb of the same subject. */
  readonly end: Inflected<Phrase>;
  /** What may stand between a head noun and its verb: a phrase or a clause with a noun of any number. */
  readonly modifier: Inflected<Phrase>;
}

/** `seed` selects which words of a kind are common: the word of rank r has probability ~ 1 / r. */
export function grammarParts(seed: number): Parts {
  let kinds = 0;
  /** One of the words of a kind; forms of the same words have the same ranks. */
  const forms = (...lists: readonly (readonly string[])[]): Phrase[] => {
    const kind = kinds++;
    return lists.map((words) => {
      const weight = (i: number): number =>
        1 / (1 + shuffledIndex({ seed, stream: 'task', round: kind }, i, words.length));
      return either(...words.map((word, i): [number, Phrase] => [weight(i), say(word)]));
    });
  };
  const one = (words: readonly string[]): Phrase => forms(words)[0];
  const inflected = (words: Inflected<readonly string[]>): Inflected<Phrase> => {
    const [singular, plural] = forms(words.singular, words.plural);
    return { singular, plural };
  };

  const adjective = one(lexicon.adjectives);
  const perhapsAdjective = either([2, nothing], [1, adjective]);
  const adverb = one(lexicon.adverbs);
  const preposition = one(lexicon.prepositions);
  const place = one(lexicon.places);
  const creature = inflected(lexicon.creatures);
  const thing = inflected(lexicon.things);
  const transitive = inflected(lexicon.transitive);
  const intransitive = inflected(lexicon.intransitive);
  const [within, first] = forms(lexicon.quantifiers, lexicon.quantifiers.map(capitalised));

  const noun = either([3, creature.singular], [2, creature.plural], [3, thing.singular], [2, thing.plural]);
  const singularNoun = either([1, creature.singular], [1, thing.singular]);
  const somewhere = sequence(preposition, say('the'), perhapsAdjective, place);
  const predicate = (copula: string, verb: Phrase): Phrase =>
    either(
      [2, sequence(verb, either([2, nothing], [1, adverb], [2, somewhere]))],
      [1, sequence(say(copula), adjective)],
    );
  const end = (verb: Phrase): Phrase =>
    sequence(either([3, nothing], [1, sequence(say('and'), verb)]), say('.'));
  const inner = either(
    [1, sequence(creature.singular, transitive.singular)],
    [1, sequence(creature.plural, transitive.plural)],
  );
  const modifier = (verb: Phrase): Phrase => {
    const clause = either([1, sequence(verb, say('the'), noun)], [1, sequence(say('the'), inner)]);
    return either(
      [4, nothing],
      [3, sequence(preposition, say('the'), noun)],
      [3, sequence(say('that'), clause)],
    );
  };
  return {
    adjective,
    perhapsAdjective,
    preposition,
    place,
    pet: one(lexicon.pets),
    opener: one(lexicon.openers),
    creature,
    noun,
    quantifier: { within, first },
    somewhere,
    transitive,
    object: either(
      [2, sequence(say('the'), perhapsAdjective, noun)],
      [1, sequence(say('a'), perhapsAdjective, singularNoun)],
    ),
    predicate: {
      singular: predicate('is', intransitive.singular),
      plural: predicate('are', intransitive.plural),
    },
    end: { singular: end(intransitive.singular), plural: end(intransitive.plural) },
    modifier: { singular: modifier(transitive.singular), plural: modifier(transitive.plural) },
  };
}

export function capitalised(word: string): string {
  return word[0].toUpperCase() + word.slice(1);
}
