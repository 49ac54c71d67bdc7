// Covers src/base/json.ts, many.ts, errors.ts and nearest-name.ts: input of any depth, length and kind. Also
// src/base/{errors,many,nearest-name}.ts.
import { expect } from 'chai';
import { InputError } from '../../src/base/errors.js';
import { asInJson, parseJson, shown } from '../../src/base/json.js';
import { append, largest, smallest } from '../../src/base/many.js';
import { suggestion } from '../../src/base/nearest-name.js';
import { complaint } from '../support/complaint.js';

const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

describe('JSON from outside', () => {
  it('is read to a depth that no reader minds, and refused beyond', () => {
    expect(parseJson('{"a": [1, "two", null]}')).to.deep.equal({ a: [1, 'two', null] });
    parseJson(nested(64));
    const words = 'a file: expected at most 64 lists and objects within one another, got more';
    for (const levels of [65, 50_000]) {
      expect(complaint(() => parseJson(nested(levels), 'a file: '))).to.equal(words);
      expect(complaint(() => parseJson(`{"a": ${nested(levels)}}`, 'a file: '))).to.equal(words);
    }
    expect(complaint(() => parseJson('{"a": ', 'a file: '))).to.contain('a file: this is not valid JSON');
  });

  it('is copied as a file would have it', () => {
    expect(asInJson({ a: NaN, b: undefined, c: [1] })).to.deep.equal({ a: null, c: [1] });
  });
});

describe('a value in a message', () => {
  it('is written as people write it', () => {
    const values = ['two', 4.5, NaN, null, undefined, [1, 'a'], { a: { b: true } }];
    const written = ['"two"', '4.5', 'NaN', 'null', 'nothing', '[1,"a"]', '{"a":{"b":true}}'];
    expect(values.map(shown)).to.deep.equal(written);
  });

  it('is short, and never an exception, whatever it is', () => {
    const deep: unknown = Array.from({ length: 50_000 }).reduce((inner) => [inner], 0);
    const cyclic: Record<string, unknown> = {};
    cyclic.self = cyclic;
    const strange = [
      deep,
      cyclic,
      { toString: 1 },
      { toJSON: 1n },
      Object.create(null) as object,
      Symbol('s'),
      1n,
    ];
    const long = ['x'.repeat(1e6), Array.from({ length: 1e6 }, String), '\ud800'];
    for (const value of [...strange, ...long]) expect(shown(value).length).to.be.within(1, 62);
  });

  it('is cut where a message quotes input of any length', () => {
    expect(new InputError('x'.repeat(1e6)).message.length).to.be.below(2100);
    expect(suggestion('x'.repeat(1e6), ['width', 'depth'])).to.equal('there are width, depth');
    expect(suggestion('widths', ['width', 'depth'])).to.equal('did you mean width?');
  });
});

describe('many values', () => {
  it('have a smallest and a largest, and are added to a list, where a call would have too many arguments', () => {
    const values = Array.from({ length: 500_000 }, (_, i) => i - 7);
    expect([smallest(values), largest(values)]).to.deep.equal([-7, 499_992]);
    expect([smallest([]), largest([])]).to.deep.equal([Infinity, -Infinity]);
    expect([smallest([1, NaN]), largest([NaN, 1])]).to.deep.equal([NaN, NaN]);
    const list = [1];
    append(list, values);
    expect(list.length).to.equal(500_001);
  });
});
