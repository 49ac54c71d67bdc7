// What a step knows of its replica. The step count lives on the GPU, so that every step's commands are the same.

struct Replica {
  /// Seed of its samples.
  seed: u32,
  /// Updates done so far; finish_step counts it up.
  step: u32,
  /// Peak learning rate.
  learning_rate: f32,
  /// Global norm of the last gradient, before clipping.
  gradient_norm: f32,
}
