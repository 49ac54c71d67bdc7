// Kernels between a gradient and the next step: sums and norms of gradients, optimisers, the step's end.

import muon from '../../../shaders/lib/muon.wgsl?raw';
import optimizer from '../../../shaders/lib/optimizer.wgsl?raw';
import padding from '../../../shaders/lib/padding.wgsl?raw';
import reduce from '../../../shaders/lib/reduce.wgsl?raw';
import replica from '../../../shaders/lib/replica.wgsl?raw';
import adamw from '../../../shaders/adamw.wgsl?raw';
import finish_step from '../../../shaders/finish_step.wgsl?raw';
import gradient_norm from '../../../shaders/gradient_norm.wgsl?raw';
import gradient_square_sum from '../../../shaders/gradient_square_sum.wgsl?raw';
import gradient_sum from '../../../shaders/gradient_sum.wgsl?raw';
import muon_gram from '../../../shaders/muon_gram.wgsl?raw';
import muon_momentum from '../../../shaders/muon_momentum.wgsl?raw';
import muon_normalise from '../../../shaders/muon_normalise.wgsl?raw';
import muon_product from '../../../shaders/muon_product.wgsl?raw';
import muon_update from '../../../shaders/muon_update.wgsl?raw';
import sgd from '../../../shaders/sgd.wgsl?raw';
import type { KernelEntry } from '../kernel-entry.js';

export const updateKernels = {
  gradient_sum: {
    source: gradient_sum,
    library: [],
    params: { vec4s: 'u32', slices: 'u32' },
    reads: [],
    writes: ['gradients'],
  },
  gradient_square_sum: {
    source: gradient_square_sum,
    library: [reduce],
    params: { vec4s: 'u32' },
    reads: ['gradients'],
    writes: ['partial'],
  },
  gradient_norm: {
    source: gradient_norm,
    library: [reduce, replica],
    params: { groups: 'u32' },
    reads: ['partial'],
    writes: ['replicas'],
  },
  adamw: {
    source: adamw,
    library: [replica, optimizer],
    params: { vec4s: 'u32', beta1: 'f32', beta2: 'f32', epsilon: 'f32', clip_norm: 'f32' },
    reads: ['gradients', 'replicas', 'schedule', 'segments'],
    writes: ['parameters', 'moments'],
  },
  sgd: {
    source: sgd,
    library: [replica, optimizer],
    params: { vec4s: 'u32', momentum: 'f32', clip_norm: 'f32' },
    reads: ['gradients', 'replicas', 'schedule', 'segments'],
    writes: ['parameters', 'velocity'],
  },
  muon_momentum: {
    source: muon_momentum,
    library: [reduce, replica, optimizer, muon],
    params: { vec4s: 'u32', x_replica: 'u32', momentum: 'f32', clip_norm: 'f32' },
    reads: ['gradients', 'replicas', 'matrices'],
    writes: ['moments', 'x', 'partial'],
  },
  muon_normalise: {
    source: muon_normalise,
    library: [reduce, muon],
    params: { x_replica: 'u32', partials: 'u32' },
    reads: ['partial', 'matrices'],
    writes: ['x'],
  },
  muon_gram: {
    source: muon_gram,
    library: [padding, muon],
    params: { x_replica: 'u32', y_replica: 'u32', of_gram: 'u32', linear: 'f32', quadratic: 'f32' },
    reads: ['x', 'matrices'],
    writes: ['y'],
  },
  muon_product: {
    source: muon_product,
    library: [muon],
    params: { x_replica: 'u32', gram_replica: 'u32', linear: 'f32' },
    reads: ['x', 'gram', 'matrices'],
    writes: ['y'],
  },
  muon_update: {
    source: muon_update,
    library: [replica, optimizer, muon],
    params: { vec4s: 'u32', x_replica: 'u32', weight_decay: 'f32' },
    reads: ['x', 'matrices', 'replicas', 'schedule'],
    writes: ['parameters'],
  },
  finish_step: {
    source: finish_step,
    library: [reduce, replica],
    params: { rows: 'u32', replica_count: 'u32', capacity: 'u32', scale: 'f32' },
    reads: ['score'],
    writes: ['trace', 'replicas'],
  },
} as const satisfies Record<string, KernelEntry>;
