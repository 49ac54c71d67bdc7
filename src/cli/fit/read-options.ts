// Options that several commands have in common.

import { InputError } from '../../base/errors.js';
import type { FloorOption } from '../../laws/power-law.js';
import { HUBER_DELTA } from '../../laws/surface.js';
import { sizes, type Size } from '../../laws/table/six-nd.js';
import { UsageError } from '../shared/command.js';

/** --x: what runs along a law, null where it was not said. Throws UsageError. */
export function readAxis(text: string | undefined): Size | null {
  return text === undefined ? null : readOneOf('--x', text, sizes);
}

/** --floor: null where it was not said. Throws InputError. */
export function readFloor(text: string | undefined): FloorOption {
  if (text === undefined) return null;
  if (text === 'free' || text === 'none') return text;
  const value = Number(text);
  if (text !== '' && Number.isFinite(value) && value >= 0) return value;
  throw new InputError(`--floor: expected free, none or a number of at least 0, got ${text}`, 'floor');
}

/** --robust of a law of one variable: Huber's delta, null for least squares. Throws UsageError. */
export function readHuber(text = 'none'): number | null {
  if (text === 'none') return null;
  if (text === 'huber') return HUBER_DELTA;
  const delta = Number(/^huber:(.+)$/.exec(text)?.[1]);
  if (Number.isFinite(delta) && delta > 0) return delta;
  throw new UsageError(`--robust: expected none, huber or huber:DELTA with a number above 0, got ${text}.`);
}

/** A number above 0. Throws InputError, which names the option. */
export function readPositive(option: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value > 0) return value;
  throw new InputError(`${option}: expected a number above 0, got ${text}`, option.replace(/^-+/, ''));
}

/** A whole number. Throws UsageError. */
export function readWhole(option: string, text: string, [least, most]: readonly [number, number]): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new UsageError(`${option}: expected a whole number from ${least} to ${most}, got ${text}.`);
}

/** One of some words. Throws UsageError. */
export function readOneOf<const Word extends string>(
  option: string,
  text: string,
  words: readonly Word[],
): Word {
  if ((words as readonly string[]).includes(text)) return text as Word;
  throw new UsageError(`${option}: expected ${alternatives(words)}, got ${text}.`);
}

function alternatives(words: readonly string[]): string {
  return words.length === 2 ? words.join(' or ') : `one of ${words.join(', ')}`;
}
