// Where a visitor is, as the hash of the page's address: a place and what is in sight there, `#table=…`, then flags, `&present`. The
// address always is the state, so Back works and every sight can be linked.

/** The places of the page; each is a folder of `src/ui/places` or, for the lab, the page itself. */
export const places = [
  'lab',
  'gallery',
  'lessons',
  'compare',
  'tables',
  'history',
  'design',
  'glossary',
  'why',
  'board',
  'challenge',
] as const;
export type Place = (typeof places)[number];

/** What a hash begins with, by place; the lab has several. */
const keys: Readonly<Record<string, Place>> = {
  e: 'lab',
  // Of earlier versions; it opens for ever.
  experiment: 'lab',
  r: 'lab',
  gallery: 'gallery',
  lesson: 'lessons',
  compare: 'compare',
  table: 'tables',
  history: 'history',
  design: 'design',
  glossary: 'glossary',
  why: 'why',
  board: 'board',
  challenge: 'challenge',
};

const keyOf: Readonly<Record<Exclude<Place, 'lab'>, string>> = {
  gallery: 'gallery',
  lessons: 'lesson',
  compare: 'compare',
  tables: 'table',
  history: 'history',
  design: 'design',
  glossary: 'glossary',
  why: 'why',
  board: 'board',
  challenge: 'challenge',
};

export interface Address {
  readonly place: Place;
  /** What the hash begins with, '' for a page without a hash. */
  readonly key: string;
  /** What is in sight there, '' for its first sight. */
  readonly value: string;
  /** Large type and nothing but the figure, for a projector. */
  readonly isPresented: boolean;
  /** The share of an experiment that it asks for, `7/30`; '' for the whole. */
  readonly shard: string;
}

/** The flag of a projector. */
const PRESENT = 'present';

/** The flag of a share. */
const SHARD = 'shard=';

/** What of the history is in sight where somebody looks for something. */
export const SEARCH = 'search';

/** Reads a hash, with or without its `#`. What it does not know opens the lab. */
export function readAddress(hash: string): Address {
  const [first, ...more] = hash.replace(/^#/, '').split('&');
  // `#present` alone is the lab on a projector.
  const flags = first === PRESENT ? [first, ...more] : more;
  const [key, ...rest] = first.split('=');
  const isKnown = Object.hasOwn(keys, key);
  // Its `=` may have become a code too.
  const plain = isKnown ? hash : decoded(hash);
  if (plain !== hash) return readAddress(plain);
  return {
    place: isKnown ? keys[key] : 'lab',
    key: isKnown ? key : '',
    value: isKnown ? decoded(rest.join('=')) : '',
    isPresented: flags.includes(PRESENT),
    shard: decoded(flags.find((flag) => flag.startsWith(SHARD))?.slice(SHARD.length) ?? ''),
  };
}

/** The hash of a place other than the lab, whose hash is made from its experiment. */
export function hashOf(place: Exclude<Place, 'lab'>, value = ''): string {
  return `#${keyOf[place]}${value === '' ? '' : `=${encodeURIComponent(value)}`}`;
}

/** The hash of an experiment, for one share of it: `7/30`. */
export function withShard(hash: string, shard: string): string {
  return `${hash}&${SHARD}${shard}`;
}

/** A hash with or without its flag for a projector. */
export function withPresent(hash: string, isPresented: boolean): string {
  const [first, ...flags] = hash.replace(/^#/, '').split('&');
  const others = flags.filter((flag) => flag !== PRESENT);
  const place = first === PRESENT ? 'e' : first;
  return `#${[place, ...others, ...(isPresented ? [PRESENT] : [])].join('&')}`;
}

/** Links are encoded again on their way through some programs; one that cannot be decoded is taken as it is. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
