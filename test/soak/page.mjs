// Trains an experiment on the built page in a real browser, and reloads, crashes and kills at random moments. In the end its records are
// compared with those of a run that nothing disturbed.
/* global document, CustomEvent, Event */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { preview } from 'vite';
import { requireBrowser } from '../support/browser.mjs';
import { builtPage, servedFrom } from '../support/built-page.mjs';
import { countBuffers } from './holdings.mjs';
import { randomOf } from './random.mjs';

/** A page that is not in front draws nothing: it is asked by the clock. */
const TIMEOUT = { timeout: 120_000, polling: 20 };

/** The built page on a server of its own; `close` ends it and deletes the files. */
export async function openSite() {
  const { folder, remove } = await builtPage();
  const server = await preview(servedFrom(folder));
  const close = async () => {
    await server.close();
    remove();
  };
  return { address: server.resolvedUrls.local[0], close };
}

/** What trains for a page and can be ended while it stays; the page gives its loss these names. */
const parts = { gpu: 'the GPU process', core: 'a worker of the pool', worker: 'the worker that trains' };

/** A person with a browser profile, who comes back to the page after whatever happened to it. */
export class Visitor {
  #address;
  #profile = mkdtempSync(join(tmpdir(), 'soak-profile-'));
  #browser = null;
  #client = null;
  page = null;

  constructor(address, engine) {
    this.#address = `${address}?engine=${engine}`;
  }

  /**
   * Opens the page: in the same tab, in a new one, or in a new browser with the same profile. Where the browser gives no GPU any more,
   * trains on the processor, as the page offers. `prepare` runs in the page before its scripts.
   */
  async open(prepare = () => undefined) {
    if (!this.#browser?.connected) {
      const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
      const args = [
        '--enable-unsafe-webgpu',
        '--disable-background-networking',
        '--no-first-run',
        ...sandbox,
      ];
      const options = { executablePath: requireBrowser(), userDataDir: this.#profile, args };
      this.#browser = await puppeteer.launch({ ...options, protocolTimeout: 300_000 });
      this.page = null;
    }
    this.page ??= await this.#browser.newPage();
    await this.page.evaluateOnNewDocument(prepare);
    if (this.page.listenerCount('workercreated') === 0) {
      // One that has ended already has nothing to count.
      this.page.on('workercreated', (worker) => void worker.evaluate(countBuffers).catch(() => undefined));
    }
    await this.page.goto(this.#address);
    await this.page.waitForFunction(isOpen, TIMEOUT);
    if (!(await this.page.evaluate(isReady))) await this.#ask('use-processor');
    await this.page.waitForFunction(isReady, TIMEOUT);
  }

  /** Turns the dials to an experiment. */
  async choose({ widths, steps }) {
    const change = (widths, steps) => {
      const app = document.querySelector('lab-app');
      const panel = app.shadowRoot.querySelector('lab-side').shadowRoot.querySelector('lab-experiment-panel');
      const { spec } = panel;
      const detail = {
        spec: { ...spec, model: { ...spec.model, widths }, training: { ...spec.training, steps } },
      };
      app.dispatchEvent(new CustomEvent('spec-change', { detail }));
    };
    await this.page.evaluate(change, widths, steps);
    await this.page.waitForFunction(isReady, TIMEOUT);
  }

  /** Starts an experiment. */
  async start(experiment) {
    await this.choose(experiment);
    await this.page.evaluate(() => (globalThis.before = globalThis.plan()));
    await this.#ask('start-plan');
    // A page in the background is asked once a second: a short experiment may have ended by then.
    const hasBegun = () => globalThis.plan() !== globalThis.before && globalThis.lab().status !== 'empty';
    await this.page.waitForFunction(hasBegun, TIMEOUT);
  }

  /**
   * Goes on with what an earlier visit left, or starts again where that had only just begun, or is not there after two seconds; resolves to the
   * share that is done then.
   */
  async goOn(experiment) {
    const isRestored = () => globalThis.lab().status !== 'empty';
    const hasLeft = await this.page.waitForFunction(isRestored, { ...TIMEOUT, timeout: 2000 }).then(
      () => true,
      () => false,
    );
    if (!hasLeft) {
      await this.start(experiment);
      return 0;
    }
    if ((await this.lab()).status === 'finished') return 1;
    await this.#ask('go-on');
    const hasBegun = () => globalThis.lab().fraction > 0 && globalThis.lab().status !== 'stopped';
    await this.page.waitForFunction(hasBegun, TIMEOUT);
    return (await this.lab()).fraction;
  }

  /** Waits until a share of the training is done, or the experiment has ended. */
  async trained(share) {
    const isThere = (share) => globalThis.lab().fraction >= share || globalThis.lab().status === 'finished';
    await this.page.waitForFunction(isThere, TIMEOUT, share);
    return this.lab();
  }

  async ended() {
    await this.page.waitForFunction(() => globalThis.lab().status === 'finished', {
      ...TIMEOUT,
      timeout: 600_000,
    });
    return this.lab();
  }

  /** What the page shows of its experiment, without times. */
  lab() {
    return this.page.evaluate(() => globalThis.lab());
  }

  /** Gives the page so many bytes of storage; null for as many as there are. */
  async limit(bytes) {
    this.#client ??= await this.page.createCDPSession();
    const quota = bytes === null ? {} : { quotaSize: bytes };
    await this.#client.send('Storage.overrideQuotaForOrigin', {
      origin: new URL(this.#address).origin,
      ...quota,
    });
  }

  /**
   * Ends the page, or something that trains for it, in one of several ways, and has the experiment go on; resolves to the share that is
   * done then. What a GPU or a worker of the pool takes with it the page only shows once it is trained again.
   */
  async disturb(kind, experiment) {
    const part = parts[kind];
    if (!part) {
      await this.#endPage(kind);
      await this.open();
      return this.goOn(experiment);
    }
    const { length } = (await this.lab()).recoveries;
    await this.#endPart(kind);
    // What is nearly done may end first.
    const isOver = (count) =>
      globalThis.lab().recoveries.length > count || globalThis.lab().status === 'finished';
    await this.page.waitForFunction(isOver, TIMEOUT, length);
    const { recoveries, fraction } = await this.lab();
    const others = recoveries.slice(length).filter(({ lost }) => lost !== kind);
    if (others.length > 0) throw new Error(`expected the loss of ${part}, got ${JSON.stringify(others)}`);
    // Until training goes on, the page shows what was done before, or nothing.
    const goesOn = (fraction) =>
      globalThis.lab().status === 'finished' || ![0, fraction].includes(globalThis.lab().fraction);
    await this.page.waitForFunction(goesOn, TIMEOUT, fraction);
    return (await this.lab()).fraction;
  }

  /** Ends something that trains, and leaves the page alone. */
  async #endPart(kind) {
    if (kind === 'gpu') {
      const client = await this.#browser.target().createCDPSession();
      const { processInfo } = await client.send('SystemInfo.getProcessInfo');
      process.kill(processInfo.find(({ type }) => type === 'GPU').id, 'SIGKILL');
      await client.detach();
      return;
    }
    // The page makes the worker that trains before all others.
    const script = kind === 'core' ? '/core-' : '/main-';
    const worker = this.page.workers().find((worker) => worker.url().includes(script));
    // It is gone before it can answer.
    worker.evaluate(() => globalThis.close()).catch(() => undefined);
  }

  async #endPage(kind) {
    const { page } = this;
    switch (kind) {
      case 'reload':
        return;
      case 'leave':
        // Hidden first, for which the page makes a checkpoint of its own.
        await page.evaluate(() => {
          Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' });
          document.dispatchEvent(new Event('visibilitychange'));
        });
        await new Promise((resolve) => setTimeout(resolve, 1000));
        return;
      case 'crash': {
        // The tab is gone without a word to its scripts.
        const crashed = new Promise((resolve) => page.once('error', resolve));
        const client = await page.createCDPSession();
        client.send('Page.crash').catch(() => undefined);
        await crashed;
        await page.close();
        this.page = null;
        return;
      }
      case 'close':
        this.page = await this.#browser.newPage();
        await page.close();
        return;
      case 'kill': {
        const gone = new Promise((resolve) => this.#browser.once('disconnected', resolve));
        this.#browser.process().kill('SIGKILL');
        await gone;
        return;
      }
      default:
        throw new Error(`expected a way to disturb a page, got ${kind}`);
    }
  }

  async leave() {
    await this.#browser?.close();
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 10 });
  }

  #ask(name) {
    return this.page.evaluate((name) => {
      document.querySelector('lab-app').dispatchEvent(new CustomEvent(name, { detail: null }));
    }, name);
  }
}

/** In the page: whether it knows what trains, or that nothing can; makes `lab`, which says what is shown of an experiment. */
function isOpen() {
  const stage = () => document.querySelector('lab-app')?.shadowRoot?.querySelector('lab-stage');
  globalThis.plan = () => stage().view.lab.plan;
  globalThis.lab = () => {
    const { status, fraction, runs, recoveries, message } = stage().view.lab;
    const plain = runs.map((run) => ({ ...run, deviceSeconds: 0, startedAt: 0, finishedAt: 0 }));
    // Typed arrays as lists.
    const text = JSON.stringify(plain, (_, value) => (ArrayBuffer.isView(value) ? [...value] : value));
    return { status, fraction, runs: JSON.parse(text), recoveries, message };
  };
  const { obstacle, report } = stage()?.view ?? {};
  return obstacle === '' || report?.type === 'problem';
}

/** In the page: whether an experiment can be started. */
function isReady() {
  const stage = document.querySelector('lab-app').shadowRoot.querySelector('lab-stage');
  return stage.view.obstacle === '';
}

/**
 * Trains once undisturbed and once with disturbances of these kinds, in turn, at random moments. Resolves to the runs of both, what the
 * page said of the second, the seconds of the first, and for each disturbance its kind, the share of the training that was done before it, the
 * share that it cost, the seconds until training went on, and how many runs were finished before it and not after it.
 */
export async function disturbed({ address, engine, experiment, kinds, seed, log = () => {} }) {
  const random = randomOf(seed);
  const calm = new Visitor(address, engine);
  const visitor = new Visitor(address, engine);
  try {
    await calm.open();
    const began = performance.now();
    await calm.start(experiment);
    const undisturbed = await calm.ended();
    const seconds = (performance.now() - began) / 1000;
    log(`undisturbed: ${seconds.toFixed(1)} s`);
    await calm.leave();
    await visitor.open();
    await visitor.start(experiment);
    const costs = [];
    let done = 0;
    for (const [i, kind] of kinds.entries()) {
      // What is left is shared out evenly, as training goes on while the page is opened, and a share stays: on a busy machine
      // training could end before the last.
      const share = random() / (kinds.length - i + 1);
      const before = await visitor.trained(Math.max(0.02, done + (1 - done) * share));
      const disturbedAt = performance.now();
      done = await visitor.disturb(kind, experiment);
      const back = (performance.now() - disturbedAt) / 1000;
      const ended = finishedIn((await visitor.lab()).runs);
      const missing = finishedIn(before.runs).filter((id) => !ended.includes(id)).length;
      const lost = Math.max(0, before.fraction - done);
      costs.push({ kind, share: before.fraction, lost, back, missing });
      const [at, off] = [before.fraction, lost].map((share) => `${(100 * share).toFixed(1)} %`);
      log(`${kind} at ${at}: ${off} lost, went on after ${back.toFixed(1)} s`);
    }
    const { runs, recoveries, message } = await visitor.ended();
    return { undisturbed: undisturbed.runs, seconds, runs, recoveries, message, costs };
  } finally {
    await calm.leave();
    await visitor.leave();
  }
}

const finishedIn = (runs) => runs.filter(({ status }) => status === 'finished').map(({ plan }) => plan.id);
