// Covers src/base/sentence.ts: messages as sentences.

import { expect } from 'chai';
import { sentence } from '../../src/base/sentence.js';

describe('a message as a sentence', () => {
  it('begins with a capital and ends with one full stop', () => {
    expect(sentence('there is no column N')).to.equal('There is no column N.');
    expect(sentence('the file has the, cat, river.')).to.equal('The file has the, cat, river.');
    expect(sentence('did you mean x?')).to.equal('Did you mean x?');
    expect(sentence('')).to.equal('');
  });

  it('leaves names as they are: of kernels, options, fields and files', () => {
    expect(sentence('matmul.wgsl failed')).to.equal('matmul.wgsl failed.');
    expect(sentence('--law: expected one of a, b')).to.equal('--law: expected one of a, b.');
    expect(sentence('seeds.count: expected 1')).to.equal('seeds.count: expected 1.');
    expect(sentence('my table.csv: no such file')).to.equal('my table.csv: no such file.');
  });
});
