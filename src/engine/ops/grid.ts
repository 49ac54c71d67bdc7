// Grids of workgroups: how large one is, and how many fit along an axis.

/** Threads of a workgroup in every kernel of shaders/ (`@workgroup_size(64)`, which test/engine/kernels.test.mjs checks). */
export const THREADS = 64;

/** WebGPU guarantees this many workgroups along an axis. */
const MOST_GROUPS = 65_535;

/**
 * `count` workgroups, along x and, where x does not have enough, along y. A kernel counts them by
 * `group.y * num_workgroups.x + group.x` and ignores those beyond `count`.
 */
export function folded(count: number, replicas = 1): readonly [number, number, number] {
  const across = Math.min(count, MOST_GROUPS);
  return [across, Math.ceil(count / across), replicas];
}
