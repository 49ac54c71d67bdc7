// Kernels of linear layers: for any adapter, and by quads for those that compute on a CPU. Both ways have the same Params.

import linearGradient from '../../../shaders/lib/linear_gradient.wgsl?raw';
import linearGradientQuads from '../../../shaders/lib/linear_gradient_quads.wgsl?raw';
import quads from '../../../shaders/lib/quads.wgsl?raw';
import linear_backward from '../../../shaders/linear_backward.wgsl?raw';
import linear_backward_quads from '../../../shaders/linear_backward_quads.wgsl?raw';
import linear_backward_weight from '../../../shaders/linear_backward_weight.wgsl?raw';
import linear_backward_weight_quads from '../../../shaders/linear_backward_weight_quads.wgsl?raw';
import linear_forward from '../../../shaders/linear_forward.wgsl?raw';
import linear_forward_quads from '../../../shaders/linear_forward_quads.wgsl?raw';
import type { KernelEntry } from '../kernel-entry.js';

const forward = {
  params: {
    rows: 'u32',
    inputs: 'u32',
    outputs: 'u32',
    row_threads: 'u32',
    x_copy: 'u32',
    x_sharing: 'u32',
    parameters_replica: 'u32',
    weight: 'u32',
    has_bias: 'u32',
    bias: 'u32',
    y_replica: 'u32',
    accumulate: 'u32',
  },
  reads: ['x', 'parameters'],
  writes: ['y'],
} as const;

const backward = {
  params: {
    rows: 'u32',
    inputs: 'u32',
    outputs: 'u32',
    row_threads: 'u32',
    input_across: 'u32',
    input_groups: 'u32',
    output_threads: 'u32',
    weight_across: 'u32',
    slice_groups: 'u32',
    slice_rows: 'u32',
    x_copy: 'u32',
    x_sharing: 'u32',
    dy_replica: 'u32',
    gradients_slice: 'u32',
    gradients_replica: 'u32',
    weight: 'u32',
    has_bias: 'u32',
    bias: 'u32',
    parameters_replica: 'u32',
    dx_replica: 'u32',
  },
  reads: ['x', 'dy', 'parameters'],
  writes: ['dx', 'gradients'],
} as const;

const backwardWeight = {
  params: {
    rows: 'u32',
    inputs: 'u32',
    outputs: 'u32',
    output_threads: 'u32',
    weight_across: 'u32',
    slice_groups: 'u32',
    slice_rows: 'u32',
    x_copy: 'u32',
    x_sharing: 'u32',
    dy_replica: 'u32',
    gradients_slice: 'u32',
    gradients_replica: 'u32',
    weight: 'u32',
    has_bias: 'u32',
    bias: 'u32',
  },
  reads: ['x', 'dy'],
  writes: ['gradients'],
} as const;

export const linearKernels = {
  linear_forward: { source: linear_forward, library: [], ...forward },
  linear_forward_quads: { source: linear_forward_quads, library: [quads], ...forward },
  linear_backward: { source: linear_backward, library: [linearGradient], ...backward },
  linear_backward_quads: {
    source: linear_backward_quads,
    library: [quads, linearGradientQuads],
    ...backward,
  },
  linear_backward_weight: { source: linear_backward_weight, library: [linearGradient], ...backwardWeight },
  linear_backward_weight_quads: {
    source: linear_backward_weight_quads,
    library: [quads, linearGradientQuads],
    ...backwardWeight,
  },
} as const satisfies Record<string, KernelEntry>;
