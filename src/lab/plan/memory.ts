// The memory of a device that a run needs, counted as the engine allocates it. So runs that are too large are refused before a device
// is opened, and a run that would need too much at once is split (plan.ts).

import { roundsWritten, sequencesWritten } from '../../data/prompt.js';
import { evaluationCount } from '../../data/evaluation.js';
import { EVALUATION_ROWS, TRACED_STEPS } from '../../models/limits.js';
import { gradientSlices } from '../../models/gradient-slices.js';
import {
  examplesPerSample,
  type MlpSpec,
  type ModelSpec,
  type TransformerSpec,
} from '../../models/model-spec.js';
import { optimizerOf } from '../../models/optimizers/optimizers.js';
import { layerWidths, parameterLayout } from '../../models/parameters.js';
import type { ExperimentSpec } from '../experiment/experiment.js';
import type { RunPlan } from './run-plan.js';
import { taskOf } from '../../data/tasks/tasks.js';

/** Limit for the runs that are open at once, and for a single run with several replicas. */
export const OPEN_RUNS_BYTES = 2 ** 30;

/** Parameters, and what is read back when the run has ended. Gradients come in slices. */
const ARENAS = 2;
/** Learning rate and corrections of an update, as shaders/lib/optimizer.wgsl has them. */
const SCHEDULE_FLOATS = 4;
/** Token, target and score of a row of a batch. */
const ROW_FLOATS = 4;

type Pass = 'training' | 'evaluation';

/** Bytes of memory of one run: all its replicas, and the model that writes samples. */
export function runBytes(run: RunPlan, spec: ExperimentSpec): number {
  const { model, batch, branches, replicas, steps } = run;
  const task = taskOf(spec.task);
  const total = arenaFloats(model);
  const { moments, workFloats } = optimizerOf(spec.training.optimizer);
  const kept = branches.length > 0 ? 1 + moments : 0;
  const perSample = examplesPerSample(model);
  const evaluated = evaluationSamples(spec);
  const rows = Math.max(perSample, Math.min(evaluated * perSample, EVALUATION_ROWS));
  const updates = branches.reduce((sum, { from, to }) => sum + to - from, steps);
  const ofReplica =
    total * (ARENAS + slicesOf(run) + moments + kept) +
    workFloats(parameterLayout(model)) +
    batch * perSample * (ROW_FLOATS + activationFloats(model, 'training')) +
    rows * (ROW_FLOATS + activationFloats(model, 'evaluation')) +
    // The ring of losses and gradient norms, and twice that where they are read back.
    3 * 2 * Math.min(updates, TRACED_STEPS);
  const ofRun = updates * SCHEDULE_FLOATS + total / 32 + 2 * evaluated;
  const written = task.sequence ? perSample * sequencesWritten(task) : 0;
  const writing =
    written && total + written * (ROW_FLOATS + roundsWritten(task) + activationFloats(model, 'evaluation'));
  return 4 * (replicas.length * ofReplica + ofRun + writing);
}

/** Slices of the rows that a weight's gradient sums over. */
export function slicesOf({ model, batch }: RunPlan): number {
  return gradientSlices(batch * examplesPerSample(model), arenaFloats(model));
}

/** Samples of the fixed evaluation set. */
export function evaluationSamples(spec: ExperimentSpec): number {
  return evaluationCount(taskOf(spec.task).evaluation, spec.evaluation.samples);
}

/** A replica's parameters as src/engine/tensor.ts lays them out: rows of whole vec4f, tensors of whole segments of 64. */
export function arenaFloats(model: ModelSpec): number {
  return parameterLayout(model).reduce((sum, { shape }) => {
    const columns = shape.at(-1) ?? 1;
    const rows = shape.reduce((product, extent) => product * extent, 1) / columns;
    return sum + Math.ceil((rows * paddedWidth(columns)) / 64) * 64;
  }, 0);
}

/** Floats a row of a batch, or a position of its sequences. Evaluation keeps nothing for a backward pass. */
function activationFloats(model: ModelSpec, pass: Pass): number {
  return model.family === 'mlp' ? mlpFloats(model, pass) : transformerFloats(model, pass);
}

/** The row, and every layer's output: before and after the activation, and in training their gradients. */
function mlpFloats(model: MlpSpec, pass: Pass): number {
  const [inputs, ...outputs] = layerWidths(model);
  const copies = pass === 'training' ? 4 : 2;
  return paddedWidth(inputs) + copies * outputs.reduce((sum, width) => sum + paddedWidth(width), 0);
}

/** As src/engine/networks/transformer.ts allocates it; the logits' gradient overwrites them. */
function transformerFloats(model: TransformerSpec, pass: Pass): number {
  const { channels, layers, heads, vocabulary, activation, mlpRatio } = model;
  const hidden = paddedWidth(mlpRatio * channels);
  const mlp = hidden + (activation === 'swiglu' ? 2 : 1) * hidden;
  const branches = 4 * channels + mlp;
  const statistics = layers * (heads + 2) + 1;
  const ends = channels + paddedWidth(vocabulary) + statistics;
  const norm = 2 * channels;
  if (pass === 'evaluation') return ends + branches + norm;
  return ends + layers * (branches + 2 * norm) + norm + branches + 2 * channels;
}

function paddedWidth(width: number): number {
  return Math.ceil(width / 4) * 4;
}
