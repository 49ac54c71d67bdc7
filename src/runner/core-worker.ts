// A worker of the pool: trains its share of the replicas of each run on one core. Hosts put it behind a port, in a worker of the page
// or a thread of Node; it is the same in the thread of its host, where no worker can be made.

import { keepTokenizedText, type TokenizedText } from '../data/tokenized-text.js';
import { createTask } from '../data/task.js';
import { CpuDevice } from '../engine/cpu/cpu-device.js';
import { Dropped } from '../engine/cpu/cpu-queue.js';
import type { TrainerSnapshot } from '../engine/trainer.js';
import type { ExperimentSpec } from '../lab/experiment.js';
import { keepWeights, startOf } from '../lab/given-weights.js';
import type { RunPlan } from '../lab/plan.js';
import type { ModelWeights } from '../lab/weights-file.js';
import { DeviceRun, type RunMaterial, type TimedChunk, type Written } from './run-trainer.js';
import { batchSource } from './sources.js';

/** What an experiment names and does not hold. */
export interface Given {
  readonly text: TokenizedText | null;
  readonly weights: { readonly id: string; readonly weights: ModelWeights } | null;
}

/** What is known of a share of a run once it is open. */
export interface OpenedShare {
  readonly bytes: number;
  readonly snapshotBytes: number;
}

/** What the pool asks of a worker, each call a message. */
export interface CoreWorker {
  /** Makes a core of the compiled module. */
  open(module: WebAssembly.Module): Promise<void>;
  /**
   * Gets ready for the runs of an experiment, with `bytes` of memory for them; those of another end. Rejects with DeviceError
   * 'out-of-memory' where there are not so many.
   */
  begin(experiment: ExperimentSpec, given: Given, bytes: number): Promise<void>;
  /** Opens a share: the run with the replicas of this worker alone. */
  openRun(run: RunPlan): Promise<OpenedShare>;
  /** Trains; resolves to null where it was dropped. */
  submit(run: string, count: number, evaluate: boolean): Promise<TimedChunk | null>;
  snapshot(run: string): Promise<TrainerSnapshot>;
  restore(run: string, snapshot: TrainerSnapshot): Promise<void>;
  readParameters(run: string): Promise<ReadonlyMap<string, Float32Array>[]>;
  /** Lets a replica of the share write; null where it was dropped. */
  writeSample(run: string, replica: number): Promise<Written | null>;
  endRun(run: string): Promise<void>;
  /** Rests within about 20 ms, in the midst of a step, until `release`. */
  hold(): Promise<void>;
  release(): Promise<void>;
  /** Drops what is queued of a run. */
  drop(run: string): Promise<void>;
  /** Answers at once: it lives. */
  ping(): Promise<void>;
}

export function createCoreWorker(): CoreWorker {
  let core: CpuDevice | null = null;
  let material: RunMaterial | null = null;
  /** Milliseconds of work that chunks were said to take. */
  let accounted = 0;
  let tables = { free: (): void => {} };
  const runs = new Map<string, { readonly run: DeviceRun; readonly device: CpuDevice }>();

  const coreOf = (): CpuDevice => {
    if (!core) throw new Error('expected the core to be opened');
    return core;
  };
  const runOf = (id: string): DeviceRun => {
    const opened = runs.get(id);
    if (!opened) throw new Error(`expected run ${id} to be open`);
    return opened.run;
  };
  const endRun = (id: string): void => {
    const opened = runs.get(id);
    opened?.device.drop();
    opened?.run.destroy();
    runs.delete(id);
  };

  return {
    open(module) {
      return new Promise((resolve) => {
        core ??= CpuDevice.open(module);
        resolve();
      });
    },
    begin(experiment, { text, weights }, bytes) {
      return new Promise((resolve) => {
        for (const id of [...runs.keys()]) endRun(id);
        tables.free();
        coreOf().reserve(bytes);
        if (text) keepTokenizedText(text);
        if (weights) keepWeights(weights.id, weights.weights);
        const task = createTask(experiment.task);
        const memory = coreOf().memory();
        tables = memory;
        const startFrom = startOf(experiment)?.parameters ?? null;
        material = { experiment, task, source: batchSource(task, memory), startFrom };
        resolve();
      });
    },
    async openRun(plan) {
      if (!material) throw new Error('expected an experiment to be begun');
      endRun(plan.id);
      const device = coreOf().fork();
      const run = new DeviceRun(device, plan, material);
      runs.set(plan.id, { run, device });
      await device.compile(run.kernels);
      run.build();
      return { bytes: run.bytes, snapshotBytes: run.trainer.snapshotBytes };
    },
    async submit(id, count, evaluate) {
      const before = coreOf().busy;
      const chunk = await unlessDropped(runOf(id).trainer.submit(count, evaluate));
      const { busy } = coreOf();
      // Work that was queued before it ended before it.
      const seconds = (busy - Math.max(before, accounted)) / 1000;
      accounted = busy;
      return chunk && { ...chunk, seconds };
    },
    snapshot: (id) => runOf(id).trainer.snapshot(),
    restore: (id, snapshot) => Promise.resolve(runOf(id).trainer.restore(snapshot)),
    readParameters: (id) => runOf(id).trainer.readParameters(),
    writeSample: (id, replica) => unlessDropped(runOf(id).writeSample(replica)),
    endRun: (id) => Promise.resolve(endRun(id)),
    hold: () => Promise.resolve(coreOf().hold()),
    release: () => Promise.resolve(coreOf().release()),
    drop: (id) => Promise.resolve(runs.get(id)?.device.drop()),
    ping: () => Promise.resolve(),
  };
}

/** Null where the work was dropped. */
async function unlessDropped<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Dropped) return null;
    throw error;
  }
}
