// Token and position embeddings, forward and backward, over the embedding_* kernels.

import type { DeviceBuffer } from '../device.js';
import type { Program } from '../program.js';
import { paddedColumns, type ArenaLayout, type ArenaTensor, type Matrix } from '../tensor.js';
import type { Tokens } from './batches.js';
import { slicesOf } from './gradients.js';
import { folded, THREADS } from './grid.js';

/** An embedding's tensors in the parameter arena (and, at the same offsets, in the gradient arena). */
export interface EmbeddingLayer {
  readonly arena: ArenaLayout;
  /** (vocabulary, channels). */
  readonly token: ArenaTensor;
  /** (context, channels); null for rotary positions, which enter in attention. */
  readonly position: ArenaTensor | null;
}

/** vec4f of a token's gradient that a thread takes. */
const TOKEN_COLUMNS = 4;

function checkShapes({ token, position }: EmbeddingLayer, tokens: Tokens, x: Matrix): void {
  const rows = tokens.sequences * tokens.context;
  const [vocabulary, channels] = token.shape;
  if (x.rows !== rows || x.columns !== channels || x.replicas !== tokens.replicas || x.sharing !== 1) {
    throw new Error(
      `expected ${rows} tokens of ${vocabulary} -> (${rows}, ${channels}), got (${x.rows}, ${x.columns})`,
    );
  }
  if (position && position.shape[0] < tokens.context) {
    throw new Error(`expected at most ${position.shape[0]} positions, got ${tokens.context}`);
  }
}

/** x = token embedding + position embedding of each position, rows b * context + t. */
export function embeddingForward(
  program: Program,
  layer: EmbeddingLayer,
  tensors: { tokens: Tokens; parameters: DeviceBuffer; x: Matrix },
): void {
  const { tokens, parameters, x } = tensors;
  checkShapes(layer, tokens, x);
  program.add('embedding_forward', {
    params: {
      rows: x.rows,
      context: tokens.context,
      channels: x.columns,
      tokens_copy: tokens.copyStride,
      tokens_sharing: tokens.sharing,
      parameters_replica: layer.arena.size / 4,
      token: layer.token.offset / 4,
      has_position: layer.position ? 1 : 0,
      position: (layer.position?.offset ?? 0) / 4,
      x_replica: x.copyStride / 4,
    },
    tensors: { tokens: tokens.buffer, parameters, x: x.buffer },
    workgroups: folded(Math.ceil(x.copyStride / 4 / THREADS), x.replicas),
  });
}

/** With `accumulate` the token's gradient is added to that of a head that shares the weight. */
export function embeddingBackward(
  program: Program,
  layer: EmbeddingLayer,
  tensors: { tokens: Tokens; dx: Matrix; gradients: DeviceBuffer },
  accumulate = false,
): void {
  const { tokens, dx, gradients } = tensors;
  checkShapes(layer, tokens, dx);
  const [vocabulary] = layer.token.shape;
  const columns = paddedColumns(dx.columns) / 4;
  const slices = slicesOf(gradients, layer.arena, dx);
  const tokenThreads = slices.count * vocabulary * Math.ceil(columns / TOKEN_COLUMNS);
  const tokenGroups = Math.ceil(tokenThreads / THREADS);
  const positionGroups = layer.position ? Math.ceil((tokens.context * columns) / THREADS) : 0;
  program.add('embedding_backward', {
    params: {
      rows: dx.rows,
      context: tokens.context,
      vocabulary,
      channels: dx.columns,
      tokens_copy: tokens.copyStride,
      tokens_sharing: tokens.sharing,
      token_groups: tokenGroups,
      position_groups: positionGroups,
      slices: slices.count,
      slice_rows: slices.rows,
      gradients_slice: slices.stride,
      gradients_replica: layer.arena.size / 4,
      token: layer.token.offset / 4,
      position: (layer.position?.offset ?? 0) / 4,
      dx_replica: dx.copyStride / 4,
      accumulate: accumulate ? 1 : 0,
    },
    tensors: { tokens: tokens.buffer, dx: dx.buffer, gradients },
    workgroups: folded(tokenGroups + positionGroups, dx.replicas),
  });
}
