// Batches of sequences made on the GPU: one op for each kernel that draws tokens and their targets.

import type { DeviceBuffer } from '../device.js';
import { integerPower } from '../../base/elementary.js';
import { streams } from '../../base/random.js';
import type { Program } from '../program.js';
import type { BatchTarget, Tokens } from './batches.js';
import type { Labels } from './loss.js';

function sequencesOf({ tokens, labels }: BatchTarget): { tokens: Tokens; labels: Labels } {
  if (!tokens || !labels) throw new Error('expected sequences of tokens and targets, got rows of numbers');
  return { tokens, labels };
}

/** `states`, `offsets` and `entries` are the chain's tables as shaders/chain_batch.wgsl lays them out. */
export function chainBatch(
  program: Program,
  target: BatchTarget,
  chain: { states: DeviceBuffer; offsets: DeviceBuffer; entries: DeviceBuffer; start: number },
): void {
  const { replicas, stream, dataset } = target;
  const { tokens, labels } = sequencesOf(target);
  const { start, ...tables } = chain;
  program.add('chain_batch', {
    params: {
      sequences: tokens.sequences,
      context: tokens.context,
      start,
      dataset,
      stream: streams[stream],
      x_copy: tokens.copyStride,
      label_copy: labels.copyStride,
      sharing: tokens.sharing,
    },
    tensors: { replicas, ...tables, x: tokens.buffer, label: labels.buffer },
    workgroups: [Math.ceil(tokens.sequences / 64), 1, tokens.replicas / tokens.sharing],
  });
}

/**
 * `words` holds the tokens as shaders/text_batch.wgsl reads them. Training reads at any place of the training part, or, of a data
 * set, its first windows; evaluation reads the windows of the held-out part.
 */
export function textBatch(
  program: Program,
  target: BatchTarget,
  text: { words: DeviceBuffer; trainingTokens: number; trainingWindows: number; heldOutWindows: number },
): void {
  const { replicas, stream, dataset } = target;
  const { tokens, labels } = sequencesOf(target);
  const isEvaluation = stream === 'evaluation';
  const trainingWindows = dataset > 0 ? text.trainingWindows : 0;
  program.add('text_batch', {
    params: {
      sequences: tokens.sequences,
      context: tokens.context,
      start: isEvaluation ? text.trainingTokens : 0,
      windows: isEvaluation ? text.heldOutWindows : trainingWindows,
      places: text.trainingTokens - tokens.context,
      dataset,
      stream: streams[stream],
      x_copy: tokens.copyStride,
      label_copy: labels.copyStride,
      sharing: tokens.sharing,
    },
    tensors: { replicas, text: text.words, x: tokens.buffer, label: labels.buffer },
    workgroups: [tokens.sequences, 1, tokens.replicas / tokens.sharing],
  });
}

/** `digits` of each number; `reversed` puts the answer's units first. */
export function additionBatch(
  program: Program,
  target: BatchTarget,
  task: { digits: number; reversed: boolean },
): void {
  const { replicas, stream, dataset } = target;
  const { tokens, labels } = sequencesOf(target);
  program.add('addition_batch', {
    params: {
      sequences: tokens.sequences,
      digits: task.digits,
      limit: integerPower(10, task.digits),
      reversed: task.reversed ? 1 : 0,
      dataset,
      stream: streams[stream],
      x_copy: tokens.copyStride,
      label_copy: labels.copyStride,
      sharing: tokens.sharing,
    },
    tensors: { replicas, x: tokens.buffer, label: labels.buffer },
    workgroups: [Math.ceil(tokens.sequences / 64), 1, tokens.replicas / tokens.sharing],
  });
}
