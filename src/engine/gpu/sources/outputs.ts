// WGSL of the kernels in src/engine/kernels/outputs.ts: library files first, each whole.

import random from '../../../../shaders/lib/random.wgsl?raw';
import reduce from '../../../../shaders/lib/reduce.wgsl?raw';
import replica from '../../../../shaders/lib/replica.wgsl?raw';
import evaluation_sum from '../../../../shaders/evaluation_sum.wgsl?raw';
import mean_squared_error from '../../../../shaders/mean_squared_error.wgsl?raw';
import sample_token from '../../../../shaders/sample_token.wgsl?raw';
import softmax_cross_entropy from '../../../../shaders/softmax_cross_entropy.wgsl?raw';
import softmax_cross_entropy_wide from '../../../../shaders/softmax_cross_entropy_wide.wgsl?raw';
import type { Sources } from './entry.js';

export const outputSources = {
  mean_squared_error: [mean_squared_error],
  softmax_cross_entropy: [softmax_cross_entropy],
  softmax_cross_entropy_wide: [softmax_cross_entropy_wide],
  sample_token: [random, sample_token],
  evaluation_sum: [reduce, replica, evaluation_sum],
} as const satisfies Sources;
