// Batches made on the GPU: one op for each task's kernel, and one that reads them out of a table.

import type { DeviceBuffer } from '../device.js';
import { streams } from '../../base/random.js';
import type { Program } from '../program.js';
import { paddedColumns, type Matrix } from '../tensor.js';
import type { Labels } from './loss.js';

/** Token of each position of a batch of sequences: (copies, sequences * context) in u32. */
export interface Tokens extends Labels {
  readonly replicas: number;
  readonly sequences: number;
  readonly context: number;
}

/** Where a batch goes and which samples it holds (shaders/lib/sample_id.wgsl). */
export interface BatchTarget {
  /** Of rows of numbers: (rows, inputs). Of sequences: null. */
  readonly x: Matrix | null;
  /** Of sequences: their tokens. Of rows of numbers: null. */
  readonly tokens: Tokens | null;
  /** Of regression: (rows, outputs). Of classification: null. */
  readonly expected: Matrix | null;
  /** Of classification: class of each row; of sequences: target of each position, 0xffffffff where none is scored. Else null. */
  readonly labels: Labels | null;
  /** Seeds and step counts, a replica each (shaders/lib/replica.wgsl). */
  readonly replicas: DeviceBuffer;
  readonly stream: 'data' | 'evaluation';
  /** Samples of a finite data set, 0 for infinite data. */
  readonly dataset: number;
}

/** Copies to make: one for all replicas that share it. */
function copies(x: Matrix): number {
  return x.replicas / x.sharing;
}

function inputsOf(target: BatchTarget): Matrix {
  if (!target.x) throw new Error('expected rows of numbers, got sequences of tokens');
  return target.x;
}

function expectedOf(target: BatchTarget): Matrix {
  if (!target.expected) throw new Error('expected a regression target, got labels');
  return target.expected;
}

function labelsOf(target: BatchTarget): Labels {
  if (!target.labels) throw new Error('expected labels, got a regression target');
  return target.labels;
}

/** `teacher` holds the tanh network's tensors one after another; see shaders/manifold_batch.wgsl. */
export function manifoldBatch(
  program: Program,
  target: BatchTarget,
  task: { dimension: number; teacher: DeviceBuffer; mean: number; scale: number },
): void {
  const { replicas, stream, dataset } = target;
  const x = inputsOf(target);
  const y = expectedOf(target);
  program.add('manifold_batch', {
    params: {
      rows: x.rows,
      dimension: task.dimension,
      dataset,
      stream: streams[stream],
      x_copy: x.copyStride / 4,
      y_copy: y.copyStride / 4,
      sharing: x.sharing,
      mean: task.mean,
      scale: task.scale,
    },
    tensors: { replicas, teacher: task.teacher, x: x.buffer, y: y.buffer },
    workgroups: [Math.ceil(x.rows / 256), 1, copies(x)],
  });
}

/** Of stream `evaluation`, ids are the facts themselves. */
export function zipfFactsBatch(
  program: Program,
  target: BatchTarget,
  task: { facts: number; classes: number; seed: number; labelNoise: number; thresholds: DeviceBuffer },
): void {
  const { replicas, stream, dataset } = target;
  const x = inputsOf(target);
  const labels = labelsOf(target);
  program.add('zipf_facts_batch', {
    params: {
      rows: x.rows,
      facts: task.facts,
      classes: task.classes,
      task_seed: task.seed,
      dataset,
      stream: streams[stream],
      all_facts: stream === 'evaluation' ? 1 : 0,
      label_noise: task.labelNoise,
      x_copy: x.copyStride / 4,
      label_copy: labels.copyStride,
      sharing: x.sharing,
    },
    tensors: { replicas, thresholds: task.thresholds, x: x.buffer, label: labels.buffer },
    workgroups: [Math.ceil(x.rows / 64), 1, copies(x)],
  });
}

/** `thresholds` (subtasks), `positions` (subtasks, parityBits). Of stream `evaluation`, subtasks come in turn. */
export function parityMixBatch(
  program: Program,
  target: BatchTarget,
  task: {
    subtasks: number;
    bits: number;
    parityBits: number;
    samplesASubtask: number;
    thresholds: DeviceBuffer;
    positions: DeviceBuffer;
  },
): void {
  const { replicas, stream, dataset } = target;
  const x = inputsOf(target);
  const labels = labelsOf(target);
  program.add('parity_mix_batch', {
    params: {
      rows: x.rows,
      subtasks: task.subtasks,
      bits: task.bits,
      parity_bits: task.parityBits,
      samples_a_subtask: stream === 'evaluation' ? task.samplesASubtask : 0,
      dataset,
      stream: streams[stream],
      x_copy: x.copyStride / 4,
      label_copy: labels.copyStride,
      sharing: x.sharing,
    },
    tensors: {
      replicas,
      thresholds: task.thresholds,
      positions: task.positions,
      x: x.buffer,
      label: labels.buffer,
    },
    workgroups: [x.rows, 1, copies(x)],
  });
}

/** `segments` (10 classes, 8 segments, 4). */
export function glyphsBatch(
  program: Program,
  target: BatchTarget,
  task: { noise: number; jitter: number; segments: DeviceBuffer },
): void {
  const { replicas, stream, dataset } = target;
  const x = inputsOf(target);
  const labels = labelsOf(target);
  program.add('glyphs_batch', {
    params: {
      rows: x.rows,
      dataset,
      stream: streams[stream],
      noise: task.noise,
      jitter: task.jitter,
      x_copy: x.copyStride / 4,
      label_copy: labels.copyStride,
      sharing: x.sharing,
    },
    tensors: { replicas, segments: task.segments, x: x.buffer, label: labels.buffer },
    workgroups: [x.rows, 1, copies(x)],
  });
}

/**
 * Batch `step` of tables (steps, rows, columns) that were uploaded once; rows of `x` and `expected` padded as matrices are.
 * Of sequences: their tokens and their targets, (steps, sequences, context) each.
 * The target must be shared by all replicas.
 */
export function tableBatch(
  program: Program,
  target: BatchTarget,
  tables: { x: DeviceBuffer; y: DeviceBuffer },
): void {
  const { x, tokens, expected, labels, replicas } = target;
  const copy = (table: DeviceBuffer, batch: DeviceBuffer, words: number): void =>
    program.add('table_batch', {
      params: { words },
      tensors: { replicas, table, batch },
      workgroups: [Math.ceil(words / 64)],
    });
  if (x) copy(tables.x, x.buffer, x.rows * paddedColumns(x.columns));
  if (tokens) copy(tables.x, tokens.buffer, tokens.copyStride);
  if (expected) copy(tables.y, expected.buffer, expected.rows * paddedColumns(expected.columns));
  if (labels) copy(tables.y, labels.buffer, labels.copyStride);
}
