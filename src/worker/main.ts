// The worker end: opens the GPU, hosts the runner, hands its events to the page. It waits for nothing but the device and the
// page's word that it took a batch: no timer, no animation frame, so a hidden tab goes on training.

import * as Comlink from 'comlink';
import { DeviceError, openDevice, type Device } from '../engine/device.js';
import { calibrate } from '../engine/timing.js';
import type { DeviceInfo, RunEvent } from '../lab/events.js';
import { RunControl } from '../runner/control.js';
import type { DeviceReport, LabWorker } from './protocol.js';

let opened: { device: Device; info: DeviceInfo } | null = null;
let control = new RunControl();

/** Loaded when it is first wanted: the page is ready without it. Throws, with words for people, where it cannot be had. */
async function training(): Promise<typeof import('./training.js')> {
  try {
    return await import('./training.js');
  } catch (cause) {
    const message = 'The part that trains could not be loaded: check the network, then reload the page.';
    throw new Error(message, { cause });
  }
}

async function open(): Promise<DeviceReport> {
  try {
    if (!opened) {
      const device = await openDevice(navigator.gpu);
      const info = { ...device.info, flopsPerSecond: await calibrate(device) };
      opened = { device, info };
      // A lost device is forgotten: the next `open` asks for a new adapter.
      void device.lost.then(() => (opened = null));
    }
    return { type: 'ready', device: opened.info };
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error;
    const type = error.type === 'no-webgpu' || error.type === 'no-adapter' ? error.type : 'device-failed';
    return { type: 'problem', problem: { type, message: error.message } };
  }
}

/** The device, opened if it is not. Throws, with words for people, where there is none. */
async function openedDevice(): Promise<Device> {
  const report = await open();
  if (report.type === 'problem') throw new Error(report.problem.message);
  if (!opened) throw new Error('The GPU was lost.');
  return opened.device;
}

/** What goes over with a batch of events and is not kept here. */
function buffersOf(events: readonly RunEvent[]): ArrayBufferLike[] {
  return events.flatMap((event) => {
    if (event.type === 'losses') return [event.losses.buffer];
    if (event.type !== 'weights') return [];
    return event.replicas.flatMap(({ parameters }) =>
      Array.from(parameters.values(), ({ buffer }) => buffer),
    );
  });
}

const worker: LabWorker = {
  open,
  prepare: async () => void (await training()),
  async start(plan, ended, sink) {
    // One plan at a time: whatever still runs ends at its next chunk.
    control.stop();
    control = new RunControl();
    const report = await open();
    if (report.type === 'problem' || !opened) {
      const message =
        report.type === 'problem' ? report.problem.message : 'The GPU was lost before the start.';
      await sink([{ type: 'plan-finished', outcome: 'failed', message, time: Date.now() }]);
      return;
    }
    const { device, info } = opened;
    const { runPlan } = await training();
    const batches = runPlan(device, plan, {
      control,
      ended,
      flopsPerSecond: info.flopsPerSecond,
      reopen: async () => ((await open()).type === 'ready' ? (opened?.device ?? null) : null),
    });
    for await (const events of batches) {
      await sink(Comlink.transfer(events, [...new Set(buffersOf(events))]));
    }
  },
  pause: () => control.pause(),
  resume: () => control.resume(),
  stop: () => control.stop(),
  skip: (run) => control.skip(run),
  takeText: async (text) => (await training()).keepTokenizedText(text),
  takeWeights: async (id, weights) => (await training()).keepWeights(id, weights),
  async write(writer, prompt, options, take) {
    const { writeOn } = await training();
    return writeOn(await openedDevice(), writer, prompt, options, take);
  },
  async logProbabilities(writer, text) {
    const { logProbabilities } = await training();
    return logProbabilities(await openedDevice(), writer, text);
  },
};

Comlink.expose(worker);
