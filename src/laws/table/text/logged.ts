// Columns of logarithms, by their names: `log10_N`, `ln(params)`, `log2 tokens`, `logD`.

/** What is logged, and the base of its logarithm; null where the name leaves it open. */
export interface Logged {
  readonly stem: string;
  readonly base: number | null;
}

/** What a name begins with, by the base; behind it comes a mark, a bracket or a capital letter. */
const BASES: readonly (readonly [RegExp, number | null])[] = [
  [/^[Ll][Oo][Gg][\s_]?10|^[Ll][Gg](?!\p{L})/u, 10],
  [/^[Ll][Oo][Gg][\s_]?2|^[Ll][Bb](?!\p{L})/u, 2],
  [/^(?:[Ll][Nn]|[Ll][Oo][Gg][\s_]?[Ee])(?!\p{L})/u, Math.E],
  [/^[Ll][Oo][Gg](?!\p{L})/u, null],
];

/** Null for a name of no logarithms. */
export function loggedOf(name: string): Logged | null {
  // `logN` is log N, `logits` is a word of its own.
  const apart = name.trim().replace(/^(log|ln|lg|lb)(?=[A-Z]\p{Ll}*$|[A-Z][_\s(])/u, '$1_');
  for (const [begin, base] of BASES) {
    if (!begin.test(apart)) continue;
    const rest = apart.replace(begin, '').replace(/^[\s_.:-]+/, '');
    const stem = /^\((.*)\)$/.exec(rest)?.[1] ?? rest;
    return stem.trim() === '' ? null : { stem: stem.trim(), base };
  }
  return null;
}
