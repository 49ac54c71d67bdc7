// Batches made on the device: one op for all kernels that draw samples, and one that reads them from a table.

import { streams } from '../../base/random.js';
import type { DeviceBuffer, Memory } from '../device.js';
import { drawKernels } from '../kernels/batches.js';
import type { KernelParams, KernelTensors, Program } from '../program.js';
import { paddedColumns, type Matrix } from '../tensor.js';
import { THREADS } from './grid.js';
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

export type DrawKernel = keyof typeof drawKernels;

/** Params that `drawBatch` fills in, as far as a kernel has them. */
type SharedParam =
  | 'rows'
  | 'inputs'
  | 'sequences'
  | 'context'
  | 'dataset'
  | 'stream'
  | 'x_copy'
  | 'y_copy'
  | 'label_copy'
  | 'sharing';

type TaskNumbers<K extends DrawKernel> = Exclude<keyof (typeof drawKernels)[K]['params'], SharedParam>;
type TaskTables<K extends DrawKernel> = Exclude<(typeof drawKernels)[K]['reads'][number], 'replicas'>;

/** What a kernel has to know of a task to draw its batches: a number and a table for each that it lacks. */
export type DrawnBatch = {
  [K in DrawKernel]: {
    readonly kernel: K;
    readonly numbers: (
      draw: Pick<BatchTarget, 'stream' | 'dataset'>,
    ) => Readonly<Record<TaskNumbers<K>, number>>;
    readonly tables: Readonly<Record<TaskTables<K>, Float32Array | Uint32Array>>;
  };
}[DrawKernel];

/** Uploads the tables of a batch, once for all programs that draw it; the function returned records the drawing. */
export function uploadBatch(
  batch: DrawnBatch,
  memory: Memory,
): (program: Program, target: BatchTarget) => void {
  const tables = Object.fromEntries(
    Object.entries(batch.tables).map(([name, table]) => [name, memory.storage(name, table)]),
  );
  return (program, target) => drawBatch(program, target, batch, tables);
}

function drawBatch(
  program: Program,
  target: BatchTarget,
  { kernel, numbers }: DrawnBatch,
  tables: Readonly<Record<string, DeviceBuffer>>,
): void {
  const entry = drawKernels[kernel];
  const { x, y, samples, copies, shared } = partsOf(target);
  const known: Readonly<Record<string, number | undefined>> = { ...shared, ...numbers(target) };
  const missing = Object.keys(entry.params).filter((name) => !Object.hasOwn(known, name));
  if (missing.length > 0)
    throw new Error(`${kernel} does not draw such batches: it needs ${missing.join(', ')}`);
  const [input, output] = entry.writes;
  program.add(kernel, {
    params: known as KernelParams<DrawKernel>,
    tensors: {
      replicas: target.replicas,
      ...tables,
      [input]: x,
      [output]: y,
    } as unknown as KernelTensors<DrawKernel>,
    workgroups: [Math.ceil(samples / entry.samplesPerWorkgroup), 1, copies],
  });
}

/** Where a batch goes, and the params that every kernel that draws into it gets. */
function partsOf({ x, tokens, expected, labels, stream, dataset }: BatchTarget): {
  readonly x: DeviceBuffer;
  readonly y: DeviceBuffer;
  readonly samples: number;
  readonly copies: number;
  readonly shared: Partial<Record<SharedParam, number>>;
} {
  const draw = { dataset, stream: streams[stream] };
  if (tokens && labels) {
    const { sequences, context, copyStride, sharing, buffer, replicas } = tokens;
    const shared = {
      ...draw,
      sequences,
      context,
      x_copy: copyStride,
      label_copy: labels.copyStride,
      sharing,
    };
    return { x: buffer, y: labels.buffer, samples: sequences, copies: replicas / sharing, shared };
  }
  const y = expected ?? labels;
  if (!x || !y) throw new Error('expected a batch of rows or of sequences, with targets');
  const { rows, sharing, replicas } = x;
  const copy = expected ? { y_copy: expected.copyStride / 4 } : { label_copy: y.copyStride };
  const shared = { ...draw, rows, inputs: x.columns, x_copy: x.copyStride / 4, ...copy, sharing };
  return { x: x.buffer, y: y.buffer, samples: rows, copies: replicas / sharing, shared };
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
      workgroups: [Math.ceil(words / THREADS)],
    });
  if (x) copy(tables.x, x.buffer, x.rows * paddedColumns(x.columns));
  if (tokens) copy(tables.x, tokens.buffer, tokens.copyStride);
  if (expected) copy(tables.y, expected.buffer, expected.rows * paddedColumns(expected.columns));
  if (labels) copy(tables.y, labels.buffer, labels.copyStride);
}
