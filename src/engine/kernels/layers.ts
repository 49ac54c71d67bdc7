// Kernels of layers, forward and backward, beside linear ones: activations, norms, attention, embedding.

import type { KernelEntry } from './entry.js';

const elementwiseForward = { params: { count: 'u32' }, reads: ['x'], writes: ['y'] } as const;

const elementwiseBackward = { params: { count: 'u32' }, reads: ['x', 'dy'], writes: ['dx'] } as const;

export const layerKernels = {
  embedding_forward: {
    params: {
      rows: 'u32',
      context: 'u32',
      channels: 'u32',
      tokens_copy: 'u32',
      tokens_sharing: 'u32',
      parameters_replica: 'u32',
      token: 'u32',
      has_position: 'u32',
      position: 'u32',
      x_replica: 'u32',
    },
    reads: ['tokens', 'parameters'],
    writes: ['x'],
  },
  embedding_backward: {
    params: {
      rows: 'u32',
      context: 'u32',
      vocabulary: 'u32',
      channels: 'u32',
      tokens_copy: 'u32',
      tokens_sharing: 'u32',
      token_groups: 'u32',
      position_groups: 'u32',
      slices: 'u32',
      slice_rows: 'u32',
      gradients_slice: 'u32',
      gradients_replica: 'u32',
      token: 'u32',
      position: 'u32',
      dx_replica: 'u32',
      accumulate: 'u32',
    },
    reads: ['tokens', 'dx'],
    writes: ['gradients'],
  },
  layernorm_forward: {
    params: {
      rows: 'u32',
      channels: 'u32',
      parameters_replica: 'u32',
      weight: 'u32',
      has_bias: 'u32',
      bias: 'u32',
    },
    reads: ['x', 'parameters'],
    writes: ['y', 'normalized', 'scale'],
  },
  layernorm_backward: {
    params: {
      rows: 'u32',
      channels: 'u32',
      row_groups: 'u32',
      slices: 'u32',
      slice_rows: 'u32',
      parameters_replica: 'u32',
      gradients_slice: 'u32',
      gradients_replica: 'u32',
      weight: 'u32',
      has_bias: 'u32',
      bias: 'u32',
      accumulate: 'u32',
    },
    reads: ['dy', 'normalized', 'scale', 'parameters'],
    writes: ['dx', 'gradients'],
  },
  rmsnorm_forward: {
    params: { rows: 'u32', channels: 'u32', parameters_replica: 'u32', weight: 'u32' },
    reads: ['x', 'parameters'],
    writes: ['y', 'normalized', 'scale'],
  },
  rmsnorm_backward: {
    params: {
      rows: 'u32',
      channels: 'u32',
      row_groups: 'u32',
      slices: 'u32',
      slice_rows: 'u32',
      parameters_replica: 'u32',
      gradients_slice: 'u32',
      gradients_replica: 'u32',
      weight: 'u32',
      accumulate: 'u32',
    },
    reads: ['dy', 'normalized', 'scale', 'parameters'],
    writes: ['dx', 'gradients'],
  },
  attention_forward: {
    params: { rows: 'u32', context: 'u32', heads: 'u32', head_size: 'u32', scale: 'f32' },
    reads: ['qkv'],
    writes: ['y', 'log_sum'],
  },
  attention_backward: {
    params: {
      rows: 'u32',
      context: 'u32',
      heads: 'u32',
      head_size: 'u32',
      scale: 'f32',
      query_groups: 'u32',
    },
    reads: ['qkv', 'y', 'log_sum', 'dy'],
    writes: ['dqkv'],
  },
  relu_forward: elementwiseForward,
  relu_backward: elementwiseBackward,
  tanh_forward: elementwiseForward,
  tanh_backward: elementwiseBackward,
  gelu_forward: elementwiseForward,
  gelu_backward: elementwiseBackward,
  relu_squared_forward: elementwiseForward,
  relu_squared_backward: elementwiseBackward,
  swiglu_forward: {
    params: { count: 'u32', columns: 'u32' },
    reads: ['x'],
    writes: ['y'],
  },
  swiglu_backward: {
    params: { count: 'u32', columns: 'u32' },
    reads: ['x', 'dy'],
    writes: ['dx'],
  },
  rotary: {
    params: { rows: 'u32', context: 'u32', heads: 'u32', head_size: 'u32', sign: 'f32' },
    reads: ['table'],
    writes: ['qkv'],
  },
} as const satisfies Record<string, KernelEntry>;
