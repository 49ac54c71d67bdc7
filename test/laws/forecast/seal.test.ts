// Covers src/laws/forecast/seal.ts, and the checksum that it uses. Also src/base/{canonical-json,sha256}.ts.

import { expect } from 'chai';
import { canonicalJson } from '../../../src/base/canonical-json.js';
import { InputError } from '../../../src/base/errors.js';
import { sha256 } from '../../../src/base/sha256.js';
import { readSealedForecast, sealForecast } from '../../../src/laws/forecast/seal.js';
import { lawOf, pointsOf, sealed } from '../../support/forecast-law.js';

describe('a sealed forecast', () => {
  it('cannot be changed', () => {
    const forecast = sealed() as unknown as {
      loss: number;
      law: { alpha: number };
      points: { loss: number }[];
    };
    expect(() => (forecast.loss = 1)).to.throw(TypeError);
    expect(() => (forecast.law.alpha = 1)).to.throw(TypeError);
    expect(() => (forecast.points[0].loss = 1)).to.throw(TypeError);
  });

  it('comes back from text as it was, and is refused where any part was changed', () => {
    const text = JSON.stringify(sealed());
    expect(readSealedForecast(JSON.parse(text))).to.deep.equal(sealed());
    const changed = (from: string | RegExp, to: string): unknown => JSON.parse(text.replace(from, to));
    for (const [from, to] of [
      [/"loss":/, '"loss":1'],
      [/"interval":\[\d/, '"interval":[9'],
      ['"sealedAt":1', '"sealedAt":2'],
      ['"x":100,', '"x":101,'],
      ['all parameters', 'some parameters'],
    ] as const) {
      expect(() => readSealedForecast(changed(from, to)), to).to.throw(InputError, /was changed after/);
    }
    expect(() => readSealedForecast({ loss: 1 })).to.throw(InputError, /not a sealed forecast/);
  });

  it('has the checksum that any tool computes of its content, whatever the order of its keys', async () => {
    const { checksum, ...content } = sealed();
    const reversed = Object.fromEntries(Object.entries(content).reverse());
    expect(canonicalJson(reversed)).to.equal(canonicalJson(content));
    const bytes = new TextEncoder().encode(canonicalJson(content));
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    expect(checksum).to.equal(Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join(''));
    for (const text of ['', 'abc', 'é'.repeat(55), 'x'.repeat(56), 'x'.repeat(64), 'x'.repeat(1000)]) {
      const expected = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
      const hex = Array.from(new Uint8Array(expected), (byte) => byte.toString(16).padStart(2, '0')).join('');
      expect(sha256(text), text).to.equal(hex);
    }
  });

  it('is refused for a size that was measured, and without a law', () => {
    expect(() => sealed(1000)).to.throw(InputError, /width 1000 was used in the fit/);
    const points = pointsOf().slice(0, 2);
    const target = { axis: 'N', x: 1e5, cell: 'w1', name: 'width 1' } as const;
    const rest = { points, convention: '', unit: '', experiment: null, sealedAt: 0 };
    expect(() => sealForecast(lawOf(points), { target, ...rest })).to.throw(InputError, /no forecast/);
  });
});
