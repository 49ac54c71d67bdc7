// Kernels that draw a batch, one a task or kind of task, and the one that reads a batch out of a table.

import type { KernelEntry } from './entry.js';

/** A kernel that draws: `drawBatch` fills in the params that all of them have, its task the rest (src/data/task.ts, TaskBatch). */
interface DrawEntry extends KernelEntry {
  /** Samples that a workgroup draws: one with all its threads, or one or four a thread. */
  readonly samplesPerWorkgroup: 1 | 64 | 256;
}

export const drawKernels = {
  manifold_batch: {
    samplesPerWorkgroup: 256,
    params: {
      rows: 'u32',
      dimension: 'u32',
      dataset: 'u32',
      stream: 'u32',
      x_copy: 'u32',
      y_copy: 'u32',
      sharing: 'u32',
      mean: 'f32',
      scale: 'f32',
    },
    reads: ['replicas', 'teacher'],
    writes: ['x', 'y'],
  },
  zipf_facts_batch: {
    samplesPerWorkgroup: 64,
    params: {
      rows: 'u32',
      facts: 'u32',
      classes: 'u32',
      task_seed: 'u32',
      dataset: 'u32',
      stream: 'u32',
      all_facts: 'u32',
      label_noise: 'f32',
      x_copy: 'u32',
      label_copy: 'u32',
      sharing: 'u32',
    },
    reads: ['replicas', 'thresholds'],
    writes: ['x', 'label'],
  },
  parity_mix_batch: {
    samplesPerWorkgroup: 1,
    params: {
      rows: 'u32',
      subtasks: 'u32',
      bits: 'u32',
      parity_bits: 'u32',
      samples_a_subtask: 'u32',
      dataset: 'u32',
      stream: 'u32',
      x_copy: 'u32',
      label_copy: 'u32',
      sharing: 'u32',
    },
    reads: ['replicas', 'thresholds', 'positions'],
    writes: ['x', 'label'],
  },
  power_spectrum_batch: {
    samplesPerWorkgroup: 64,
    params: {
      rows: 'u32',
      coins: 'u32',
      inputs: 'u32',
      dataset: 'u32',
      stream: 'u32',
      lift: 'f32',
      x_copy: 'u32',
      y_copy: 'u32',
      sharing: 'u32',
    },
    reads: ['replicas', 'scales', 'amplitudes'],
    writes: ['x', 'y'],
  },
  glyphs_batch: {
    samplesPerWorkgroup: 1,
    params: {
      rows: 'u32',
      dataset: 'u32',
      stream: 'u32',
      noise: 'f32',
      jitter: 'f32',
      x_copy: 'u32',
      label_copy: 'u32',
      sharing: 'u32',
    },
    reads: ['replicas', 'segments'],
    writes: ['x', 'label'],
  },
  chain_batch: {
    samplesPerWorkgroup: 64,
    params: {
      sequences: 'u32',
      context: 'u32',
      start: 'u32',
      dataset: 'u32',
      stream: 'u32',
      x_copy: 'u32',
      label_copy: 'u32',
      sharing: 'u32',
    },
    reads: ['replicas', 'states', 'offsets', 'entries'],
    writes: ['x', 'label'],
  },
  text_batch: {
    samplesPerWorkgroup: 1,
    params: {
      sequences: 'u32',
      context: 'u32',
      start: 'u32',
      windows: 'u32',
      places: 'u32',
      dataset: 'u32',
      stream: 'u32',
      x_copy: 'u32',
      label_copy: 'u32',
      sharing: 'u32',
    },
    reads: ['replicas', 'text'],
    writes: ['x', 'label'],
  },
  addition_batch: {
    samplesPerWorkgroup: 64,
    params: {
      sequences: 'u32',
      digits: 'u32',
      limit: 'u32',
      reversed: 'u32',
      dataset: 'u32',
      stream: 'u32',
      x_copy: 'u32',
      label_copy: 'u32',
      sharing: 'u32',
    },
    reads: ['replicas'],
    writes: ['x', 'label'],
  },
} as const satisfies Record<string, DrawEntry>;

export const batchKernels = {
  ...drawKernels,
  table_batch: {
    params: { words: 'u32' },
    reads: ['replicas', 'table'],
    writes: ['batch'],
  },
} as const satisfies Record<string, KernelEntry>;
