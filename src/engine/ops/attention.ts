// Causal attention of several heads, forward and backward, over the attention_* kernels; they do not store scores.

import type { DeviceBuffer } from '../device.js';
import type { Program } from '../program.js';
import type { Matrix } from '../tensor.js';
import { folded, THREADS } from './grid.js';

export interface AttentionShape {
  readonly heads: number;
  /** Positions of a sequence; rows are sequences times positions. */
  readonly context: number;
  /** Factor of the scores: 1 / sqrt(head size), or 1 / head size for muP. */
  readonly scale: number;
}

/** Positions and channels of a head that a thread takes. */
const TILE = { positions: 4, channels: 16 };

/** Workgroups for every tile of every head of every sequence of a replica. */
function tileGroups({ heads, context }: AttentionShape, { rows, columns }: Matrix): number {
  const tiles = Math.ceil(context / TILE.positions) * Math.ceil(columns / heads / TILE.channels);
  return Math.ceil(((rows / context) * heads * tiles) / THREADS);
}

function attentionParams(
  { heads, context, scale }: AttentionShape,
  qkv: Matrix,
  y: Matrix,
): { rows: number; context: number; heads: number; head_size: number; scale: number } {
  const { rows, columns: channels, replicas } = y;
  const head_size = channels / heads;
  if (head_size % 4 !== 0) {
    throw new Error(`expected heads of 4, 8, … channels, got ${channels} channels in ${heads} heads`);
  }
  if (
    qkv.rows !== rows ||
    qkv.columns !== 3 * channels ||
    qkv.replicas !== replicas ||
    rows % context !== 0
  ) {
    throw new Error(
      `expected sequences of ${context} rows, (rows, ${3 * channels}) -> (rows, ${channels}), ` +
        `got (${qkv.rows}, ${qkv.columns}) -> (${rows}, ${channels})`,
    );
  }
  return { rows, context, heads, head_size, scale };
}

/** `qkv` (rows, 3 channels) -> `y` (rows, channels); `logSum` (replicas, rows * heads) is saved for the backward pass. */
export function attentionForward(
  program: Program,
  shape: AttentionShape,
  tensors: { qkv: Matrix; y: Matrix; logSum: DeviceBuffer },
): void {
  const { qkv, y, logSum } = tensors;
  program.add('attention_forward', {
    params: attentionParams(shape, qkv, y),
    tensors: { qkv: qkv.buffer, y: y.buffer, log_sum: logSum },
    workgroups: folded(tileGroups(shape, y), y.replicas),
  });
}

/** Gradient of `qkv`, from what the forward pass read and wrote. */
export function attentionBackward(
  program: Program,
  shape: AttentionShape,
  tensors: { dy: Matrix; qkv: Matrix; y: Matrix; logSum: DeviceBuffer; dqkv: Matrix },
): void {
  const { dy, qkv, y, logSum, dqkv } = tensors;
  const queryGroups = tileGroups(shape, y);
  program.add('attention_backward', {
    params: { ...attentionParams(shape, qkv, dy), query_groups: queryGroups },
    tensors: { qkv: qkv.buffer, y: y.buffer, log_sum: logSum, dy: dy.buffer, dqkv: dqkv.buffer },
    workgroups: folded(2 * queryGroups, y.replicas),
  });
}
