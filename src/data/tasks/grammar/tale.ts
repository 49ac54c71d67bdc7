// The rules of the tales. A tale has a hero and a friend, named in its first two sentences; later names and pronouns are theirs.
// Verbs agree with the head of their subject, whatever stands in between:
//
//   Once upon a time there is a brave girl named Mia. Her best friend is a crow named Pip. They live by the mill. One day,
//   the dogs that the king loves follow Pip and dance. She hears the foxes. At last Mia and Pip go home.

import { capitalised, grammarParts, type Parts } from './parts.js';
import { either, forever, repeat, say, sequence, type Phrase, type Point } from './phrases.js';
import { friends, heroKinds, type GrammaticalNumber, type HeroKind } from './words.js';

/** Probability that another sentence is told before the tale ends: four on average. */
const ANOTHER_SENTENCE = 0.8;

/** Names of a tale, and how its hero is called. */
interface Cast extends Pick<HeroKind, 'pronoun' | 'possessive'> {
  readonly hero: string;
  readonly friend: string;
}

/** The point where a tale begins; tales follow one another forever. `seed` selects which words are common. */
export function tales(seed: number): Point {
  return forever(tale(grammarParts(seed)));
}

/** The same weight for each. */
function oneOf<Item>(items: readonly Item[], phraseOf: (item: Item) => Phrase): Phrase {
  return either(...items.map((item): [number, Phrase] => [1, phraseOf(item)]));
}

function tale(parts: Parts): Phrase {
  const { adjective, perhapsAdjective, pet, preposition, place } = parts;
  const opening = either(
    [3, say('\nOnce upon a time there is')],
    [2, sequence(say('\nFar away,'), preposition, say('the'), adjective, place, say(', lives'))],
    [1, sequence(say('\nIn a'), adjective, place, say('lives'))],
  );
  const friendOf = (hero: string, { pronoun, possessive }: HeroKind): Phrase =>
    sequence(
      either([1, say(`${capitalised(pronoun)} has`)], [1, say(`${capitalised(possessive)} best friend is`)]),
      say('a'),
      perhapsAdjective,
      pet,
      say('named'),
      oneOf(friends, (friend) =>
        sequence(say(`${friend}.`), story(parts, { hero, friend, pronoun, possessive })),
      ),
    );
  const hero = oneOf(heroKinds, (kind) =>
    sequence(
      oneOf(kind.kinds, say),
      say('named'),
      oneOf(kind.names, (name) => sequence(say(`${name}.`), friendOf(name, kind))),
    ),
  );
  return sequence(opening, say('a'), perhapsAdjective, hero);
}

/** All after the hero and the friend are named. */
function story(parts: Parts, cast: Cast): Phrase {
  const { hero, friend } = cast;
  const { adjective, somewhere } = parts;
  const both = `${hero} and ${friend}`;
  const home = sequence(either([1, say('They')], [1, say(both)]), say('live'), somewhere, say('.'));
  const ending = either(
    [1, say(`At last ${both} go home.`)],
    [1, say(`And so ${both} live happily ever after.`)],
    [1, sequence(say(`Now ${hero} is`), adjective, say(`, and ${friend} sleeps`), somewhere, say('.'))],
  );
  return sequence(home, repeat(ANOTHER_SENTENCE, sentence(parts, cast)), ending);
}

/** A sentence of the middle of a tale. */
function sentence(parts: Parts, { hero, friend, pronoun, possessive }: Cast): Phrase {
  const { noun, opener, object, perhapsAdjective, transitive, predicate, end } = parts;
  const { creature, modifier, quantifier } = parts;
  /** Verb and all that follows; `own` are the objects that only this subject may have. */
  const acts = (number: GrammaticalNumber, own: Phrase): Phrase =>
    sequence(
      either([2, sequence(transitive[number], either([1, own], [2, object]))], [3, predicate[number]]),
      end[number],
    );
  const owned = (owner: string): Phrase => sequence(say(owner), perhapsAdjective, noun);
  const heroActs = acts('singular', either([1, say(friend)], [1, owned(possessive)]));
  const theyAct = acts('plural', owned('their'));
  const friendActs = acts('singular', say(hero));
  const named = either([1, say(hero)], [1, say(friend)]);
  /** A head noun, what may stand between, and the verb that agrees with it. */
  const othersAct = (number: GrammaticalNumber): Phrase =>
    sequence(creature[number], modifier[number], acts(number, named));
  const oneActs = othersAct('singular');
  const manyAct = othersAct('plural');
  const clause = (place: 'first' | 'within'): Phrase => {
    const written = (word: string): Phrase => say(place === 'first' ? capitalised(word) : word);
    return either(
      [3, sequence(say(hero), either([3, heroActs], [1, sequence(say(`and ${friend}`), theyAct)]))],
      [3, sequence(written(pronoun), heroActs)],
      [1, sequence(written('they'), theyAct)],
      [2, sequence(say(friend), friendActs)],
      [4, sequence(written('the'), perhapsAdjective, either([1, oneActs], [1, manyAct]))],
      [1, sequence(written('a'), perhapsAdjective, oneActs)],
      [1, sequence(quantifier[place], perhapsAdjective, manyAct)],
    );
  };
  return either([2, clause('first')], [1, sequence(opener, clause('within'))]);
}
