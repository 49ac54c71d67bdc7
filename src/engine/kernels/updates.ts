// Kernels between a gradient and the next step: sums and norms of gradients, optimisers, the step's end.

import type { KernelEntry } from './entry.js';

export const updateKernels = {
  gradient_sum: {
    params: { vec4s: 'u32', slices: 'u32' },
    reads: [],
    writes: ['gradients'],
  },
  gradient_square_sum: {
    params: { vec4s: 'u32' },
    reads: ['gradients'],
    writes: ['partial'],
  },
  gradient_norm: {
    params: { groups: 'u32' },
    reads: ['partial'],
    writes: ['replicas'],
  },
  adamw: {
    params: { vec4s: 'u32', beta1: 'f32', beta2: 'f32', epsilon: 'f32', clip_norm: 'f32' },
    reads: ['gradients', 'replicas', 'schedule', 'segments'],
    writes: ['parameters', 'moments'],
  },
  sgd: {
    params: { vec4s: 'u32', momentum: 'f32', clip_norm: 'f32' },
    reads: ['gradients', 'replicas', 'schedule', 'segments'],
    writes: ['parameters', 'velocity'],
  },
  muon_momentum: {
    params: {
      vec4s: 'u32',
      x_replica: 'u32',
      matrix_count: 'u32',
      partials: 'u32',
      momentum: 'f32',
      clip_norm: 'f32',
    },
    reads: ['gradients', 'replicas', 'matrices'],
    writes: ['moments', 'x', 'partial'],
  },
  muon_normalise: {
    params: { x_replica: 'u32', matrix_count: 'u32', partials: 'u32' },
    reads: ['partial', 'matrices'],
    writes: ['x'],
  },
  muon_gram: {
    params: {
      x_replica: 'u32',
      y_replica: 'u32',
      matrix_count: 'u32',
      of_gram: 'u32',
      linear: 'f32',
      quadratic: 'f32',
    },
    reads: ['x', 'matrices'],
    writes: ['y'],
  },
  muon_product: {
    params: { x_replica: 'u32', gram_replica: 'u32', matrix_count: 'u32', linear: 'f32' },
    reads: ['x', 'gram', 'matrices'],
    writes: ['y'],
  },
  muon_update: {
    params: { vec4s: 'u32', x_replica: 'u32', matrix_count: 'u32', weight_decay: 'f32' },
    reads: ['x', 'matrices', 'replicas', 'schedule'],
    writes: ['parameters'],
  },
  finish_step: {
    params: { rows: 'u32', replica_count: 'u32', capacity: 'u32', scale: 'f32' },
    reads: ['score'],
    writes: ['trace', 'replicas'],
  },
} as const satisfies Record<string, KernelEntry>;
