// Golden records: tiny experiments whose every bit is kept in test/fixtures/golden, as a records.json with what the models wrote and
// digests of their last parameters beside it. They are trained again in Node and in a browser.

import { digest } from '../../src/base/digest.js';
import { ENGINE_VERSION } from '../../src/engine/version.js';
import type { RunEvent } from '../../src/lab/records/events.js';
import type { DeviceInfo } from '../../src/lab/records/record.js';
import type { ExperimentSpec } from '../../src/lab/experiment/experiment.js';
import { recordsToJson } from '../../src/lab/records/write-records.js';
import { plan } from '../../src/lab/plan/plan.js';
import type { Overrides } from '../../src/lab/presets/presets.js';
import { resolveExperiment } from './experiments.js';
import { readExperiment } from '../../src/lab/plan/read-experiment.js';
import { LabStore } from '../../src/lab/records/store.js';
import { RunControl } from '../../src/runner/control.js';
import { PoolBackend } from '../../src/runner/pool/pool-backend.js';
import { runPlan } from '../../src/runner/runner.js';

/** Said by the tests that train them. */
export const BITS_CHANGED = 'the bits changed: raise ENGINE_VERSION and make the golden records again';

interface GoldenExperiment {
  readonly preset: string;
  readonly overrides: Overrides;
}

const short: Overrides = {
  'evaluation.samples': 64,
  'evaluation.points': 3,
  'training.schedule.warmupSteps': 4,
  'lrSweep.count': 2,
  'lrSweep.widen': false,
  'seeds.count': 1,
};

/** A second or less of training each; between them, every kernel of the engine but those of other tasks. */
export const goldenExperiments: Readonly<Record<string, GoldenExperiment>> = {
  // A perceptron, odd widths, two seeds, and a learning-rate sweep that widens.
  'manifold-widened': {
    preset: 'manifold',
    overrides: {
      ...short,
      'model.widths': [5, 12],
      'training.steps': 60,
      'training.batch': 67,
      'lrSweep.widen': true,
      'lrSweep.centre': 1e-4,
      'seeds.count': 2,
    },
  },
  // A transformer that writes: learned positions, layernorm, gelu, biases.
  'markov-samples': {
    preset: 'markov',
    overrides: { ...short, 'model.widths': [4, 12], 'training.steps': 30, 'training.batch': 5 },
  },
  // Muon on a transformer, finite data.
  'grammar-muon': {
    preset: 'grammar',
    overrides: {
      ...short,
      'training.optimizer.type': 'muon',
      'training.optimizer.weightDecay': 0.1,
      'model.widths': [16],
      'data.uniqueSamples': [40],
      'training.steps': 20,
      'training.batch': 4,
    },
  },
  // Branches off a trunk, by data.
  'facts-branches': {
    preset: 'zipf-facts',
    overrides: {
      ...short,
      'model.widths': [8],
      'training.steps': 60,
      'training.batch': 32,
      'training.schedule.type': 'wsd',
      'training.schedule.decayFraction': 0.3,
      'data.branches': [0.3, 0.6],
    },
  },
  // What newer transformers have: rmsnorm, rotary positions, swiglu, a tied head, no biases.
  'walk-modern': {
    preset: 'graph-walk',
    overrides: {
      ...short,
      'model.widths': [16],
      'model.norm': 'rmsnorm',
      'model.positions': 'rotary',
      'model.activation': 'swiglu',
      'model.tied': true,
      'model.biases': false,
      'training.steps': 20,
      'training.batch': 4,
    },
  },
  // SGD with clipping, tanh.
  'glyphs-sgd-clipped': {
    preset: 'glyphs',
    overrides: {
      ...short,
      'model.widths': [9],
      'model.activation': 'tanh',
      'training.optimizer.type': 'sgd',
      'training.optimizer.clipNorm': 0.5,
      'training.steps': 40,
      'training.batch': 33,
    },
  },
  // A skill of many subtasks, squared relu being another activation.
  'addition-relu-squared': {
    preset: 'addition',
    overrides: {
      ...short,
      'model.widths': [16],
      'model.activation': 'relu-squared',
      'model.norm': 'rmsnorm',
      'training.steps': 20,
      'training.batch': 4,
    },
  },
};

/** What it is trained on, wherever it is: nothing of the machine belongs to a golden record. */
const device: DeviceInfo = {
  engine: 'cpu',
  engineVersion: ENGINE_VERSION,
  vendor: '',
  architecture: '',
  description: 'CPU',
  software: false,
  threads: 1,
  simd: 'plain',
  check: '',
  flopsPerSecond: null,
};

/** Trains a golden experiment, as its file `kept` has it where there is one, with the compiled kernels in this thread; returns the text of its file. */
export async function trainGolden(
  name: string,
  module: WebAssembly.Module,
  kept: string | null = null,
): Promise<string> {
  const { preset, overrides } = goldenExperiments[name];
  // What is kept says all of its experiment: presets may change.
  const spec = kept === null ? resolveExperiment(preset, overrides) : specOf(kept);
  const backend = await PoolBackend.open({ module, spawn: () => null, info: device });
  const store = new LabStore();
  const weights: Extract<RunEvent, { type: 'weights' }>[] = [];
  const options = { control: new RunControl() };
  for await (const events of runPlan(backend, plan(spec), options)) {
    store.apply(events);
    weights.push(...events.filter((event) => event.type === 'weights'));
  }
  backend.close();
  const { state } = store;
  if (state.status !== 'finished') throw new Error(`${name}: ${state.status}: ${state.message}`);
  const runs = state.runs.map((run) => ({ ...run, startedAt: null, finishedAt: null, deviceSeconds: 0 }));
  const golden = runs.map(({ plan: { id }, samples }) => ({
    run: id,
    parameters: weights.find(({ run }) => run === id)?.replicas.map(({ parameters }) => digestOf(parameters)),
    samples: samples.map(({ step, replica, prompt, texts, rightShare }) => ({
      step,
      replica,
      prompt: [...prompt],
      texts: texts.map((tokens) => [...tokens]),
      rightShare,
    })),
  }));
  const lines = golden.map((line) => JSON.stringify(line)).join(',\n');
  const records = withLinesOf(recordsToJson({ ...state, runs, device }), kept);
  return records.replace(/\n\}\n$/, `,\n"golden": [\n${lines}\n]\n}\n`);
}

/** The version of the writer and the fields of an experiment may change: neither is among the bits of training. */
function withLinesOf(records: string, kept: string | null): string {
  if (kept === null) return records;
  return records.replace(/^"(versions|spec)": .*$/gm, (line, field: string) => {
    return new RegExp(`^"${field}": .*$`, 'm').exec(kept)?.[0] ?? line;
  });
}

function specOf(kept: string): ExperimentSpec {
  const { spec } = JSON.parse(kept) as { readonly spec: unknown };
  return readExperiment(spec).spec;
}

/** Names the bits of all parameters, in order. */
function digestOf(parameters: ReadonlyMap<string, Float32Array>): string {
  return digest(
    new TextEncoder().encode(
      [...parameters]
        .map(
          ([name, { buffer, byteOffset, byteLength }]) =>
            `${name} ${digest(new Uint8Array(buffer, byteOffset, byteLength))}`,
        )
        .join('\n'),
    ),
  );
}

/** Where two texts part, with what is around; null where they are equal. */
export function firstDifference(kept: string, now: string): string | null {
  if (kept === now) return null;
  let at = 0;
  while (kept[at] === now[at]) at++;
  const line = kept.slice(0, at).split('\n').length;
  const around = (text: string): string => text.slice(Math.max(0, at - 40), at + 20);
  return `line ${line}: kept …${around(kept)}…, now …${around(now)}…`;
}
