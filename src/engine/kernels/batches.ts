// Kernels that draw a batch, one a task or kind of task.

import random from '../../../shaders/lib/random.wgsl?raw';
import replica from '../../../shaders/lib/replica.wgsl?raw';
import sampleId from '../../../shaders/lib/sample_id.wgsl?raw';
import thresholds from '../../../shaders/lib/thresholds.wgsl?raw';
import addition_batch from '../../../shaders/addition_batch.wgsl?raw';
import chain_batch from '../../../shaders/chain_batch.wgsl?raw';
import glyphs_batch from '../../../shaders/glyphs_batch.wgsl?raw';
import manifold_batch from '../../../shaders/manifold_batch.wgsl?raw';
import parity_mix_batch from '../../../shaders/parity_mix_batch.wgsl?raw';
import table_batch from '../../../shaders/table_batch.wgsl?raw';
import text_batch from '../../../shaders/text_batch.wgsl?raw';
import zipf_facts_batch from '../../../shaders/zipf_facts_batch.wgsl?raw';
import type { KernelEntry } from '../kernel-entry.js';

export const batchKernels = {
  manifold_batch: {
    source: manifold_batch,
    library: [random, replica, sampleId],
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
    source: zipf_facts_batch,
    library: [random, replica, sampleId, thresholds],
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
    source: parity_mix_batch,
    library: [random, replica, sampleId, thresholds],
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
  glyphs_batch: {
    source: glyphs_batch,
    library: [random, replica, sampleId],
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
    source: chain_batch,
    library: [random, replica, sampleId],
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
    source: text_batch,
    library: [random, replica, sampleId],
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
    source: addition_batch,
    library: [random, replica, sampleId],
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
  table_batch: {
    source: table_batch,
    library: [replica],
    params: { words: 'u32' },
    reads: ['replicas', 'table'],
    writes: ['batch'],
  },
} as const satisfies Record<string, KernelEntry>;
