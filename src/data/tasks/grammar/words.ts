// The words of the tales. No word after `a` begins with a vowel, and the singular and plural of a word always differ, so its number
// is always visible.

/** The two forms of a noun or a verb. */
export interface Inflected<Form> {
  readonly singular: Form;
  readonly plural: Form;
}
export type GrammaticalNumber = keyof Inflected<unknown>;

/** A kind of hero: the words for her or him. */
export interface HeroKind {
  readonly names: readonly string[];
  readonly kinds: readonly string[];
  readonly pronoun: string;
  readonly possessive: string;
}

const list = (words: string): string[] => words.split(' ');

/** Pairs `singular/plural`; without a stroke, the plural adds an s to a noun, and the singular one to a verb. */
function nouns(words: string): Inflected<string[]> {
  const pairs = list(words).map((word) => (word.includes('/') ? word.split('/') : [word, `${word}s`]));
  return { singular: pairs.map(([one]) => one), plural: pairs.map(([, many]) => many) };
}
function verbs(words: string): Inflected<string[]> {
  const { singular: base, plural: withS } = nouns(words);
  return { singular: withS, plural: base };
}

export const heroKinds: readonly HeroKind[] = [
  {
    names: list('Mia Nora Ella Ruby'),
    kinds: list('girl princess weaver'),
    pronoun: 'she',
    possessive: 'her',
  },
  {
    names: list('Tom Leo Max Finn'),
    kinds: list('boy prince shepherd'),
    pronoun: 'he',
    possessive: 'his',
  },
];

/** Names of the hero's friend, and what the friend may be. */
export const friends = list('Pip Biscuit Shadow Pepper');
export const pets = list('pony hen goat donkey puppy kitten squirrel crow lamb hedgehog');

export const creatures = nouns(
  'king queen dragon dog cat fox/foxes bear bird rabbit mouse/mice wolf/wolves witch/witches giant farmer baker knight ' +
    'child/children goose/geese sailor miller thief/thieves frog horse duck fairy/fairies pirate',
);
export const things = nouns(
  'cake crown lamp stone flower letter bell boat basket key book ring star cloud drum mirror pie ladder kite shell',
);
export const places = list(
  'forest castle village river mountain garden meadow cave lake tower bridge market barn valley hill mill harbor well',
);
export const adjectives = list(
  'small big brave kind clever gentle golden silver red green blue white black tiny tall young quiet noisy hungry lonely ' +
    'sleepy happy proud wise round strange merry shy lazy bright',
);
export const transitive = verbs(
  'see love follow help find hear like chase watch/watches carry/carries miss/misses greet catch/catches thank visit hug ' +
    'fear paint tickle teach/teaches want know bring push/pushes',
);
export const intransitive = verbs(
  'sing dance sleep laugh run jump smile wait play swim cry/cries dream walk rest work whisper shout snore yawn fly/flies ' +
    'travel hum stumble grin',
);
export const adverbs = list('slowly quickly quietly happily loudly softly again bravely often gladly');
export const prepositions = list('near behind beside by');
export const quantifiers = list('some many two three');
/** What a sentence may begin with. */
export const openers = [
  'Then',
  'Soon',
  'Today',
  'Suddenly',
  'Sometimes',
  'One day,',
  'Every morning,',
  'In the evening,',
  'After dinner,',
];
