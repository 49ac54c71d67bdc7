// Covers src/base/breakage.ts: what waits for something that breaks.

import { expect } from 'chai';
import { Breakage } from '../../src/base/breakage.js';

describe('Breakage', () => {
  it('rejects what waits when it breaks, and what waits from then on', async () => {
    let fail: (error: Error) => void = () => undefined;
    const breakage = new Breakage(new Promise((resolve) => (fail = resolve)));
    const never = new Promise<never>(() => {});
    const errorOf = (answer: Promise<unknown>): Promise<unknown> =>
      answer.then(
        () => null,
        (error: unknown) => error,
      );
    const waiting = errorOf(breakage.unless(never));
    expect(await breakage.unless(Promise.resolve(1))).to.equal(1);
    const broken = new Error('broken');
    fail(broken);
    expect(await waiting).to.equal(broken);
    expect(await errorOf(breakage.unless(never))).to.equal(broken);
  });
});
