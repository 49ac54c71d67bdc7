// Covers what reads kept experiments from outside (src/lab/journal/, src/lab/library/library-file.ts): frames that are damaged, and frames
// with a right checksum and wrong content, are read as they are or refused in words, and a file of experiments is read whole or not at all.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { attack, attackWith, openSources } from '../support/hostile.mjs';
import { mutantsOf } from '../support/mutants.mjs';

let lab;
before(async () => (lab = await openSources()));
after(() => lab.remove());

const device = {
  ...{ engine: 'gpu', engineVersion: 1, vendor: 'a', architecture: 'b', description: 'c' },
  ...{ software: false, threads: null, simd: null, check: 'checked', flopsPerSecond: 1e12 },
};

/** The events of an experiment of two sizes that was stopped. */
function someEvents() {
  const spec = lab.composeExperiment('manifold', { 'model.widths': [4, 8], 'seeds.count': 1 });
  const plan = lab.plan(spec);
  const [run] = plan.runs;
  return [
    { type: 'plan-started', plan, device, time: 1 },
    { type: 'run-added', run: { ...run, id: 'w4+1', round: 1 }, reason: 'a' },
    { type: 'run-started', run: run.id, time: 2 },
    {
      type: 'run-finished',
      run: run.id,
      outcomes: run.replicas.map(() => 'stopped'),
      deviceSeconds: 1,
      time: 3,
    },
    { type: 'plan-finished', outcome: 'stopped', message: '', time: 4 },
  ];
}

const joined = (parts) => new Uint8Array(Buffer.concat(parts));

/** The value of a text of JSON in the bytes of a journal; the text's own bytes where it is not one. */
function packed(text) {
  try {
    return lab.pack(JSON.parse(text));
  } catch {
    return new Uint8Array(Buffer.from(text));
  }
}

/** Bytes of which up to two have changed, or that are cut. */
const damagedOf = (bytes) =>
  fc
    .record({
      changes: fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 2 }),
      cut: fc.oneof(fc.constant(bytes.length), fc.nat(bytes.length)),
    })
    .map(({ changes, cut }) => {
      const copy = bytes.slice();
      for (const [at, value] of changes) copy[at] = value;
      return copy.slice(0, cut);
    });

/** What may stand in a frame of events: nearly events, as values and as bytes. */
const contents = () => fc.oneof(mutantsOf([someEvents()]).map(packed), damagedOf(lab.pack(someEvents())));

/** Contents that no frame of events has. */
const broken = () => [
  ...[undefined, null, 1, 'a', {}, [null], [1], [{}], [[]], [{ type: 1 }], [{ type: {} }]].map(lab.pack),
  ...[{}, { plan: null }, { plan: {} }, { plan: { runs: [] } }, { plan: { runs: {} } }].map((fields) =>
    lab.pack([{ type: 'plan-started', ...fields }]),
  ),
  ...[{}, { run: 1 }, { run: [] }, { run: null }].map((fields) =>
    lab.pack([{ type: 'run-added', ...fields }]),
  ),
  new Uint8Array(),
  // Three bytes as floats of four; a map of numbers; a type that nobody has registered is data, but not events.
  Uint8Array.of(0xc7, 3, 1, 0, 0, 0),
  Uint8Array.of(0xc7, 2, 10, 0x91, 1),
  Uint8Array.of(0xd4, 99, 0),
  // Lists that say to be long, in each other, and maps in maps.
  joined(Array.from({ length: 400 }, () => Uint8Array.of(0xdd, 1, 0xff, 0xff, 0xff))),
  joined(Array.from({ length: 400 }, () => Uint8Array.of(0xdf, 1, 0xff, 0xff, 0xff))),
  new Uint8Array(100_000).fill(0x91),
  // Lists in lists and maps in maps that are whole, and maps in extensions.
  ...[100, 5000, 200_000].flatMap((levels) => [lists(levels), maps(levels), extensions(levels)]),
];

const lists = (levels) => new Uint8Array(levels + 1).fill(0x91, 0, levels);

const maps = (levels) =>
  joined([...Array.from({ length: levels }, () => Uint8Array.of(0x81, 0xa0)), Uint8Array.of(0)]);

/** Extensions of a map, each in the one before. */
function extensions(levels) {
  const bytes = new Uint8Array(6 * levels + 1);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < bytes.length - 1; at += 6) {
    bytes[at] = 0xc9;
    view.setUint32(at + 1, bytes.length - at - 6);
    bytes[at + 5] = 10;
  }
  return bytes;
}

/** A value from outside, at a place where it is read; as deep as can be read, or deeper. */
const values = fc
  .letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 6 },
      fc.constantFrom(null, true, 0, -1, 2 ** 40, 1.5, NaN, 'a', new Float32Array([1]), new Uint8Array(3)),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.string({ maxLength: 3 }), tie('value'), { maxKeys: 3, noNullPrototype: true }),
      fc
        .array(fc.tuple(fc.string({ maxLength: 3 }), tie('value')), { maxLength: 3 })
        .map((all) => new Map(all)),
    ),
  }))
  .value.filter((value) => !JSON.stringify(value).includes('__proto__'));

describe('packed data', () => {
  it('is what it was, or is refused in words where it was changed or is too deep', async () => {
    const inputs = fc.oneof(
      values.map(lab.pack),
      values.chain((value) => damagedOf(lab.pack(value))),
      fc.integer({ min: 90, max: 110 }).map(lists),
      fc.integer({ min: 90, max: 110 }).map(maps),
      fc.uint8Array({ maxLength: 40 }),
    );
    await attackWith(inputs, 1000, (bytes) =>
      attack(
        lab,
        () => lab.unpack(bytes),
        (value) => {
          const again = lab.pack(value);
          assert.deepEqual(lab.pack(lab.unpack(again)), again);
        },
      ),
    );
    const any = fc.property(values, (value) => assert.deepEqual(lab.unpack(lab.pack(value)), value));
    fc.assert(any, { numRuns: 300, seed: 1 });
  });
});

describe('a journal', () => {
  it('is read up to its first damaged frame or refused in words, whatever its bytes and its frames hold', async () => {
    const events = lab.frameOfEvents(someEvents());
    const journals = fc.oneof(
      damagedOf(joined([lab.journalHead(), events, events])),
      contents().map((content) => joined([lab.journalHead(), events, lab.frame(content)])),
      mutantsOf([{ format: 'scaling-lab journal', version: 1 }]).map((text) =>
        joined([lab.frame(packed(text)), events]),
      ),
    );
    await attackWith(journals, 300, (bytes) =>
      attack(
        lab,
        () => lab.readJournal(bytes),
        ({ events, length }) => {
          assert.ok(length <= bytes.length);
          assert.ok(events.every(({ type }) => typeof type === 'string'));
        },
      ),
    );
  });

  it('is refused in words where a frame has a right checksum and no events', async () => {
    for (const content of broken()) {
      const frame = lab.frame(content);
      const shown = Buffer.from(content.subarray(0, 40)).toString('hex');
      assert.ok(await attack(lab, () => lab.eventsOfFrame(frame)), shown);
      assert.ok(await attack(lab, () => lab.readJournal(joined([lab.journalHead(), frame]))), shown);
      assert.ok(await attack(lab, () => lab.readJournal(frame)), shown);
    }
  });
});

const ids = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];

/** A text that experiments could be about. */
const aText = { id: '0123456789abcdef', name: 'a.txt', bytes: new Uint8Array([65, 66]) };

/** A file of two experiments and these texts; the frames of the second experiment have these contents. */
function libraryOf(parts, texts = [aText]) {
  const [{ plan }] = someEvents();
  const [first, second] = ids.map((id) => lab.newEntry(id, plan.spec, 1));
  return joined(
    lab.libraryFile({
      experiments: [
        { entry: first, frames: [lab.frameOfEvents(someEvents())] },
        { entry: second, frames: parts.map(lab.frame) },
      ],
      texts,
    }),
  );
}

describe('a file of experiments', () => {
  it('is read whole, and then is the same when it is written again, or is refused in words', async () => {
    const whole = libraryOf([lab.pack(someEvents())]);
    const files = fc.oneof(
      contents().map((content) => libraryOf([content])),
      contents().map((content) => libraryOf([lab.pack(someEvents()), content])),
      damagedOf(whole),
    );
    await attackWith(files, 200, (bytes) =>
      attack(
        lab,
        () => lab.readLibraryFile(bytes),
        (content) => {
          assert.deepEqual(
            content.experiments.map(({ entry }) => entry.id),
            ids,
          );
          assert.deepEqual(joined(lab.libraryFile(content)), bytes);
        },
      ),
    );
  });

  it('is refused where it was cut between two of its frames', async () => {
    const { contents } = lab.readFrames(libraryOf([lab.pack(someEvents())]));
    assert.equal(contents.length, 6);
    for (let left = 0; left < contents.length; left++) {
      const cut = joined(contents.slice(0, left).map(lab.frame));
      assert.ok(await attack(lab, () => lab.readLibraryFile(cut)), `${left} frames`);
    }
  });

  it('is refused, and says that nothing was added, where one of its experiments holds no events', async () => {
    for (const content of broken()) {
      const said = await attack(lab, () => lab.readLibraryFile(libraryOf([content])));
      assert.match(said ?? '', /nothing was added/);
    }
  });
});
