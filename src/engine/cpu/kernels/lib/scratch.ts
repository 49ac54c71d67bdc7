// Memory that a kernel may use while it runs, after the module's own data. Its content does not outlive a call, and the host does
// not use it.

/** Bytes of scratch memory: 8 MiB. */
const SIZE: usize = 1 << 23;

/** Address of the first byte, a multiple of 64. */
export const scratch: usize = (__heap_base + 63) & ~63;

export function scratch_bytes(): usize {
  return SIZE;
}

/** Address after the last byte: the host's memory begins here. */
export function scratch_end(): usize {
  return scratch + SIZE;
}
