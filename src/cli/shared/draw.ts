// What verifying draws: a share of the models of a record, with a seed that nobody knew before.

import { InputError } from '../../base/errors.js';

export function readShare(text: string): number {
  const share = text.trim() === '' ? NaN : Number(text);
  if (share > 0 && share <= 1) return share;
  throw new InputError(`--share: expected a number above 0, up to 1, got ${text}`, 'share');
}

/** The seed of a draw: a random one, which nobody could know before, unless a draw is repeated. */
export function readSeed(text: string | undefined): number {
  if (text === undefined) return crypto.getRandomValues(new Uint32Array(1))[0];
  const seed = text.trim() === '' ? NaN : Number(text);
  if (Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32) return seed;
  throw new InputError(`--seed: expected a whole number from 0 to ${2 ** 32 - 1}, got ${text}`, 'seed');
}
