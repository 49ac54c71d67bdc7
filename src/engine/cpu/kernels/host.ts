// Beside the kernels the module exports where its scratch memory lies, for the host, and exp and log of an array, for tests.
//
// Every exported function of the files of this folder and of batches/ is a kernel, under the name that the registry
// (src/engine/kernels/registry.ts) and its WGSL have, but for attention_scratch; what kernels share lies in lib/. A kernel is handed the
// address of its arguments, the fields of Params and then the addresses of its tensors in the registry's order, and the replica or copy to
// compute. Helpers take as many numbers as they need: an object to hold them would have to be allocated.

export { exp_block, log_block } from './lib/elementary';
export { scratch_bytes, scratch_end } from './lib/scratch';
