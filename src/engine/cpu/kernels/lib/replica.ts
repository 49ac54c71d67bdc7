// What a step knows of its replica, as in shaders/lib/replica.wgsl.

/** Bytes of a Replica: replica r of an array lies r * REPLICA_BYTES behind the first. */
export const REPLICA_BYTES: usize = 16;

@unmanaged
export class Replica {
  /** Seed of its samples. */
  seed: u32 = 0;
  /** Updates done so far; finish_step counts it up. */
  step: u32 = 0;
  /** Peak learning rate. */
  learning_rate: f32 = 0;
  /** Global norm of the last gradient, before clipping. */
  gradient_norm: f32 = 0;
}

/** Replica r of the array at `replicas`. */
export function replica_at(replicas: usize, r: u32): Replica {
  return changetype<Replica>(replicas + <usize>r * REPLICA_BYTES);
}
