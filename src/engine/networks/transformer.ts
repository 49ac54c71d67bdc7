// A decoder as a straight line of op calls (src/models/model-spec.ts says what it computes). The residual stream is one matrix:
// every branch adds to it in place, and in the backward pass every norm adds to its gradient. B sequences of T positions are B T rows.

import type { DeviceBuffer, Memory } from '../device.js';
import type { TransformerSpec } from '../../models/model-spec.js';
import { mlpHidden } from '../../models/parameters.js';
import { activationBackward, activationForward } from '../ops/activation.js';
import { attentionBackward, attentionForward } from '../ops/attention.js';
import type { Tokens } from '../ops/batches.js';
import { embeddingBackward, embeddingForward } from '../ops/embedding.js';
import { linearBackward, linearForward } from '../ops/linear.js';
import { normBackward, normForward } from '../ops/norm.js';
import { rotary, rotaryTable } from '../ops/rotary.js';
import type { Program } from '../program.js';
import { createMatrix, tensorOf, type Matrix } from '../tensor.js';
import { linearLayer, type Forward, type Network, type Purpose } from './layers.js';

type Backward = (gradients: DeviceBuffer) => void;

/** What the parts of a network share while they are recorded. */
interface Recording {
  readonly program: Program;
  readonly network: Network<TransformerSpec>;
  /** The residual stream (rows, channels). */
  readonly stream: Matrix;
  /** Its gradient; an evaluation never makes it. */
  readonly dstream: () => Matrix;
  /** A matrix that the backward pass reads. */
  readonly saved: (label: string, columns: number) => Matrix;
  /** A matrix whose content is used at once; all blocks share it. */
  readonly scratch: (label: string, columns: number) => Matrix;
  /** A vector of `count` floats for each replica that the backward pass reads. */
  readonly statistics: (label: string, count: number) => DeviceBuffer;
  /** Rotates queries and keys by their position, or their gradients back; does nothing with learned positions. */
  readonly turn: (qkv: Matrix, direction: 'forward' | 'backward') => void;
}

/** Records forward over a batch of sequences; logits come out for every position. */
export function recordTransformer(
  program: Program,
  memory: Memory,
  network: Network<TransformerSpec>,
  batch: { readonly tokens: Tokens; readonly purpose: Purpose },
): Forward {
  const { spec, arena, parameters } = network;
  const { tokens } = batch;
  const recording = record(program, memory, network, batch);
  const { stream, dstream, saved, scratch } = recording;
  const embedding = {
    arena,
    token: tensorOf(arena, 'token.weight'),
    position: spec.positions === 'learned' ? tensorOf(arena, 'position.weight') : null,
  };
  embeddingForward(program, embedding, { tokens, parameters, x: stream });
  const branches = Array.from({ length: spec.layers }, (_, i) => [
    recordAttention(recording, `blocks.${i}`),
    recordMlpBranch(recording, `blocks.${i}`),
  ]).flat();
  const norm = recordNorm(recording, 'norm');
  const head = spec.tied ? { arena, weight: embedding.token, bias: null } : linearLayer(arena, 'head');
  const logits = saved('logits', spec.vocabulary);
  linearForward(program, head, { x: norm.y, parameters, y: logits });

  const backward = (dlogits: Matrix, gradients: DeviceBuffer): void => {
    const dy = scratch('norm gradient', spec.channels);
    linearBackward(program, head, { x: norm.y, dy: dlogits, parameters, gradients, dx: dy });
    norm.backward(dy, gradients, 'begin');
    for (const branch of branches.toReversed()) branch(gradients);
    // A tied head has already written its part of the embedding's gradient.
    embeddingBackward(program, embedding, { tokens, dx: dstream(), gradients }, spec.tied);
  };
  return { y: logits, backward };
}

/** The matrices of a recording; in an evaluation all blocks share theirs. */
function record(
  program: Program,
  memory: Memory,
  network: Network<TransformerSpec>,
  { tokens, purpose }: { readonly tokens: Tokens; readonly purpose: Purpose },
): Recording {
  const { replicas, sequences, context } = tokens;
  const rows = sequences * context;
  const made = new Map<string, Matrix>();
  const matrix = (label: string, columns: number): Matrix =>
    createMatrix(memory, label, { replicas, rows, columns });
  const scratch = (label: string, columns: number): Matrix => {
    const shared = made.get(label) ?? matrix(label, columns);
    made.set(label, shared);
    return shared;
  };
  const { channels, heads, positions } = network.spec;
  const table =
    positions === 'rotary' ? memory.storage('rotary table', rotaryTable(context, channels / heads)) : null;
  return {
    program,
    network,
    stream: matrix('residual stream', channels),
    dstream: () => scratch('residual stream gradient', channels),
    saved: purpose === 'training' ? matrix : scratch,
    scratch,
    statistics: (label, count) => memory.storage(label, replicas * count),
    turn: (qkv, direction) => {
      if (table) rotary(program, { heads, context }, { qkv, table }, direction);
    },
  };
}

/** x += attention(norm1(x)). */
function recordAttention(recording: Recording, block: string): Backward {
  const { program, network, stream, dstream, saved, scratch, statistics, turn } = recording;
  const { spec, arena, parameters, attentionScale } = network;
  const { channels, heads, context } = spec;
  const shape = { heads, context, scale: attentionScale };
  const project = linearLayer(arena, `${block}.attention.qkv`);
  const merge = linearLayer(arena, `${block}.attention.proj`);
  const norm = recordNorm(recording, `${block}.norm1`);
  const qkv = saved('queries, keys and values', 3 * channels);
  const attended = saved('attended', channels);
  const logSum = statistics('attention log-sum-exp', stream.rows * heads);
  linearForward(program, project, { x: norm.y, parameters, y: qkv });
  turn(qkv, 'forward');
  attentionForward(program, shape, { qkv, y: attended, logSum });
  linearForward(program, merge, { x: attended, parameters, y: stream }, true);

  return (gradients) => {
    const dattended = scratch('attended gradient', channels);
    linearBackward(program, merge, { x: attended, dy: dstream(), parameters, gradients, dx: dattended });
    const dqkv = scratch('queries, keys and values gradient', 3 * channels);
    attentionBackward(program, shape, { qkv, y: attended, logSum, dy: dattended, dqkv });
    turn(dqkv, 'backward');
    const dy = scratch('norm gradient', channels);
    linearBackward(program, project, { x: norm.y, dy: dqkv, parameters, gradients, dx: dy });
    norm.backward(dy, gradients, 'add');
  };
}

/** x += mlp(norm2(x)). */
function recordMlpBranch(recording: Recording, block: string): Backward {
  const { program, network, stream, dstream, saved, scratch } = recording;
  const { spec, arena, parameters } = network;
  const { channels, activation } = spec;
  const expand = linearLayer(arena, `${block}.mlp.fc`);
  const contract = linearLayer(arena, `${block}.mlp.proj`);
  const norm = recordNorm(recording, `${block}.norm2`);
  const before = saved('mlp before activation', expand.weight.shape[0]);
  const after = saved('mlp after activation', mlpHidden(spec));
  linearForward(program, expand, { x: norm.y, parameters, y: before });
  activationForward(program, activation, { x: before, y: after });
  linearForward(program, contract, { x: after, parameters, y: stream }, true);

  return (gradients) => {
    const dafter = scratch('mlp after activation gradient', after.columns);
    linearBackward(program, contract, { x: after, dy: dstream(), parameters, gradients, dx: dafter });
    const dbefore = scratch('mlp before activation gradient', before.columns);
    activationBackward(program, activation, { x: before, dy: dafter, dx: dbefore });
    const dy = scratch('norm gradient', channels);
    linearBackward(program, expand, { x: norm.y, dy: dbefore, parameters, gradients, dx: dy });
    norm.backward(dy, gradients, 'add');
  };
}

/** y = norm(x) of the residual stream; `backward` overwrites the stream's gradient (`begin`) or adds to it. */
function recordNorm(
  { program, network, stream, dstream, saved, statistics }: Recording,
  name: string,
): { y: Matrix; backward: (dy: Matrix, gradients: DeviceBuffer, how: 'begin' | 'add') => void } {
  const { spec, arena, parameters } = network;
  const { rows, columns } = stream;
  const layer = { type: spec.norm, ...linearLayer(arena, name) };
  const y = saved('norm output', columns);
  const normalized = saved('normalized', columns);
  const scale = statistics('norm scale', rows);
  normForward(program, layer, { x: stream, parameters, y, normalized, scale });
  return {
    y,
    backward: (dy, gradients, how) => {
      const tensors = { dy, normalized, scale, parameters, gradients, dx: dstream() };
      normBackward(program, layer, tensors, how === 'add');
    },
  };
}
