// Covers what reads files from outside: records.json (src/lab/records/read-records.ts), weights (src/lab/weights/weights-file.ts and
// src/base/safetensors.ts) and texts (src/data/text/): any file is read whole, and then round-trips, or is refused in words.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { root } from '../support/cli.mjs';
import { attack, attackWith, openSources } from '../support/hostile.mjs';
import { mutantsOf } from '../support/mutants.mjs';

let lab;
before(async () => (lab = await openSources()));
after(() => lab.remove());

describe('a file of records', () => {
  it('is read whole or refused in words, however it was changed', async () => {
    const read = (path) => JSON.parse(readFileSync(join(root, 'test/fixtures', path), 'utf8'));
    const documents = [
      'records/version-1.json',
      'golden/glyphs-sgd-clipped.json',
      'golden/facts-branches.json',
    ];
    await attackWith(mutantsOf(documents.map(read)), 150, (text) =>
      attack(
        lab,
        () => lab.recordsFromJson(text),
        (records) => {
          const written = lab.recordsToJson(records);
          assert.equal(lab.recordsToJson(lab.recordsFromJson(written)), written);
        },
      ),
    );
  });
});

/** The file of a header, and of zeros where its tensors lie. */
function safetensors(header, bytes) {
  const json = Buffer.from(header);
  const file = Buffer.alloc(8 + json.length + bytes);
  file.writeBigUInt64LE(BigInt(json.length));
  json.copy(file, 8);
  return new Uint8Array(file);
}

/** A small model of a text, and of a row of numbers, as a header and the number of its bytes. */
function weightHeaders() {
  const { weightsToFile, parameterLayout, composeExperiment } = lab;
  const text = {
    type: 'text',
    tokens: 'bpe',
    vocabulary: 260,
    context: 4,
    heldOut: 0.1,
    textId: 'a',
    name: 'a',
    seed: 1,
  };
  const shape = {
    layers: 1,
    heads: 1,
    channels: 4,
    mlpRatio: 1,
    activation: 'gelu',
    norm: 'layernorm',
    positions: 'learned',
  };
  const models = [
    [
      { family: 'transformer', vocabulary: 258, context: 4, ...shape, tied: true, biases: true },
      text,
      { type: 'bpe', merges: Uint16Array.of(97, 98, 256, 256) },
    ],
    [{ family: 'mlp', inputs: 2, hidden: [3], outputs: 1, activation: 'relu' }, null, null],
  ];
  return models.map(([given, task, tokenizer]) => {
    const { task: manifold } = composeExperiment('manifold', {});
    const model = task ? given : { ...given, inputs: manifold.inputs ?? 16 };
    const layout = parameterLayout(model);
    const parameters = new Map(
      layout.map(({ name, shape }) => [name, new Float32Array(shape.reduce((a, b) => a * b, 1))]),
    );
    const file = Buffer.from(
      weightsToFile({ model, attentionScale: 1, task: task ?? manifold, tokenizer, parameters }),
    );
    const length = Number(file.readBigUInt64LE());
    const header = JSON.parse(file.toString('utf8', 8, 8 + length));
    return { header, bytes: file.length - 8 - length };
  });
}

describe('a file of weights', () => {
  it('is read whole or refused in words, however its header and its settings were changed', async () => {
    const headers = weightHeaders();
    const key = 'scaling-lab';
    const files = headers.map(({ header, bytes }) =>
      fc.oneof(
        mutantsOf([header]).map((text) => safetensors(text, bytes)),
        mutantsOf([JSON.parse(header.__metadata__[key])]).map((settings) =>
          safetensors(JSON.stringify({ ...header, __metadata__: { [key]: settings } }), bytes),
        ),
      ),
    );
    await attackWith(fc.oneof(...files), 300, (file) =>
      attack(
        lab,
        () => lab.weightsFromFile(file),
        (weights) => {
          assert.deepEqual(lab.weightsFromFile(lab.weightsToFile(weights)), weights);
        },
      ),
    );
  });

  it('is refused in words where it was made to break what reads it', async () => {
    const deep = '['.repeat(20_000) + ']'.repeat(20_000);
    const tensor = (fields) => `{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]${fields}}}`;
    const [{ header, bytes }] = weightHeaders();
    const settings = JSON.parse(header.__metadata__['scaling-lab']);
    const merges = Array.from({ length: 40 }, (_, i) => (i === 0 ? [97, 97] : [255 + i, 255 + i])).flat();
    const doubling = JSON.stringify({ ...settings, tokenizer: { type: 'bpe', merges } });
    const broken = [
      safetensors(tensor(',"dtype":{"toString":null}'), 4),
      safetensors(tensor(`,"dtype":${deep}`), 4),
      safetensors(tensor(`,"shape":${deep}`), 4),
      safetensors(JSON.stringify({ ...header, __metadata__: { 'scaling-lab': doubling } }), bytes),
      Uint8Array.of(255, 255, 255, 255, 255, 255, 255, 255),
      new Uint8Array(3),
    ];
    for (const file of broken) assert.ok(await attack(lab, () => lab.weightsFromFile(file)));
  });
});

describe('a text', () => {
  it('is made of tokens that give it back, or refused in words', async () => {
    const unit = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 200 }).map((text) => Buffer.from(text)),
      fc.uint8Array({ maxLength: 50 }).map((bytes) => Buffer.from(bytes)),
      fc
        .constantFrom('\ufeff', 'ab'.repeat(2000), ' '.repeat(3000), '\ud83d\ude00'.repeat(300))
        .map((text) => Buffer.from(text)),
    );
    const bytes = fc.array(unit, { maxLength: 3 }).map((parts) => new Uint8Array(Buffer.concat(parts)));
    await attackWith(bytes, 100, (file) =>
      attack(
        lab,
        () => lab.checkText(file, 'a.txt'),
        (text) => {
          lab.textNotes(text, 0.1);
          for (const tokens of ['byte', 'character', 'bpe']) {
            const data = lab.learnTokenizer({ tokens, vocabulary: 300 }, text, '');
            const { encode, decode } = lab.createTokenizer(data);
            assert.equal(decode(encode(text)), text, tokens);
          }
        },
      ),
    );
  });
});
