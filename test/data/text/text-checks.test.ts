// Covers src/data/text/text-checks.ts.

import { expect } from 'chai';
import { InputError } from '../../../src/base/errors.js';
import { checkText, checkTextSize, splitText, textNotes } from '../../../src/data/text/text-checks.js';
import { utf8, prose } from '../../support/texts.js';

describe('checkText', () => {
  const wrong: readonly [string, Uint8Array, RegExp][] = [
    ['an empty file', utf8(''), /notes\.txt is empty/],
    ['white space alone', utf8(' \n\t '), /only white space/],
    [
      'a binary file',
      Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0),
      /is not a text file: byte 8 is zero/,
    ],
    ['Latin-1', Uint8Array.of(0x63, 0x61, 0x66, 0xe9, 0x21), /not UTF-8.*save it as UTF-8/],
    ['UTF-16', Uint8Array.of(0xff, 0xfe, 0x61, 0), /UTF-16; save it as UTF-8/],
    ['a PDF', utf8('%PDF-1.7 …'), /PDF; copy its text/],
    ['a Word document', Uint8Array.of(0x50, 0x4b, 3, 4, 20), /office document; save it as plain text/],
  ];
  for (const [what, bytes, message] of wrong) {
    it(`refuses ${what} and says what to do`, () => {
      expect(() => checkText(bytes, 'notes.txt')).to.throw(InputError, message);
    });
  }

  it('refuses 500 MB by the size alone', () => {
    expect(() => checkTextSize(500e6, 'dump.txt')).to.throw(
      InputError,
      /dump\.txt has 477 MiB, more than the limit of 48 MiB/,
    );
    checkTextSize(40e6, 'book.txt');
  });

  it('takes UTF-8, and leaves a byte-order mark in front away', () => {
    expect(checkText(utf8('\ufeffÄpfel\r\n'), 'a.txt')).to.equal('Äpfel\r\n');
  });
});

describe('textNotes', () => {
  it('says nothing of a long text without repeats', () => {
    expect(textNotes(prose(1000), 0.1)).to.deep.equal([]);
  });

  it('says what will happen to a tiny text', () => {
    expect(textNotes(prose(100), 0.1).join()).to.match(/tiny.*memorise.*1 MB/);
  });

  it('warns where the held-out part also occurs in the training part', () => {
    const text = prose(2000) + prose(2000).slice(0, 3000);
    const [, heldOut] = splitText(text, 0.1);
    const notes = textNotes(text, 0.1);
    const share = (100 * 3000) / heldOut.length;
    expect(notes).to.have.length(1);
    const said = Number(/^(\d+) % of the held-out part/.exec(notes[0])?.[1]);
    expect(said).to.be.closeTo(share, 3);
  });

  it('names characters of the held-out part that nobody can learn', () => {
    expect(textNotes(prose(1000) + '你', 0.1)).to.deep.equal([
      'One character occurs only in the held-out part (你). With characters as tokens no model can learn it.',
    ]);
  });
});
