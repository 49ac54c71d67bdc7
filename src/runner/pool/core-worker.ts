// A worker of the pool: trains its share of the replicas of each run on one core. Hosts put it behind a port, in a worker of the page
// or a thread of Node; where the host cannot make workers, it runs in the host's own thread.

import { keepTokenizedText, type TokenizedText } from '../../data/text/tokenized-text.js';
import { CpuDevice } from '../../engine/cpu/cpu-device.js';
import { Dropped } from '../../engine/cpu/cpu-queue.js';
import { nextTurn } from '../../engine/cpu/turns.js';
import type { TrainerSnapshot } from '../../models/trainer-snapshot.js';
import type { ExperimentSpec } from '../../lab/experiment/experiment.js';
import { keepWeights, startOf } from '../../lab/weights/given-weights.js';
import type { RunPlan } from '../../lab/plan/run-plan.js';
import { taskOf } from '../../data/tasks/tasks.js';
import type { ModelWeights } from '../../lab/weights/weights-file.js';
import { DeviceRun, initialParameters, type RunMaterial, type TimedChunk } from '../run-trainer.js';
import type { Written } from '../sample-writer.js';
import { batchSource } from '../sources.js';

/** What an experiment refers to but does not contain. */
export interface Given {
  readonly text: TokenizedText | null;
  readonly weights: { readonly id: string; readonly weights: ModelWeights } | null;
}

/** What is known of a share of a run once it is open. */
export interface OpenedShare {
  readonly bytes: number;
  readonly snapshotBytes: number;
}

/** The calls from the pool to a worker; each is a message. */
export interface CoreWorker {
  /** Makes a core of the compiled module. */
  open(module: WebAssembly.Module): Promise<void>;
  /**
   * Prepares for the runs of an experiment, with `bytes` of memory for them, and ends those of another. Rejects with DeviceError
   * 'out-of-memory' where there is not so much memory.
   */
  begin(experiment: ExperimentSpec, given: Given, bytes: number): Promise<void>;
  /** Opens a share under the name `key`: the run with only the replicas of this worker. */
  openRun(key: number, run: RunPlan): Promise<OpenedShare>;
  /** Trains; resolves to null where it was dropped. */
  submit(key: number, count: number, evaluate: boolean): Promise<TimedChunk | null>;
  /** Null where the share has ended. */
  snapshot(key: number): Promise<TrainerSnapshot | null>;
  restore(key: number, snapshot: TrainerSnapshot): Promise<void>;
  readParameters(key: number): Promise<ReadonlyMap<string, Float32Array>[]>;
  /** Generates samples with a replica of the share, more of them at the `end` of its run; null where it was dropped. */
  writeSample(key: number, replica: number, end: boolean): Promise<Written | null>;
  /** Frees a share and drops its unfinished work. */
  endRun(key: number): Promise<void>;
  /** Pauses within about 20 ms, even in the middle of a step, until `release`. */
  hold(): Promise<void>;
  release(): Promise<void>;
  /** Ends the training and writing of a share, and drops what is queued of them. */
  drop(key: number): Promise<void>;
  /** Answers at once, which shows that the worker is alive. */
  ping(): Promise<void>;
  /** Bytes of its memory that are allocated. */
  bytesTaken(): Promise<number>;
}

export function createCoreWorker(): CoreWorker {
  let core: CpuDevice | null = null;
  let material: RunMaterial | null = null;
  /** Milliseconds of work that were reported with chunks. */
  let accounted = 0;
  let tables = { free: (): void => {} };
  const shares = new Map<number, { readonly run: DeviceRun; readonly device: CpuDevice }>();

  const coreOf = (): CpuDevice => {
    if (!core) throw new Error('expected the core to be opened');
    return core;
  };
  /** Work on a share; null where it was dropped, or the share has ended. */
  const onShare = async <T>(key: number, work: (run: DeviceRun) => Promise<T> | T): Promise<T | null> => {
    const share = shares.get(key);
    if (!share) return null;
    try {
      return await work(share.run);
    } catch (error) {
      if (error instanceof Dropped) return null;
      throw error;
    }
  };
  const endRun = (key: number): void => {
    shares.get(key)?.device.close();
    shares.delete(key);
  };

  return {
    open: (module) => promised(() => void (core ??= CpuDevice.open(module))),
    begin: (experiment, { text, weights }, bytes) =>
      promised(() => {
        for (const key of [...shares.keys()]) endRun(key);
        tables.free();
        coreOf().release();
        coreOf().reserve(bytes);
        if (text) keepTokenizedText(text);
        if (weights) keepWeights(weights.id, weights.weights);
        const task = taskOf(experiment.task);
        const memory = coreOf().memory();
        tables = memory;
        const startFrom = startOf(experiment)?.parameters ?? null;
        material = { experiment, task, source: batchSource(task, memory), startFrom };
      }),
    async openRun(key, plan) {
      const own = material;
      if (!own) throw new Error('expected an experiment to be begun');
      const starts: ReadonlyMap<string, Float32Array>[] = [];
      for (const { seed } of plan.replicas) {
        starts.push(initialParameters(plan, seed, own));
        // Initial weights of a large model take a while: let messages through in between.
        await nextTurn();
      }
      if (material !== own) throw new Error('expected the experiment to go on while a run is opened');
      const device = coreOf().fork();
      try {
        const run = new DeviceRun(device, plan, own, starts);
        await device.compile(run.kernels);
        run.build();
        shares.set(key, { run, device });
        return { bytes: run.bytes, snapshotBytes: run.trainer.snapshotBytes };
      } catch (error) {
        device.close();
        throw error;
      }
    },
    async submit(key, count, evaluate) {
      const before = coreOf().busy;
      const chunk = await onShare(key, ({ trainer }) => trainer.submit(count, evaluate));
      const { busy } = coreOf();
      // Work that was queued before this has ended before this.
      const seconds = (busy - Math.max(before, accounted)) / 1000;
      accounted = busy;
      return chunk && { ...chunk, seconds };
    },
    snapshot: (key) => onShare(key, ({ trainer }) => trainer.snapshot()),
    async restore(key, snapshot) {
      await onShare(key, ({ trainer }) => trainer.restore(snapshot));
    },
    async readParameters(key) {
      const parameters = await onShare(key, ({ trainer }) => trainer.readParameters());
      if (!parameters) throw new Error(`expected share ${key} to be open`);
      return parameters;
    },
    async writeSample(key, replica, end) {
      const written = await onShare(key, (run) => run.writeSample(replica, end));
      // The time of writing does not belong to a chunk.
      accounted = coreOf().busy;
      return written;
    },
    endRun: (key) => promised(() => endRun(key)),
    hold: () => promised(() => coreOf().hold()),
    release: () => promised(() => coreOf().release()),
    drop: (key) => promised(() => shares.get(key)?.device.drop()),
    ping: () => Promise.resolve(),
    bytesTaken: () => promised(() => coreOf().bytesTaken),
  };
}

/** Runs `work`; what it throws becomes a rejection. */
function promised<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => resolve(work()));
}
