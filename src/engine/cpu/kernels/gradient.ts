// Sums over the gradient arena, and its norm. `vec4s` count vectors of four floats.

import { replica_at } from './lib/replica';
import { square_sum } from './lib/square-sum';

@unmanaged
class GradientSum {
  vec4s: u32 = 0;
  slices: u32 = 0;
  gradients: usize = 0;
}

/**
 * gradients[0] += the sum of gradients[1], gradients[2], …: the gradients from each slice of a batch's rows. gradients (slices, vec4s) of all
 * replicas in one call. Changes the first slice in place.
 */
export function gradient_sum(p: GradientSum): void {
  const bytes = (<usize>p.vec4s) << 4;
  const end = p.gradients + bytes;
  for (let at = p.gradients; at < end; at += 16) {
    let sum = v128.load(at);
    let from = at;
    for (let slice: u32 = 1; slice < p.slices; slice++) {
      from += bytes;
      sum = f32x4.add(sum, v128.load(from));
    }
    v128.store(at, sum);
  }
}

@unmanaged
class GradientSquareSum {
  vec4s: u32 = 0;
  gradients: usize = 0;
  partial: usize = 0;
}

/** vec4f that one partial sums up. */
const CHUNK: u32 = 1024;

/**
 * partial[r][g] = sum of squares of the g-th 4096 floats of a replica's gradients: the first half of the global norm.
 * gradients (vec4s)   partial (vec4s / 1024, rounded up). Overwrites partial.
 */
export function gradient_square_sum(p: GradientSquareSum, z: u32): void {
  const groups = (p.vec4s + CHUNK - 1) / CHUNK;
  const gradients = p.gradients + ((<usize>z * p.vec4s) << 4);
  const partial = p.partial + ((<usize>z * groups) << 2);
  for (let g: u32 = 0; g < groups; g++) {
    const from = gradients + ((<usize>(g * CHUNK)) << 4);
    const count = min(CHUNK, p.vec4s - g * CHUNK);
    store<f32>(partial + ((<usize>g) << 2), square_sum(from, count));
  }
}

@unmanaged
class GradientNorm {
  groups: u32 = 0;
  partial: usize = 0;
  replicas: usize = 0;
}

/** gradient_norm of a replica = sqrt(sum of its partials): the second half. partial (groups)   replicas (R) */
export function gradient_norm(p: GradientNorm, z: u32): void {
  const partial = p.partial + ((<usize>z * p.groups) << 2);
  let sum: f32 = 0;
  for (let g: u32 = 0; g < p.groups; g++) sum += load<f32>(partial + ((<usize>g) << 2));
  replica_at(p.replicas, z).gradient_norm = sqrt<f32>(sum);
}
