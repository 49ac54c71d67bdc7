// THE registry of kernels: the source of each, what its Params struct holds, what it reads and what it writes, in the order of
// its bindings (0 is Params, then reads, then writes). Library files are put in front of the source whole.

import activation from '../../shaders/lib/activation.wgsl?raw';
import attention from '../../shaders/lib/attention.wgsl?raw';
import linearGradient from '../../shaders/lib/linear_gradient.wgsl?raw';
import muon from '../../shaders/lib/muon.wgsl?raw';
import optimizer from '../../shaders/lib/optimizer.wgsl?raw';
import padding from '../../shaders/lib/padding.wgsl?raw';
import random from '../../shaders/lib/random.wgsl?raw';
import reduce from '../../shaders/lib/reduce.wgsl?raw';
import replica from '../../shaders/lib/replica.wgsl?raw';
import sampleId from '../../shaders/lib/sample_id.wgsl?raw';
import thresholds from '../../shaders/lib/thresholds.wgsl?raw';
import adamw from '../../shaders/adamw.wgsl?raw';
import addition_batch from '../../shaders/addition_batch.wgsl?raw';
import attention_backward from '../../shaders/attention_backward.wgsl?raw';
import attention_forward from '../../shaders/attention_forward.wgsl?raw';
import chain_batch from '../../shaders/chain_batch.wgsl?raw';
import embedding_backward from '../../shaders/embedding_backward.wgsl?raw';
import embedding_forward from '../../shaders/embedding_forward.wgsl?raw';
import evaluation_sum from '../../shaders/evaluation_sum.wgsl?raw';
import finish_step from '../../shaders/finish_step.wgsl?raw';
import gelu_backward from '../../shaders/gelu_backward.wgsl?raw';
import gelu_forward from '../../shaders/gelu_forward.wgsl?raw';
import glyphs_batch from '../../shaders/glyphs_batch.wgsl?raw';
import gradient_norm from '../../shaders/gradient_norm.wgsl?raw';
import gradient_square_sum from '../../shaders/gradient_square_sum.wgsl?raw';
import gradient_sum from '../../shaders/gradient_sum.wgsl?raw';
import layernorm_backward from '../../shaders/layernorm_backward.wgsl?raw';
import layernorm_forward from '../../shaders/layernorm_forward.wgsl?raw';
import linear_backward from '../../shaders/linear_backward.wgsl?raw';
import linear_backward_weight from '../../shaders/linear_backward_weight.wgsl?raw';
import linear_forward from '../../shaders/linear_forward.wgsl?raw';
import manifold_batch from '../../shaders/manifold_batch.wgsl?raw';
import mean_squared_error from '../../shaders/mean_squared_error.wgsl?raw';
import muon_gram from '../../shaders/muon_gram.wgsl?raw';
import muon_momentum from '../../shaders/muon_momentum.wgsl?raw';
import muon_normalise from '../../shaders/muon_normalise.wgsl?raw';
import muon_product from '../../shaders/muon_product.wgsl?raw';
import muon_update from '../../shaders/muon_update.wgsl?raw';
import parity_mix_batch from '../../shaders/parity_mix_batch.wgsl?raw';
import relu_backward from '../../shaders/relu_backward.wgsl?raw';
import relu_forward from '../../shaders/relu_forward.wgsl?raw';
import relu_squared_backward from '../../shaders/relu_squared_backward.wgsl?raw';
import relu_squared_forward from '../../shaders/relu_squared_forward.wgsl?raw';
import rmsnorm_backward from '../../shaders/rmsnorm_backward.wgsl?raw';
import rmsnorm_forward from '../../shaders/rmsnorm_forward.wgsl?raw';
import rotary from '../../shaders/rotary.wgsl?raw';
import sample_token from '../../shaders/sample_token.wgsl?raw';
import sgd from '../../shaders/sgd.wgsl?raw';
import softmax_cross_entropy from '../../shaders/softmax_cross_entropy.wgsl?raw';
import swiglu_backward from '../../shaders/swiglu_backward.wgsl?raw';
import swiglu_forward from '../../shaders/swiglu_forward.wgsl?raw';
import softmax_cross_entropy_wide from '../../shaders/softmax_cross_entropy_wide.wgsl?raw';
import table_batch from '../../shaders/table_batch.wgsl?raw';
import tanh_backward from '../../shaders/tanh_backward.wgsl?raw';
import tanh_forward from '../../shaders/tanh_forward.wgsl?raw';
import text_batch from '../../shaders/text_batch.wgsl?raw';
import zipf_facts_batch from '../../shaders/zipf_facts_batch.wgsl?raw';

/** What the host must know of a kernel. */
export interface KernelEntry {
  readonly source: string;
  readonly library: readonly string[];
  /** Fields of Params in order; each four bytes. */
  readonly params: Readonly<Record<string, 'u32' | 'f32'>>;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

const elementwiseForward = { params: { count: 'u32' }, reads: ['x'], writes: ['y'] } as const;
const elementwiseBackward = { params: { count: 'u32' }, reads: ['x', 'dy'], writes: ['dx'] } as const;

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

export const kernels = {
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
  linear_forward: {
    source: linear_forward,
    library: [],
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
  },
  linear_backward: {
    source: linear_backward,
    library: [linearGradient],
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
  },
  linear_backward_weight: {
    source: linear_backward_weight,
    library: [linearGradient],
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
  },
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
  evaluation_sum: {
    source: evaluation_sum,
    library: [reduce, replica],
    params: { samples: 'u32', positions: 'u32', scored: 'u32', groups: 'u32' },
    reads: ['score', 'weight', 'group_of'],
    writes: ['sums', 'replicas'],
  },
} as const satisfies Record<string, KernelEntry>;

export type KernelName = keyof typeof kernels;

/** A number for each field of a kernel's Params. */
export type KernelParams<K extends KernelName> = Record<keyof (typeof kernels)[K]['params'], number>;

/** A buffer for each tensor a kernel reads or writes. */
export type KernelTensors<K extends KernelName> = Record<
  (typeof kernels)[K]['reads'][number] | (typeof kernels)[K]['writes'][number],
  GPUBuffer
>;
