// Covers what reads whole files of points (src/laws/table/files/, src/laws/table/text/): tables as people have them, Parquet and event files,
// with bytes changed, cut out and doubled, are read or refused in words, and soon; so are the largest and deepest ones.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { root } from '../support/cli.mjs';
import { eventFile } from '../support/event-file.mjs';
import { attack, attackWith, openSources } from '../support/hostile.mjs';

let lab;
before(async () => (lab = await openSources()));
after(() => lab.remove());

const folder = join(root, 'test/fixtures/tables');
const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
/** As other tools write them. */
const written = join(root, 'test/fixtures/table-files');
const sizes = [1e6, 4e6, 16e6, 64e6];
const binaries = [
  ...readdirSync(written)
    .filter((name) => name.endsWith('.parquet'))
    .map((name) => readFileSync(join(written, name))),
  ...['SNAPPY', 'UNCOMPRESSED'].map(
    (codec) =>
      new Uint8Array(
        parquetWriteBuffer({
          columnData: [
            { name: 'N', data: sizes, type: 'DOUBLE' },
            { name: 'loss', data: [4, 3, 2.5, 2.2], type: 'DOUBLE' },
            { name: 'run', data: ['a', 'b', 'c', 'd'], type: 'STRING' },
          ],
          codec,
        }),
      ),
  ),
  eventFile(
    sizes.flatMap((N, i) => [
      [i, 'tokens', N],
      [i, 'val/loss', 4 - i / 2],
    ]),
  ),
];

/** A file with a few spans of bytes replaced, removed or written twice. */
const mutantsOf = (files) =>
  fc
    .record({
      file: fc.constantFrom(...files),
      changes: fc.array(
        fc.record({
          at: fc.nat(),
          length: fc.nat({ max: 12 }),
          bytes: fc.uint8Array({ maxLength: 8 }),
          twice: fc.boolean(),
        }),
        { minLength: 1, maxLength: 4 },
      ),
    })
    .map(({ file, changes }) =>
      changes.reduce((bytes, { at, length, bytes: other, twice }) => {
        const start = at % (bytes.length + 1);
        const span = bytes.subarray(start, start + length);
        const put = twice ? Buffer.concat([span, span]) : other;
        return Buffer.concat([bytes.subarray(0, start), put, bytes.subarray(start + length)]);
      }, file),
    );

const read = async (bytes) => lab.readPoints(await lab.textOfBytes(new Uint8Array(bytes)), { strict: true });
const hasNumbers = ({ table, reading }) => {
  for (const { N, D, C, loss } of table.points) {
    for (const size of [N, D, C]) assert.ok(size === null || (size > 0 && Number.isFinite(size)), `${size}`);
    assert.ok(loss > 0 && Number.isFinite(loss));
  }
  const left = reading.left.reduce((sum, { count }) => sum + count, 0);
  assert.equal(reading.used + left, reading.rowCount, JSON.stringify(reading.left));
};

describe('a file of points', () => {
  it('is read or refused in words, wherever its text was changed', async () => {
    await attackWith(mutantsOf(texts), 150, (bytes) => attack(lab, () => read(bytes), hasNumbers));
  });

  it('is read or refused in words, wherever its bytes were changed', async () => {
    await attackWith(mutantsOf(binaries), 250, (bytes) => attack(lab, () => read(bytes), hasNumbers));
  });

  it('is refused where the header of a page ends too soon, which has no lengths then', async () => {
    const file = Buffer.from(binaries.at(-3));
    // Of four values none is empty, on four rows.
    const header = Buffer.from([0x15, 8, 0x15, 0, 0x15, 8, 0x15, 0, 0x15]);
    const at = file.lastIndexOf(header);
    assert.ok(at > 0);
    const bytes = Buffer.concat([file.subarray(0, at + 7), Buffer.from([0x15]), file.subarray(at + 7)]);
    assert.match(await attack(lab, () => read(bytes)), /may be damaged/);
  });

  it('is answered soon where it is very large or very deep', async () => {
    const objects = JSON.stringify(Array.from({ length: 5000 }, (_, i) => ({ [`k${i}`]: i, loss: 2 })));
    const rows = `N,lr,loss\n${Array.from({ length: 200_000 }, (_, i) => `${1000 + (i % 97)},${i % 7},${2 + 1 / (i + 1)}`).join('\n')}`;
    const deep = `[{"N":1,"loss":${'['.repeat(20_000)}${']'.repeat(20_000)}}]`;
    const latex = `\\begin{tabular}{${'{'.repeat(20_000)}`;
    const answers = await Promise.all(
      [objects, rows, deep, latex].map((text) =>
        attack(lab, () => lab.readPoints(text, { strict: true }), hasNumbers),
      ),
    );
    assert.equal(answers[1], null);
    assert.match(answers[0], /columns, and at most 2000/);
    assert.match(answers[2], /within one another/);
  });
});
