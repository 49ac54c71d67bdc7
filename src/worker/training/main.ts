// The worker: opens a GPU or the processor, hosts the runner and passes its events to the page. Training waits only for the device and
// for the page to take a batch of events, not for animation frames, so it continues in a hidden tab.

import * as Comlink from 'comlink';
import { DeviceError } from '../../engine/device.js';
import { calibrate } from '../../engine/training/timing.js';
import { openGpu, type GpuDevice } from '../../engine/gpu/gpu-device.js';
import { linearSources } from '../../engine/gpu/sources/linear.js';
import type { RunEvent } from '../../lab/records/events.js';
import type { DeviceInfo } from '../../lab/records/record.js';
import type { Plan } from '../../lab/plan/run-plan.js';
import type { Backend } from '../../runner/backend.js';
import { RunControl } from '../../runner/control.js';
import { measureGpu } from '../../runner/gpu/gpu-info.js';
import { holdLife } from '../life.js';
import { kernelModule, measureCores, openCores, spawnCore, type Cores } from './cores.js';
import type { Before, DeviceProblem, DeviceReport, EngineWish, EventSink, LabWorker } from './protocol.js';

/** How often a lost device is asked for again, and the time between. */
const MOST_ATTEMPTS = 4;
const ATTEMPT_MILLISECONDS = 500;

void holdLife();

/** What was opened: a GPU or the processor, and its backend once one is needed. */
interface Opened {
  readonly report: Extract<DeviceReport, { type: 'ready' }>;
  readonly makeBackend: () => Promise<Backend>;
  /** Calibrates it again, in FLOP/s. */
  readonly measure: () => Promise<number>;
  /** Closes what was opened, and its backend. */
  readonly close: () => void;
  backend: Promise<Backend> | null;
}

let wish: EngineWish = { engine: 'auto', threads: null, simd: 'plain' };
/** Opening or open: calls at the same time get the same. */
let opening: Promise<Opened> | null = null;
/** Its result, once it is there. */
let opened: Opened | null = null;
/** The processor, where it trains in place of a GPU that is lost. */
let standIn: Backend | null = null;
let control = new RunControl();
/** Settles when the plan that was started last has ended. */
let running: Promise<unknown> = Promise.resolve();
/** Plans that have not ended. */
let plans = 0;

/** Loaded when it is first needed, as the page is ready without it. Throws, with a message for people, where it cannot be loaded. */
async function training(): Promise<typeof import('./training.lazy.js')> {
  try {
    return await import('./training.lazy.js');
  } catch (cause) {
    const message = 'The code for training could not be loaded. Check the network, then reload the page.';
    throw new Error(message, { cause });
  }
}

async function open(): Promise<DeviceReport> {
  const current = (opening ??= openWished());
  try {
    const there = await current;
    if (opening === current) opened = there;
    return there.report;
  } catch (error) {
    if (opening === current) opening = null;
    if (!(error instanceof DeviceError)) throw error;
    return { type: 'problem', problem: problemOf(error) };
  }
}

function problemOf({ type, message }: DeviceError): DeviceProblem {
  return { type: type === 'no-webgpu' || type === 'no-adapter' ? type : 'device-failed', message };
}

async function openWished(): Promise<Opened> {
  if (wish.engine === 'gpu') return openedGpu(await openGpu(navigator.gpu, linearSources));
  if (wish.engine === 'cpu') return openedCores(await openCores(wish), null);
  let problem: DeviceProblem;
  try {
    const device = await openGpu(navigator.gpu, linearSources);
    if (!device.info.software) return await openedGpu(device);
    device.close();
    problem = {
      type: 'software',
      message: `WebGPU offers only ${device.info.description}, which computes on the processor.`,
    };
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error;
    problem = problemOf(error);
  }
  return openedCores(await openCores(wish), problem);
}

async function openedGpu(device: GpuDevice): Promise<Opened> {
  const info = await measureGpu(device);
  const itself: Opened = {
    report: { type: 'ready', device: info, withoutGpu: null },
    async makeBackend() {
      const { GpuBackend, kernelSources } = await training();
      device.addSources(kernelSources);
      return new GpuBackend(device, info, () => kernelModule('plain'));
    },
    measure: () => calibrate(device),
    close: () => device.close(),
    backend: null,
  };
  // A lost device is forgotten: the next `open` asks for a new adapter.
  void device.lost.then(() => forget(itself));
  return itself;
}

function forget(lost: Opened): void {
  if (opened !== lost) return;
  opened = null;
  opening = null;
}

/** Closes what is open. */
function leave(): void {
  opened?.close();
  opened = null;
  opening = null;
}

function openedCores({ module, info }: Cores, withoutGpu: DeviceProblem | null): Opened {
  const itself: Opened = {
    report: { type: 'ready', device: info, withoutGpu },
    async makeBackend() {
      const { PoolBackend } = await training();
      const pool = await PoolBackend.open({ module, spawn: spawnCore, info });
      // Dead workers are not waited for; the next `open` makes others.
      void pool.lost.then(() => {
        pool.close();
        forget(itself);
      });
      return pool;
    },
    measure: () => measureCores(module, info.threads ?? 1),
    close: () => void itself.backend?.then((pool) => pool.close()).catch(() => undefined),
    backend: null,
  };
  return itself;
}

/** The backend, opened if it is not open yet. Throws, with a message for people, where there is none. */
async function backend(): Promise<Backend> {
  if (standIn) return standIn;
  const report = await open();
  if (report.type === 'problem') throw new Error(report.problem.message);
  if (!opened) throw new Error('The device was lost.');
  const current = opened;
  current.backend ??= current.makeBackend();
  // Loading may succeed the next time.
  current.backend.catch(() => (current.backend = null));
  return current.backend;
}

/** Another backend of the same engine in place of a lost one; null where there is none. A browser may need a moment to find a GPU again. */
async function reopen(engine: DeviceInfo['engine']): Promise<Backend | null> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, ATTEMPT_MILLISECONDS));
    try {
      const report = await open();
      if (report.type === 'ready' && report.device.engine === engine) return await backend();
    } catch {
      // Opened and lost at once: it is asked for again.
    }
    leave();
  }
  return null;
}

/** The processor, for the rest of a plan whose GPU is lost; null where it cannot train either. */
async function fallBack(): Promise<Backend | null> {
  standIn?.close();
  standIn = null;
  try {
    const { makeBackend } = openedCores(await openCores(wish), null);
    standIn = await makeBackend();
    return standIn;
  } catch (error) {
    if (error instanceof DeviceError) return null;
    throw error;
  }
}

/** The buffers that are transferred with a batch of events. */
function buffersOf(events: readonly RunEvent[]): ArrayBufferLike[] {
  return events.flatMap((event) => {
    if (event.type === 'losses') return [event.losses.buffer];
    if (event.type !== 'weights') return [];
    return event.replicas.flatMap(({ parameters }) =>
      Array.from(parameters.values(), ({ buffer }) => buffer),
    );
  });
}

/** Runs a plan and passes its events to the page. */
async function train(plan: Plan, before: Before, sink: EventSink, control: RunControl): Promise<void> {
  let trained: Backend;
  try {
    trained = await backend();
  } catch (error) {
    const { message } = error as Error;
    await sink([{ type: 'plan-finished', outcome: 'failed', message, time: Date.now() }]);
    return;
  }
  const { runPlan } = await training();
  const { engine } = trained.info;
  const options = { control, ...before, reopen: () => reopen(engine), fallBack };
  try {
    for await (const events of runPlan(trained, plan, options)) {
      await sink(Comlink.transfer(events, [...new Set(buffersOf(events))]));
    }
  } finally {
    // The next plan asks for the GPU again.
    standIn?.close();
    standIn = null;
  }
}

const worker: LabWorker = {
  ping: () => undefined,
  open(next) {
    // The backend does not change while a plan runs: a page opens one at first, and another to train the next plan on another engine.
    if (opened && next.engine !== 'auto' && next.engine !== opened.report.device.engine) leave();
    wish = next;
    return open();
  },
  measure: async () => (opened && plans === 0 ? opened.measure() : null),
  prepare: async () => void (await backend()),
  start(plan, before, sink) {
    // One plan at a time: a plan that still runs ends at its next chunk.
    control.stop();
    control = new RunControl();
    const own = control;
    plans++;
    const started = running.then(() => train(plan, before, sink, own)).finally(() => plans--);
    running = started.catch(() => undefined);
    return started;
  },
  pause: () => control.pause(),
  resume: () => control.resume(),
  checkpoint: () => control.checkpoint(),
  stop: () => control.stop(),
  skip: (run) => control.skip(run),
  takeText: async (text) => (await training()).keepTokenizedText(text),
  takeWeights: async (id, weights) => (await training()).keepWeights(id, weights),
  write: async (writer, prompt, options, take) => (await backend()).write(writer, prompt, options, take),
  logProbabilities: async (writer, text) => (await backend()).logProbabilities(writer, text),
};

Comlink.expose(worker);
