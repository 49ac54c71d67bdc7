// THE glossary: every technical word of the page. A new term is an entry in the words of its theme.

import { words as laws } from './laws/words.js';
import { words as models } from './models/words.js';
import { words as sizes } from './sizes/words.js';
import type { SourceId } from './sources/words.js';
import { words as statistics } from './statistics/words.js';
import { words as tasks } from './tasks/words.js';
import { words as training } from './training/words.js';

export interface Term {
  readonly name: string;
  /** As it stands in formulas. */
  readonly symbol?: string;
  /** How the symbol is read. */
  readonly said?: string;
  /** Other words for it. */
  readonly also?: readonly string[];
  /** One or two sentences. */
  readonly definition: string;
  /** A sentence with a number, which may not be in them. */
  readonly number?: string;
  readonly source?: SourceId;
}

const all = { ...laws, ...sizes, ...models, ...training, ...statistics, ...tasks } satisfies Record<
  string,
  Term
>;

export type TermId = keyof typeof all;

export const terms: Readonly<Record<TermId, Term>> = all;

export const termIds = Object.keys(all) as TermId[];

export function isTermId(id: string): id is TermId {
  return Object.hasOwn(all, id);
}

/** Those that have all words of a search in their names or texts, by name. */
export function findTerms(search: string): TermId[] {
  const sought = search.toLowerCase().split(/\s+/).filter(Boolean);
  return termIds
    .filter((id) => {
      const { name, symbol = '', also = [], definition, number = '' } = terms[id];
      const text = [name, symbol, ...also, definition, number].join(' ').toLowerCase();
      return sought.every((word) => text.includes(word));
    })
    .sort((a, b) => terms[a].name.localeCompare(terms[b].name, 'en'));
}
