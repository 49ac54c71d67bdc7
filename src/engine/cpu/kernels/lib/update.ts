// What every optimiser needs to know of a step, as in shaders/lib/optimizer.wgsl, and how it avoids denormal numbers.

import { Replica } from './replica';

/** Of one step. */
@unmanaged
export class ScheduleStep {
  /** Learning rate as a factor of its peak. */
  factor: f32 = 0;
  /** 1 / (1 - beta1^t) and 1 / sqrt(1 - beta2^t), t from 1. */
  first_correction: f32 = 0;
  second_correction: f32 = 0;
  unused: f32 = 0;
}

/** The step that the replica has reached. */
export function step_of(schedule: usize, replica: Replica): ScheduleStep {
  return changetype<ScheduleStep>(schedule + ((<usize>replica.step) << 4));
}

/** Of 64 consecutive floats of the parameter arena, which are all of one tensor. */
@unmanaged
export class Segment {
  /** Learning rate as a factor of the model's. */
  learning_rate_scale: f32 = 0;
  /** Weight decay, 0 for tensors of one axis. */
  weight_decay: f32 = 0;
}

/** Bytes of a segment of an arena. */
export const SEGMENT: usize = 256;

/** Factor that brings a gradient down to `clip_norm`, as torch's clip_grad_norm_; 0 turns clipping off. NaN stays NaN. */
export function clip_factor(norm: f32, clip_norm: f32): f32 {
  return clip_norm > 0 ? min<f32>(1, clip_norm / (norm + 1e-6)) : 1;
}

/** The smallest normal float, and all bits of a float but its sign: read from memory, as V8 would make constants again in every iteration. */
const CONSTANTS: usize = memory.data<u32>([0x00800000, 0x7fffffff], 4);

/**
 * Without a gradient a moment decays into the denormal numbers and stays there, and their arithmetic is slow on many processors: so
 * below FLT_MIN it becomes 0.
 */
export class Flush {
  @inline static smallest(): v128 {
    return v128.load32_splat(CONSTANTS);
  }

  @inline static magnitude(): v128 {
    return v128.load32_splat(CONSTANTS, 4);
  }

  /** `value`, or 0; NaN stays NaN. `smallest` and `magnitude` are those above, kept in locals. */
  @inline static of(value: v128, smallest: v128, magnitude: v128): v128 {
    return v128.andnot(value, f32x4.lt(v128.and(value, magnitude), smallest));
  }

  /** The same of a value that is not below 0. */
  @inline static positive(value: v128, smallest: v128): v128 {
    return v128.andnot(value, f32x4.lt(value, smallest));
  }
}
