// Kernels of what comes out of a network: losses, sums over the evaluation set, a token to write.

import random from '../../../shaders/lib/random.wgsl?raw';
import reduce from '../../../shaders/lib/reduce.wgsl?raw';
import replica from '../../../shaders/lib/replica.wgsl?raw';
import evaluation_sum from '../../../shaders/evaluation_sum.wgsl?raw';
import mean_squared_error from '../../../shaders/mean_squared_error.wgsl?raw';
import sample_token from '../../../shaders/sample_token.wgsl?raw';
import softmax_cross_entropy from '../../../shaders/softmax_cross_entropy.wgsl?raw';
import softmax_cross_entropy_wide from '../../../shaders/softmax_cross_entropy_wide.wgsl?raw';
import type { KernelEntry } from '../kernel-entry.js';

const crossEntropy = {
  params: {
    rows: 'u32',
    classes: 'u32',
    label_copy: 'u32',
    sharing: 'u32',
    label_noise: 'f32',
    scale: 'f32',
  },
  reads: ['label'],
  writes: ['score', 'y'],
} as const;

export const outputKernels = {
  mean_squared_error: {
    source: mean_squared_error,
    library: [],
    params: { rows: 'u32', outputs: 'u32', expected_copy: 'u32', sharing: 'u32' },
    reads: ['expected'],
    writes: ['score', 'y'],
  },
  softmax_cross_entropy: { source: softmax_cross_entropy, library: [], ...crossEntropy },
  softmax_cross_entropy_wide: { source: softmax_cross_entropy_wide, library: [], ...crossEntropy },
  sample_token: {
    source: sample_token,
    library: [random],
    params: {
      sequences: 'u32',
      context: 'u32',
      vocabulary: 'u32',
      longest: 'u32',
      seed: 'u32',
      stream: 'u32',
    },
    reads: ['logits', 'temperature'],
    writes: ['tokens', 'cursors', 'drawn'],
  },
  evaluation_sum: {
    source: evaluation_sum,
    library: [reduce, replica],
    params: { samples: 'u32', positions: 'u32', scored: 'u32', groups: 'u32' },
    reads: ['score', 'weight', 'group_of'],
    writes: ['sums', 'replicas'],
  },
} as const satisfies Record<string, KernelEntry>;
