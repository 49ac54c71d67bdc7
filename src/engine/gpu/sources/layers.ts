// WGSL of the kernels in src/engine/kernels/layers.ts: library files first, each whole.

import activation from '../../../../shaders/lib/activation.wgsl?raw';
import attention from '../../../../shaders/lib/attention.wgsl?raw';
import padding from '../../../../shaders/lib/padding.wgsl?raw';
import tanh from '../../../../shaders/lib/tanh.wgsl?raw';
import attention_backward from '../../../../shaders/attention_backward.wgsl?raw';
import attention_forward from '../../../../shaders/attention_forward.wgsl?raw';
import embedding_backward from '../../../../shaders/embedding_backward.wgsl?raw';
import embedding_forward from '../../../../shaders/embedding_forward.wgsl?raw';
import gelu_backward from '../../../../shaders/gelu_backward.wgsl?raw';
import gelu_forward from '../../../../shaders/gelu_forward.wgsl?raw';
import layernorm_backward from '../../../../shaders/layernorm_backward.wgsl?raw';
import layernorm_forward from '../../../../shaders/layernorm_forward.wgsl?raw';
import relu_backward from '../../../../shaders/relu_backward.wgsl?raw';
import relu_forward from '../../../../shaders/relu_forward.wgsl?raw';
import relu_squared_backward from '../../../../shaders/relu_squared_backward.wgsl?raw';
import relu_squared_forward from '../../../../shaders/relu_squared_forward.wgsl?raw';
import rmsnorm_backward from '../../../../shaders/rmsnorm_backward.wgsl?raw';
import rmsnorm_forward from '../../../../shaders/rmsnorm_forward.wgsl?raw';
import rotary from '../../../../shaders/rotary.wgsl?raw';
import swiglu_backward from '../../../../shaders/swiglu_backward.wgsl?raw';
import swiglu_forward from '../../../../shaders/swiglu_forward.wgsl?raw';
import tanh_backward from '../../../../shaders/tanh_backward.wgsl?raw';
import tanh_forward from '../../../../shaders/tanh_forward.wgsl?raw';
import type { Sources } from './entry.js';

export const layerSources = {
  embedding_forward: [embedding_forward],
  embedding_backward: [embedding_backward],
  layernorm_forward: [padding, layernorm_forward],
  layernorm_backward: [padding, layernorm_backward],
  rmsnorm_forward: [rmsnorm_forward],
  rmsnorm_backward: [rmsnorm_backward],
  attention_forward: [attention, attention_forward],
  attention_backward: [attention, attention_backward],
  relu_forward: [relu_forward],
  relu_backward: [relu_backward],
  tanh_forward: [tanh, tanh_forward],
  tanh_backward: [tanh, tanh_backward],
  gelu_forward: [tanh, activation, gelu_forward],
  gelu_backward: [tanh, activation, gelu_backward],
  relu_squared_forward: [relu_squared_forward],
  relu_squared_backward: [relu_squared_backward],
  swiglu_forward: [activation, swiglu_forward],
  swiglu_backward: [activation, swiglu_backward],
  rotary: [rotary],
} as const satisfies Sources;
