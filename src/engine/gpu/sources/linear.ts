// WGSL of the kernels in src/engine/kernels/linear.ts: library files first, each whole.

import linearGradient from '../../../../shaders/lib/linear_gradient.wgsl?raw';
import linear_backward from '../../../../shaders/linear_backward.wgsl?raw';
import linear_backward_weight from '../../../../shaders/linear_backward_weight.wgsl?raw';
import linear_forward from '../../../../shaders/linear_forward.wgsl?raw';
import type { Sources } from './entry.js';

export const linearSources = {
  linear_forward: [linear_forward],
  linear_backward: [linearGradient, linear_backward],
  linear_backward_weight: [linearGradient, linear_backward_weight],
} as const satisfies Sources;
