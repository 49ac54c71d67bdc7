// Many experiments on one page, and many workers that end: what the page holds after some of them, and after many more.
/* global document, CustomEvent */
import assert from 'node:assert/strict';
import { countPage, holdings } from './holdings.mjs';
import { Visitor } from './page.mjs';

/**
 * How much more a page may hold than before, however long it ran between: what it showed just before is not always collected as garbage
 * yet. A table is a hundred nodes with a dozen listeners.
 */
const SLACK = {
  objects: 600,
  listeners: 20,
  nodes: 200,
  documents: 1,
  timers: 0,
  connections: 0,
  workers: 0,
  workerObjects: 30,
  buffers: 0,
};

/** What is on its way is given back within seconds, a leak never: a page that holds more is looked at this often. */
const LOOKS = 5;

/** What a page holds beyond what it held when it had warmed up, in words; null where it is no more. */
function excess(warm, now) {
  const more = Object.entries(SLACK).find(([what, slack]) => now[what] - warm[what] > slack);
  if (!more) return null;
  const [what] = more;
  return `after ${warm.times}: ${warm[what]} ${what}; after ${now.times}: ${now[what]}`;
}

/** Throws where a page holds more than it did when it had warmed up: the first of `held`. */
export function assertSteady([warm, ...later]) {
  for (const now of later) assert.equal(excess(warm, now), null);
}

/** In the page: trains the experiment of the dials so many times, each time as a new one. */
async function trainAgain(times) {
  const app = document.querySelector('lab-app');
  const view = () => app.shadowRoot.querySelector('lab-stage').view;
  for (let i = 0; i < times; i++) {
    const { entry } = view();
    const isOver = () => view().entry !== entry && view().lab.status === 'finished' && view().obstacle === '';
    app.dispatchEvent(new CustomEvent('start-plan', { detail: null }));
    while (!isOver()) await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** What a page holds once it holds no more than when it had warmed up, or has been looked at often enough. */
async function settled(page, times, warm) {
  for (let looks = 1; ; looks++) {
    const now = { times, ...(await holdings(page)) };
    if (!warm || excess(warm, now) === null || looks === LOOKS) return now;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

/** Does something again and again on one page; resolves to what the page holds after each number of times in `marks`. */
async function again({ address, engine, experiment, marks, log = () => {} }, prepare, once) {
  const visitor = new Visitor(address, engine);
  try {
    await visitor.open(countPage);
    await visitor.choose(experiment);
    await prepare(visitor);
    const held = [];
    let done = 0;
    for (const times of marks) {
      await once(visitor, times - done);
      done = times;
      held.push(await settled(visitor.page, times, held.at(0)));
      log(JSON.stringify(held.at(-1)));
    }
    return held;
  } finally {
    await visitor.leave();
  }
}

/** Trains an experiment again and again. */
export function trainedAgain(options) {
  return again(
    options,
    () => undefined,
    (visitor, times) => visitor.page.evaluate(trainAgain, times),
  );
}

/**
 * Trains an experiment again and again, and each time ends a `part` of it, the `worker` or a `core` of its pool, from inside. Throws where
 * its results are not the same.
 */
export function restartedAgain({ part, ...options }) {
  let undisturbed;
  const prepare = async (visitor) => {
    await visitor.start(options.experiment);
    undisturbed = await visitor.ended();
  };
  return again(options, prepare, async (visitor, times) => {
    for (let i = 0; i < times; i++) {
      await visitor.start(options.experiment);
      await visitor.trained(0.2);
      await visitor.disturb(part);
      const { runs, recoveries } = await visitor.ended();
      assert.equal(recoveries.length, 1);
      assert.deepEqual(runs, undisturbed.runs);
    }
  });
}
