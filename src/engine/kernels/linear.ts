// Kernels of linear layers.

import type { KernelEntry } from './entry.js';

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
    slices: 'u32',
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
    slices: 'u32',
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
  linear_forward: forward,
  linear_backward: backward,
  linear_backward_weight: backwardWeight,
} as const satisfies Record<string, KernelEntry>;
