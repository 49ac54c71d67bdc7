/** What the host must know of a kernel. */
export interface KernelEntry {
  readonly source: string;
  readonly library: readonly string[];
  /** Fields of Params in order; each four bytes. */
  readonly params: Readonly<Record<string, 'u32' | 'f32'>>;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}
