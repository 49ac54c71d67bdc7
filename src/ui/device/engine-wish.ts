// What the page's address asks to train on: ?engine=auto|gpu|cpu, ?threads=N, ?simd=plain|relaxed. It belongs to a machine, so
// it is not part of an experiment, nor of a link to one.

import type { EngineWish } from '../../worker/training/protocol.js';
import type { Notice } from '../parts/notice.js';
import { words } from './words.js';

const said = words.address;

const FIELDS = ['engine', 'threads', 'simd'] as const;
const ENGINES = ['auto', 'gpu', 'cpu'] as const;
const SIMD = ['plain', 'relaxed'] as const;
/** More workers than any processor of today has cores only take memory. */
const MOST_THREADS = 256;

export interface AddressedWish {
  readonly wish: EngineWish;
  /** What the address asks for in vain, null if all is well. */
  readonly complaint: Notice | null;
}

/** The wish in the query of an address. What cannot be read is left to its default. */
export function engineWishOf(search: string): AddressedWish {
  const query = new URLSearchParams(search);
  const complaints: string[] = [];
  const read = <Value>(
    field: string,
    expected: string,
    valueOf: (text: string) => Value | undefined,
    usual: Value,
  ): Value => {
    const text = query.get(field);
    if (text === null) return usual;
    const value = valueOf(text);
    if (value === undefined) complaints.push(said.expected(field, expected, text));
    return value ?? usual;
  };
  const wish: EngineWish = {
    engine: read('engine', said.engine, oneOf(ENGINES), 'auto'),
    threads: read<number | null>('threads', said.threads(MOST_THREADS), wholeNumber, null),
    simd: read('simd', said.simd, oneOf(SIMD), 'plain'),
  };
  const complaint: Notice | null =
    complaints.length === 0
      ? null
      : {
          tone: 'warning',
          title: said.title,
          text: `${complaints.join(' ')} ${said.useDefault}`,
        };
  return { wish, complaint };
}

/** An address without what it asks to train on. */
export function withoutEngine(address: string): string {
  const url = new URL(address);
  for (const field of FIELDS) url.searchParams.delete(field);
  return url.href;
}

/** The same address, asking for another engine. */
export function withEngine(address: string, engine: EngineWish['engine']): string {
  const url = new URL(address);
  url.searchParams.set('engine', engine);
  return url.href;
}

function oneOf<Value extends string>(values: readonly Value[]): (text: string) => Value | undefined {
  return (text) => values.find((value) => value === text);
}

function wholeNumber(text: string): number | undefined {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  return value >= 1 && value <= MOST_THREADS ? value : undefined;
}
