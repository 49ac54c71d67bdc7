// Covers src/lab/journal.

import { expect } from 'chai';
import { InputError } from '../../../src/base/errors.js';
import { compacted, frameOfEvents, journalHead, readJournal } from '../../../src/lab/journal/journal.js';
import { lasts } from '../../../src/lab/journal/lasts.js';
import { frame } from '../../../src/lab/journal/frames.js';
import { pack, unpack } from '../../../src/lab/journal/pack.js';
import { plan } from '../../../src/lab/plan/plan.js';
import type { RunEvent } from '../../../src/lab/records/events.js';
import { LabStore } from '../../../src/lab/records/store.js';
import { uniform } from '../../../src/base/random.js';
import { checkpointOf, smallManifold, syntheticBatches } from '../../support/synthetic-run.js';

const spec = smallManifold({ 'training.steps': 200 });

/** The events of an experiment, in batches, with a checkpoint of each run after each batch that reports its losses. */
const batches = [...syntheticBatches(plan(spec))].map((batch) => {
  const trained = new Set(batch.flatMap((event) => (event.type === 'losses' ? [event.run] : [])));
  return [...batch, ...[...trained].map((run) => checkpointOf(run))];
});
const events = batches.flat().filter(lasts);
const bytes = joined([journalHead(), ...batches.map((batch) => frameOfEvents(batch.filter(lasts)))]);

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Uniform numbers of a seed. */
function randomOf(seed: number): () => number {
  let index = 0;
  return () => uniform(seed, 'bootstrap', index++, 0);
}

const fold = (all: readonly RunEvent[]): LabStore => {
  const store = new LabStore();
  store.apply(all);
  return store;
};

describe('a journal', () => {
  it('holds all events as they were', () => {
    const read = readJournal(bytes);
    expect(read.length).to.equal(bytes.length);
    expect(read.events).to.deep.equal(events);
  });

  it('that was cut anywhere is whole up to its last frame, and can be written on from there', () => {
    const random = randomOf(7);
    for (let i = 0; i < 200; i++) {
      const cut = journalHead().length + Math.floor(random() * (bytes.length - journalHead().length));
      const { events: left, length } = readJournal(bytes.subarray(0, cut));
      expect(length).to.be.at.most(cut);
      expect(left).to.deep.equal(events.slice(0, left.length));
      const onward = joined([bytes.subarray(0, length), frameOfEvents(events.slice(left.length))]);
      expect(readJournal(onward).events).to.have.length(events.length);
    }
  });

  it('ends before a byte that has changed', () => {
    const random = randomOf(8);
    for (let i = 0; i < 200; i++) {
      const at = journalHead().length + Math.floor(random() * (bytes.length - journalHead().length));
      const damaged = bytes.slice();
      damaged[at] ^= 1 << Math.floor(random() * 8);
      const { events: left, length } = readJournal(damaged);
      expect(length).to.be.at.most(at);
      expect(left).to.deep.equal(events.slice(0, left.length));
    }
  });

  it('comes to the same in one fold as event by event, and wherever the events are cut into two', () => {
    const whole = fold(events);
    const oneByOne = new LabStore();
    for (const event of events) oneByOne.apply([event]);
    expect(oneByOne.state).to.deep.equal(whole.state);
    const random = randomOf(9);
    for (let i = 0; i < 50; i++) {
      const cut = Math.floor(random() * events.length);
      const inTwo = fold(events.slice(0, cut));
      inTwo.apply(events.slice(cut));
      expect(inTwo.state, `cut at ${cut}`).to.deep.equal(whole.state);
    }
  });

  it('is the same experiment once it is compacted, wherever it ends', () => {
    for (const share of [0.3, 0.7, 1]) {
      const some = events.slice(0, Math.floor(share * events.length));
      const fewer = compacted(some);
      expect(fewer.length).to.be.below(some.length);
      const [before, after] = [fold(some), fold(fewer)];
      expect(after.state).to.deep.equal(before.state);
      expect(after.resumable(after.state.plan!)).to.deep.equal(before.resumable(before.state.plan!));
    }
  });

  it('is the same once it is compacted, also where runs went on from a checkpoint that another has replaced', () => {
    const half = Math.floor(batches.length / 2);
    const before = batches.slice(0, half).flat().filter(lasts);
    const after = batches.slice(half).flat().filter(lasts);
    const runs = fold(before).resumable(plan(spec));
    // What came after the last checkpoints was lost, and comes again.
    const lost = batches[half].filter((event) => lasts(event) && event.type !== 'checkpoint');
    const resumed = [...runs].map(
      ([run, { soFar }]) => ({ type: 'run-resumed', run, soFar, time: 0 }) as const,
    );
    const onward = [...before, ...lost, events[0], ...resumed, ...after];
    expect(lost.length).to.be.above(0);
    expect(fold(onward).state).to.deep.equal(fold(events).state);
    for (const share of [0.6, 0.8, 1]) {
      const some = onward.slice(0, Math.floor(share * onward.length));
      const fewer = compacted(some);
      const contents = fewer.filter((event) => event.type === 'checkpoint' && event.point.checkpoint);
      expect(contents.length).to.be.at.most(runs.size);
      expect(fold(fewer).state, `${share}`).to.deep.equal(fold(some).state);
    }
  });

  it('is refused where it is none, or of a later version', () => {
    expect(() => readJournal(new TextEncoder().encode('N,loss\n1,2\n'))).to.throw(
      InputError,
      'not a journal',
    );
    expect(() => readJournal(new Uint8Array())).to.throw(InputError, 'not a journal');
    const later = frame(pack({ format: 'scaling-lab journal', version: 2 }));
    expect(() => readJournal(later)).to.throw(InputError, 'later version');
  });
});

describe('packed values', () => {
  it('are what they were: typed arrays at any offset, maps, NaN and infinities', () => {
    const value = {
      numbers: [NaN, Infinity, -Infinity, 1e-300, 2 ** 53, null],
      floats: Float32Array.from([1.5, NaN, -0]),
      parts: [Uint32Array.of(1, 2), new Uint32Array(), Float64Array.of(Math.PI), Int32Array.of(-1)],
      byName: new Map([['a.weight', Float32Array.of(1, 2)]]),
      text: 'é 漢 \ud83d\ude00',
    };
    expect(unpack(pack(value))).to.deep.equal(value);
  });

  it('leave out what is undefined', () => {
    expect(unpack(pack({ a: undefined, b: 1 }))).to.deep.equal({ b: 1 });
  });
});
