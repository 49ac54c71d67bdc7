// Every kernel, under the name that the registry (src/engine/kernels/registry.ts) and its WGSL have. A kernel is handed the address of its
// arguments, the fields of Params and then the addresses of its tensors in the registry's order, and the replica or copy to compute.
// Helpers take as many numbers as they need: an object to hold them would have to be allocated.

export { scratch_bytes, scratch_end } from './lib/scratch';
export { linear_backward, linear_backward_weight, linear_forward } from './linear';
export { addition_batch } from './batches/addition';
export { chain_batch } from './batches/chain';
export { glyphs_batch } from './batches/glyphs';
export { manifold_batch } from './batches/manifold';
export { parity_mix_batch } from './batches/parity-mix';
export { table_batch } from './batches/table';
export { text_batch } from './batches/text';
export { zipf_facts_batch } from './batches/zipf-facts';
export { sample_token } from './sampling';
export {
  gelu_backward,
  gelu_forward,
  relu_backward,
  relu_forward,
  relu_squared_backward,
  relu_squared_forward,
  swiglu_backward,
  swiglu_forward,
  tanh_backward,
  tanh_forward,
} from './activation';
export { attention_backward, attention_forward, attention_scratch } from './attention';
export { embedding_backward, embedding_forward } from './embedding';
export { layernorm_backward, layernorm_forward, rmsnorm_backward, rmsnorm_forward } from './norm';
export { rotary } from './rotary';
export { mean_squared_error, softmax_cross_entropy, softmax_cross_entropy_wide } from './loss';
export { evaluation_sum } from './evaluation';
export { gradient_norm, gradient_square_sum, gradient_sum } from './gradient';
export { adamw, sgd } from './optimizer';
export { muon_gram, muon_momentum, muon_normalise, muon_product, muon_update } from './muon';
export { finish_step } from './step';
// Not kernels: exp and log of an array in memory, for tests.
export { exp_block, log_block } from './lib/elementary';
