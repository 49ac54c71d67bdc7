// Optimisers over the whole parameter arena of a replica.
//
// parameters, gradients, velocity (vec4s) of vec4f   moments (vec4s, 2): m and v of a vec4f side by side
// segments (vec4s / 16)   schedule (steps)   replicas (R)
// Change parameters, moments and velocity in place. Moments below FLT_MIN become 0 (lib/update).

import { replica_at } from './lib/replica';
import { clip_factor, Flush, Segment, SEGMENT, step_of } from './lib/update';

@unmanaged
class Adamw {
  vec4s: u32 = 0;
  beta1: f32 = 0;
  beta2: f32 = 0;
  epsilon: f32 = 0;
  clip_norm: f32 = 0;
  gradients: usize = 0;
  replicas: usize = 0;
  schedule: usize = 0;
  segments: usize = 0;
  parameters: usize = 0;
  moments: usize = 0;
}

/**
 * One step of AdamW (Loshchilov & Hutter 2019), as torch.optim.AdamW:
 *   p -= lr decay p;   m = b1 m + (1 - b1) g;   v = b2 v + (1 - b2) g^2;   p -= lr (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + epsilon)
 * with g clipped to a global norm. Skips segments whose learning rate is 0: Muon updates those.
 */
export function adamw(p: Adamw, z: u32): void {
  const bytes = (<usize>p.vec4s) << 4;
  const replica = replica_at(p.replicas, z);
  const now = step_of(p.schedule, replica);
  const peak = replica.learning_rate;
  const clip = f32x4.splat(clip_factor(replica.gradient_norm, p.clip_norm));
  const beta1 = f32x4.splat(p.beta1);
  const beta2 = f32x4.splat(p.beta2);
  const rest1 = f32x4.splat(1 - p.beta1);
  const rest2 = f32x4.splat(1 - p.beta2);
  const epsilon = f32x4.splat(p.epsilon);
  const correction = f32x4.splat(now.second_correction);
  const smallest = Flush.smallest();
  const magnitude = Flush.magnitude();
  let gradients = p.gradients + <usize>z * bytes;
  let parameters = p.parameters + <usize>z * bytes;
  let moments = p.moments + <usize>z * bytes * 2;
  let segments = p.segments;
  const all = gradients + bytes;
  while (gradients < all) {
    const segment = changetype<Segment>(segments);
    const end = min(gradients + SEGMENT, all);
    segments += 8;
    if (segment.learning_rate_scale == 0) {
      parameters += SEGMENT;
      moments += SEGMENT * 2;
      gradients = end;
      continue;
    }
    const learning_rate = peak * segment.learning_rate_scale * now.factor;
    const keep = f32x4.splat(1 - learning_rate * segment.weight_decay);
    const rate = f32x4.splat(learning_rate * now.first_correction);
    for (; gradients < end; gradients += 16, parameters += 16, moments += 32) {
      const gradient = f32x4.mul(v128.load(gradients), clip);
      let first = f32x4.add(f32x4.mul(beta1, v128.load(moments)), f32x4.mul(rest1, gradient));
      let second = f32x4.mul(f32x4.mul(rest2, gradient), gradient);
      second = f32x4.add(f32x4.mul(beta2, v128.load(moments, 16)), second);
      first = Flush.of(first, smallest, magnitude);
      second = Flush.positive(second, smallest);
      v128.store(moments, first);
      v128.store(moments, second, 16);
      const size = f32x4.add(f32x4.mul(f32x4.sqrt(second), correction), epsilon);
      const step = f32x4.div(f32x4.mul(first, rate), size);
      v128.store(parameters, f32x4.sub(f32x4.mul(v128.load(parameters), keep), step));
    }
  }
}

@unmanaged
class Sgd {
  vec4s: u32 = 0;
  momentum: f32 = 0;
  clip_norm: f32 = 0;
  gradients: usize = 0;
  replicas: usize = 0;
  schedule: usize = 0;
  segments: usize = 0;
  parameters: usize = 0;
  velocity: usize = 0;
}

/**
 * One step of stochastic gradient descent with momentum, as torch.optim.SGD, but with decoupled decay:
 *   v = momentum v + g;   p -= lr (v + decay p)
 * with g clipped to a global norm.
 */
export function sgd(p: Sgd, z: u32): void {
  const bytes = (<usize>p.vec4s) << 4;
  const replica = replica_at(p.replicas, z);
  const peak = replica.learning_rate;
  const factor = step_of(p.schedule, replica).factor;
  const clip = f32x4.splat(clip_factor(replica.gradient_norm, p.clip_norm));
  const momentum = f32x4.splat(p.momentum);
  const smallest = Flush.smallest();
  const magnitude = Flush.magnitude();
  let gradients = p.gradients + <usize>z * bytes;
  let parameters = p.parameters + <usize>z * bytes;
  let velocity = p.velocity + <usize>z * bytes;
  let segments = p.segments;
  const all = gradients + bytes;
  while (gradients < all) {
    const segment = changetype<Segment>(segments);
    const end = min(gradients + SEGMENT, all);
    segments += 8;
    const learning_rate = peak * segment.learning_rate_scale * factor;
    const keep = f32x4.splat(1 - learning_rate * segment.weight_decay);
    const rate = f32x4.splat(learning_rate);
    for (; gradients < end; gradients += 16, parameters += 16, velocity += 16) {
      const gradient = f32x4.mul(v128.load(gradients), clip);
      let moved = f32x4.add(f32x4.mul(momentum, v128.load(velocity)), gradient);
      moved = Flush.of(moved, smallest, magnitude);
      v128.store(velocity, moved);
      v128.store(parameters, f32x4.sub(f32x4.mul(v128.load(parameters), keep), f32x4.mul(rate, moved)));
    }
  }
}
