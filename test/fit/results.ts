// A fit or a refusal, or the test fails.

import { expect } from 'chai';
import { normal } from '../../src/base/random.js';

export type Fitted<T> = Extract<T, { readonly type: 'fit' }>;

export function fitted<T extends { readonly type: string }>(result: T): Fitted<T> {
  if (result.type !== 'fit') expect.fail(JSON.stringify(result));
  return result as Fitted<T>;
}

export function refused(result: { readonly type: string; readonly reason?: string }): string {
  if (result.type !== 'refused') expect.fail('expected a refusal');
  return result.reason ?? '';
}

/** Relative noise: draw i of a seed. */
export function noisy(value: number, noise: number, seed: number, i: number): number {
  return value * Math.exp(noise * normal(seed, 'data', i, 0));
}
