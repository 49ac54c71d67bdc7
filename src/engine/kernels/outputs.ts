// Kernels of what comes out of a network: losses, sums over the evaluation set, a token to write.

import type { KernelEntry } from './entry.js';

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
    params: { rows: 'u32', outputs: 'u32', expected_copy: 'u32', sharing: 'u32' },
    reads: ['expected'],
    writes: ['score', 'y'],
  },
  softmax_cross_entropy: crossEntropy,
  softmax_cross_entropy_wide: crossEntropy,
  sample_token: {
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
    params: { samples: 'u32', positions: 'u32', scored: 'u32', groups: 'u32' },
    reads: ['score', 'weight', 'group_of'],
    writes: ['sums', 'replicas'],
  },
} as const satisfies Record<string, KernelEntry>;
