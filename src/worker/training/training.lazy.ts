// The code that trains and generates text: most of the training worker's script, which is not needed to open a device.

export { keepTokenizedText } from '../../data/text/tokenized-text.js';
export { kernelSources } from '../../engine/gpu/sources.js';
export { keepWeights } from '../../lab/weights/given-weights.js';
export { GpuBackend } from '../../runner/gpu/gpu-backend.js';
export { PoolBackend } from '../../runner/pool/pool-backend.js';
export { runPlan } from '../../runner/runner.js';
