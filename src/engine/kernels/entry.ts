/** What a kernel takes, on every engine: its WGSL is shaders/<name>.wgsl, its body for processors a function of its name. */
export interface KernelEntry {
  /** Fields of Params in order; each four bytes. */
  readonly params: Readonly<Record<string, 'u32' | 'f32'>>;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}
