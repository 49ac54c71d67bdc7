// What every optimiser needs to know of a step (needs replica.wgsl).

/// Of one step, computed in float64 on the host: powers of beta lose their digits in f32.
struct ScheduleStep {
  /// Learning rate as a factor of its peak.
  factor: f32,
  /// 1 / (1 - beta1^t) and 1 / sqrt(1 - beta2^t), t from 1.
  first_correction: f32,
  second_correction: f32,
  unused: f32,
}

/// Of 64 consecutive floats of the parameter arena, which are all of one tensor.
struct Segment {
  /// Learning rate as a factor of the model's.
  learning_rate_scale: f32,
  /// Weight decay, 0 for tensors of one axis.
  weight_decay: f32,
}

/// Factor that brings a gradient down to `clip_norm`, as torch's clip_grad_norm_; 0 turns clipping off.
fn clip_factor(norm: f32, clip_norm: f32) -> f32 {
  return select(1.0, min(1.0, clip_norm / (norm + 1e-6)), clip_norm > 0.0);
}
