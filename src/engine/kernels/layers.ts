// Kernels of layers, forward and backward, beside linear ones: activations, norms, attention, embedding.

import activation from '../../../shaders/lib/activation.wgsl?raw';
import attention from '../../../shaders/lib/attention.wgsl?raw';
import padding from '../../../shaders/lib/padding.wgsl?raw';
import attention_backward from '../../../shaders/attention_backward.wgsl?raw';
import attention_forward from '../../../shaders/attention_forward.wgsl?raw';
import embedding_backward from '../../../shaders/embedding_backward.wgsl?raw';
import embedding_forward from '../../../shaders/embedding_forward.wgsl?raw';
import gelu_backward from '../../../shaders/gelu_backward.wgsl?raw';
import gelu_forward from '../../../shaders/gelu_forward.wgsl?raw';
import layernorm_backward from '../../../shaders/layernorm_backward.wgsl?raw';
import layernorm_forward from '../../../shaders/layernorm_forward.wgsl?raw';
import relu_backward from '../../../shaders/relu_backward.wgsl?raw';
import relu_forward from '../../../shaders/relu_forward.wgsl?raw';
import relu_squared_backward from '../../../shaders/relu_squared_backward.wgsl?raw';
import relu_squared_forward from '../../../shaders/relu_squared_forward.wgsl?raw';
import rmsnorm_backward from '../../../shaders/rmsnorm_backward.wgsl?raw';
import rmsnorm_forward from '../../../shaders/rmsnorm_forward.wgsl?raw';
import rotary from '../../../shaders/rotary.wgsl?raw';
import swiglu_backward from '../../../shaders/swiglu_backward.wgsl?raw';
import swiglu_forward from '../../../shaders/swiglu_forward.wgsl?raw';
import tanh_backward from '../../../shaders/tanh_backward.wgsl?raw';
import tanh_forward from '../../../shaders/tanh_forward.wgsl?raw';
import type { KernelEntry } from '../kernel-entry.js';

const elementwiseForward = { params: { count: 'u32' }, reads: ['x'], writes: ['y'] } as const;

const elementwiseBackward = { params: { count: 'u32' }, reads: ['x', 'dy'], writes: ['dx'] } as const;

export const layerKernels = {
  embedding_forward: {
    source: embedding_forward,
    library: [],
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
    source: embedding_backward,
    library: [],
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
    source: layernorm_forward,
    library: [padding],
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
    source: layernorm_backward,
    library: [padding],
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
    source: rmsnorm_forward,
    library: [],
    params: { rows: 'u32', channels: 'u32', parameters_replica: 'u32', weight: 'u32' },
    reads: ['x', 'parameters'],
    writes: ['y', 'normalized', 'scale'],
  },
  rmsnorm_backward: {
    source: rmsnorm_backward,
    library: [],
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
    source: attention_forward,
    library: [attention],
    params: { rows: 'u32', context: 'u32', heads: 'u32', head_size: 'u32', scale: 'f32' },
    reads: ['qkv'],
    writes: ['y', 'log_sum'],
  },
  attention_backward: {
    source: attention_backward,
    library: [attention],
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
  relu_forward: { source: relu_forward, library: [], ...elementwiseForward },
  relu_backward: { source: relu_backward, library: [], ...elementwiseBackward },
  tanh_forward: { source: tanh_forward, library: [activation], ...elementwiseForward },
  tanh_backward: { source: tanh_backward, library: [activation], ...elementwiseBackward },
  gelu_forward: { source: gelu_forward, library: [activation], ...elementwiseForward },
  gelu_backward: { source: gelu_backward, library: [activation], ...elementwiseBackward },
  relu_squared_forward: { source: relu_squared_forward, library: [], ...elementwiseForward },
  relu_squared_backward: { source: relu_squared_backward, library: [], ...elementwiseBackward },
  swiglu_forward: {
    source: swiglu_forward,
    library: [activation],
    params: { count: 'u32', columns: 'u32' },
    reads: ['x'],
    writes: ['y'],
  },
  swiglu_backward: {
    source: swiglu_backward,
    library: [activation],
    params: { count: 'u32', columns: 'u32' },
    reads: ['x', 'dy'],
    writes: ['dx'],
  },
  rotary: {
    source: rotary,
    library: [],
    params: { rows: 'u32', context: 'u32', heads: 'u32', head_size: 'u32', sign: 'f32' },
    reads: ['table'],
    writes: ['qkv'],
  },
} as const satisfies Record<string, KernelEntry>;
