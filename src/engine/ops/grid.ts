// Grids of workgroups that may be larger than one axis takes.

/** WebGPU guarantees this many workgroups along an axis. */
const MOST_GROUPS = 65_535;

/**
 * Workgroups for `count` of them, along x and where that is too few along y; a kernel counts
 * `group.y * num_workgroups.x + group.x` and leaves out what lies beyond `count`.
 */
export function folded(count: number, replicas = 1): readonly [number, number, number] {
  const across = Math.min(count, MOST_GROUPS);
  return [across, Math.ceil(count / across), replicas];
}
