// Memory that a kernel may use while it runs, behind the module's own data; nothing in it outlives a call. The host leaves the
// bytes alone.

/** Bytes of scratch memory: 8 MiB. */
const SIZE: usize = 1 << 23;

/** Address of the first byte, a multiple of 64. */
export const scratch: usize = (__heap_base + 63) & ~63;

export function scratch_bytes(): usize {
  return SIZE;
}

/** Address behind the last byte: the host's memory begins here. */
export function scratch_end(): usize {
  return scratch + SIZE;
}
