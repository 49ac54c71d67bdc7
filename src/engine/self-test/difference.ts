// Compares what a GPU wrote with what the processor wrote: integers bit for bit, floats within the tolerance that f32 needs.

import type { KernelName } from '../kernels/registry.js';
import { SEGMENT } from '../tensor.js';

/** Where a kernel differs: the word of a tensor that differs most. */
export interface Difference {
  readonly kernel: KernelName;
  readonly tensor: string;
  /** Word of the tensor as it lies in memory. */
  readonly index: number;
  readonly gpu: number;
  readonly cpu: number;
}

/** The repeating kinds of a tensor's words: `i` is an integer, and each other letter is a kind of floats with its own magnitude. */
const wordKinds: Readonly<Record<string, string>> = {
  // Seed, step, learning rate, gradient norm.
  replicas: 'iiab',
  // First and second moments alternate, a vec4f each; squares of small numbers are smaller.
  moments: 'aaaabbbb',
  // Loss, hit; loss, gradient norm; loss, its square, share hit, all hit.
  score: 'ab',
  trace: 'ab',
  sums: 'abcd',
  label: 'i',
  tokens: 'i',
  cursors: 'i',
  drawn: 'i',
  batch: 'i',
};

/** Kernels whose `x` is tokens. */
const tokenBatches: ReadonlySet<KernelName> = new Set(['chain_batch', 'text_batch', 'addition_batch']);

/**
 * The error that floats may have, relative to the largest of the tensor or, in an arena, of their SEGMENT. f32 sums in another order,
 * and exp and division that are off by a few units in the last place, give 4e-6 (SwiftShader); TF32 or f16 products give 3e-4 and
 * more, and must be found.
 */
const TOLERANCE = 5e-5;
/** Some GPUs have tanh in hardware, with a relative error of 2^-11. */
const TANH_TOLERANCE = 2e-3;
/** Normal numbers are up to 5.8 times a cosine, for which WGSL allows an error of 2^-11; then two layers of tanh. */
const DRAW_TOLERANCE = 5e-3;
const tolerances: Readonly<Partial<Record<KernelName, number>>> = {
  tanh_forward: TANH_TOLERANCE,
  tanh_backward: TANH_TOLERANCE,
  gelu_forward: TANH_TOLERANCE,
  gelu_backward: TANH_TOLERANCE,
  manifold_batch: DRAW_TOLERANCE,
  glyphs_batch: DRAW_TOLERANCE,
};

/** Arenas, which hold tensors of different magnitudes. */
const arenas: ReadonlySet<string> = new Set(['parameters', 'gradients', 'moments', 'velocity']);
/** Further error, relative to the largest of the arena: the terms of a whole segment may cancel, as in the gradient of the keys' bias. */
const FLOOR = 5e-6;
/** Smaller numbers count as zero: a GPU may flush denormals. */
const NOTHING = 1e-30;

/** Where they differ most, beyond the tolerance; null where they agree. */
export function differenceOf(
  kernel: KernelName,
  tensor: string,
  gpu: ArrayBuffer,
  cpu: ArrayBuffer,
): Difference | null {
  const kinds = tensor === 'x' && tokenBatches.has(kernel) ? 'i' : (wordKinds[tensor] ?? 'a');
  const tolerance = tolerances[kernel] ?? TOLERANCE;
  const found = [...new Set(kinds)].map((kind) => {
    const places = [...kinds].flatMap((other, place) => (other === kind ? [place] : []));
    const at = { places, period: kinds.length, block: arenas.has(tensor) ? SEGMENT : Infinity };
    return kind === 'i'
      ? worstInteger(new Uint32Array(gpu), new Uint32Array(cpu), at)
      : worstFloat(new Float32Array(gpu), new Float32Array(cpu), at, tolerance);
  });
  const worst = found.reduce((most, other) => (other.excess > most.excess ? other : most));
  if (worst.excess <= 1) return null;
  const isInteger = kinds[worst.index % kinds.length] === 'i';
  const [onGpu, onCpu] = [gpu, cpu].map(
    (content) => (isInteger ? new Uint32Array(content) : new Float32Array(content))[worst.index],
  );
  return { kernel, tensor, index: worst.index, gpu: onGpu, cpu: onCpu };
}

/** Words of one kind: these `places` of every `period`. Errors are relative to the largest word of a block. */
interface Places {
  readonly places: readonly number[];
  readonly period: number;
  readonly block: number;
}

/** The worst word, and its error as a multiple of the tolerance. */
interface Worst {
  readonly index: number;
  readonly excess: number;
}

function worstInteger(gpu: Uint32Array, cpu: Uint32Array, { places, period }: Places): Worst {
  for (let i = 0; i < cpu.length; i += period)
    for (const place of places)
      if (gpu[i + place] !== cpu[i + place]) return { index: i + place, excess: Infinity };
  return { index: 0, excess: 0 };
}

function worstFloat(gpu: Float32Array, cpu: Float32Array, at: Places, tolerance: number): Worst {
  const { places, period, block } = at;
  let worst: Worst = { index: 0, excess: 0 };
  const floor = FLOOR * largestIn(cpu, 0, cpu.length, at) + NOTHING;
  for (let begin = 0; begin < cpu.length; begin += block) {
    const end = Math.min(begin + block, cpu.length);
    const allowed = tolerance * largestIn(cpu, begin, end, at) + floor;
    for (let i = begin; i < end; i += period)
      for (const place of places) {
        const excess = distance(gpu[i + place], cpu[i + place]) / allowed;
        if (excess > worst.excess) worst = { index: i + place, excess };
      }
  }
  return worst;
}

/** The largest finite magnitude among them. */
function largestIn(values: Float32Array, begin: number, end: number, { places, period }: Places): number {
  let largest = 0;
  for (let i = begin; i < end; i += period)
    for (const place of places) {
      const size = Math.abs(values[i + place]);
      if (size > largest && size < Infinity) largest = size;
    }
  return largest;
}

function distance(a: number, b: number): number {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return 0;
  const difference = Math.abs(a - b);
  return Number.isNaN(difference) ? Infinity : difference;
}
