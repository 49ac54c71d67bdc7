// What trains and writes: most of the training worker's script, and more than it takes to open a GPU.

export { keepTokenizedText } from '../data/tokenized-text.js';
export { keepWeights } from '../lab/given-weights.js';
export { runPlan } from '../runner/runner.js';
export { logProbabilities, writeOn } from '../runner/writing.js';
