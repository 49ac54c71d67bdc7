// What a page holds, as counts: what grows from one experiment to the next is a leak.
/* global GPUBuffer, GPUDevice, IDBDatabase, IDBFactory, clearInterval, navigator, self */

/** In a page, before its scripts: counts its timers and its connections to databases. */
export function countPage() {
  /** Their delays, in milliseconds. */
  const timers = new Map();
  const connections = new Set();
  globalThis.held = () => ({
    timers: timers.size,
    // Longer ones are of what a page does again and again, as measuring its device.
    soon: [...timers.values()].filter((delay) => delay < 1000).length,
    connections: connections.size,
  });
  const { setTimeout: later, setInterval: often } = globalThis;
  globalThis.setTimeout = (work, ...rest) => {
    const timer = later(
      () => {
        timers.delete(timer);
        work();
      },
      ...rest,
    );
    timers.set(timer, rest[0] ?? 0);
    return timer;
  };
  globalThis.setInterval = (...all) => {
    const timer = often(...all);
    timers.set(timer, 0);
    return timer;
  };
  for (const [name, clear] of Object.entries({ clearTimeout, clearInterval })) {
    globalThis[name] = (timer) => {
      timers.delete(timer);
      clear(timer);
    };
  }
  const { open } = IDBFactory.prototype;
  IDBFactory.prototype.open = function (...all) {
    const request = open.apply(this, all);
    request.addEventListener('success', () => connections.add(request.result));
    return request;
  };
  const { close } = IDBDatabase.prototype;
  IDBDatabase.prototype.close = function () {
    connections.delete(this);
    close.call(this);
  };
}

/**
 * In a worker, before it opens a GPU: counts the buffers that were made and not destroyed. Chromium gives a worker the names of WebGPU a
 * moment after it was made.
 */
export async function countBuffers() {
  while (!('GPUDevice' in self)) await new Promise((resolve) => setTimeout(resolve));
  if ('buffers' in self) return;
  self.buffers = 0;
  const alive = new WeakSet();
  const { createBuffer } = GPUDevice.prototype;
  GPUDevice.prototype.createBuffer = function (descriptor) {
    const buffer = createBuffer.call(this, descriptor);
    alive.add(buffer);
    self.buffers++;
    return buffer;
  };
  const { destroy } = GPUBuffer.prototype;
  GPUBuffer.prototype.destroy = function () {
    if (alive.delete(this)) self.buffers--;
    destroy.call(this);
  };
}

/** What a page and its workers hold once garbage is collected. The page was opened with `countPage`, its workers with `countBuffers`. */
export async function holdings(page) {
  const client = await page.createCDPSession();
  try {
    // What it still has to write or to draw is no leak.
    while ((await page.evaluate(() => globalThis.held().soon)) > 0) await rest();
    const objects = await objectsOf(client);
    const { documents, nodes, jsEventListeners: listeners } = await client.send('Memory.getDOMCounters');
    const { timers, connections } = await page.evaluate(() => globalThis.held());
    // Every worker holds a lock as long as it lives, also those that a worker has made.
    const workers = await page.evaluate(async () => {
      const { held } = await navigator.locks.query();
      return held.filter(({ name }) => name.startsWith('life ')).length;
    });
    let workerObjects = 0;
    let buffers = 0;
    for (const worker of page.workers()) {
      // What counts is an object of the worker too: all workers have it.
      await worker.evaluate(countBuffers);
      workerObjects += await objectsOf(worker.client);
      buffers += await worker.evaluate(() => self.buffers);
    }
    return { objects, listeners, nodes, documents, timers, connections, workers, workerObjects, buffers };
  } finally {
    await client.detach();
  }
}

/** Objects of a page or a worker, once their number falls no more: counting collects garbage, and what finalizers give back goes later. */
async function objectsOf(client) {
  let count = Infinity;
  for (;;) {
    const now = await countObjects(client);
    if (now >= count) return count;
    count = now;
    await rest();
  }
}

async function countObjects(client) {
  const objectGroup = 'counted';
  const { result } = await client.send('Runtime.evaluate', { expression: 'Object.prototype', objectGroup });
  const asked = { prototypeObjectId: result.objectId, objectGroup };
  const { objects } = await client.send('Runtime.queryObjects', asked);
  const { objectId } = objects;
  const functionDeclaration = 'function () { return this.length; }';
  const answer = await client.send('Runtime.callFunctionOn', { objectId, functionDeclaration });
  await client.send('Runtime.releaseObjectGroup', { objectGroup });
  return answer.result.value;
}

function rest() {
  return new Promise((resolve) => setTimeout(resolve, 100));
}
