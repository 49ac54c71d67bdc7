// Rotary positions: queries and keys are rotated by their position, over the kernel of that name.

import type { DeviceBuffer } from '../device.js';
import { power } from '../../base/maths/power.js';
import { cos, sin } from '../../base/maths/trigonometry.js';
import type { Program } from '../program.js';
import type { Matrix } from '../tensor.js';
import { folded, THREADS } from './grid.js';

const BASE = 10_000;

/** Cosines, then sines, of t BASE^(-2 c / headSize), c < headSize / 2, for every position t; computed in float64. */
export function rotaryTable(context: number, headSize: number): Float32Array {
  const half = headSize / 2;
  const table = new Float32Array(context * headSize);
  for (let c = 0; c < half; c++) {
    const frequency = power(BASE, (-2 * c) / headSize);
    for (let t = 0; t < context; t++) {
      table[t * headSize + c] = cos(t * frequency);
      table[t * headSize + half + c] = sin(t * frequency);
    }
  }
  return table;
}

/**
 * Rotates q and k of `qkv` (rows, 3 channels) in place, pairs (c, c + head size / 2) as in GPT-NeoX and Llama; `table` holds
 * rotaryTable. `backward` rotates a gradient back.
 */
export function rotary(
  program: Program,
  shape: { heads: number; context: number },
  tensors: { qkv: Matrix; table: DeviceBuffer },
  direction: 'forward' | 'backward',
): void {
  const { qkv, table } = tensors;
  const { heads, context } = shape;
  const head_size = qkv.columns / 3 / heads;
  if (head_size % 4 !== 0) {
    throw new Error(`expected heads of 4, 8, … channels, got ${qkv.columns / 3} channels in ${heads} heads`);
  }
  program.add('rotary', {
    params: { rows: qkv.rows, context, heads, head_size, sign: direction === 'forward' ? 1 : -1 },
    tensors: { table, qkv: qkv.buffer },
    workgroups: folded(Math.ceil((qkv.rows * 2 * heads * head_size) / 4 / THREADS), qkv.replicas),
  });
}
