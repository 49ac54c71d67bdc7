// What the spec of a task must be: its fields and their kinds.

import * as v from 'valibot';
import { tasks, type TaskSpec } from '../../data/tasks.js';
import { answerOrders } from '../../data/tasks/addition.js';
import { grammarTokens } from '../../data/tasks/grammar/grammar.js';
import { graphs } from '../../data/tasks/graph-walk.js';
import { tokenTypes } from '../../data/text/tokenizers/tokenizer.js';
import { fields, inputError, oneOf } from './fields.js';

/** Ranges of the dials are the tasks' own (data/dials.ts); here only what fields there are. */
const number = v.number('a number');
export const taskSchema = v.variant(
  'type',
  [
    fields({ type: v.literal('manifold'), dimension: number, seed: number }),
    fields({
      type: v.literal('zipf-facts'),
      facts: number,
      exponent: number,
      labelNoise: number,
      classes: v.literal(16, '16'),
      seed: number,
    }),
    fields({ type: v.literal('glyphs'), noise: number, jitter: number, seed: number }),
    fields({
      type: v.literal('markov'),
      vocabulary: number,
      successors: number,
      exponent: number,
      context: number,
      seed: number,
    }),
    fields({
      type: v.literal('graph-walk'),
      graph: oneOf(graphs),
      nodes: number,
      edges: number,
      context: number,
      seed: number,
    }),
    fields({ type: v.literal('grammar'), tokens: oneOf(grammarTokens), context: number, seed: number }),
    fields({
      type: v.literal('text'),
      tokens: oneOf(tokenTypes),
      vocabulary: number,
      context: number,
      heldOut: number,
      textId: v.string('the id of a text'),
      name: v.string('a name'),
      seed: number,
    }),
    fields({
      type: v.literal('parity-mix'),
      subtasks: number,
      bits: number,
      parityBits: number,
      zipf: number,
      seed: number,
    }),
    fields({ type: v.literal('addition'), digits: number, answer: oneOf(answerOrders), seed: number }),
  ],
  `one of ${Object.keys(tasks).join(', ')}`,
);

/**
 * A task's spec from anything: its fields and their kinds; ranges are checked when the task is made. Throws InputError as
 * `parseExperimentSpec` does.
 */
export function parseTaskSpec(input: unknown): TaskSpec {
  const result = v.safeParse(v.object({ task: taskSchema }), { task: input });
  if (!result.success) throw inputError(result.issues, 'task', input);
  return result.output.task;
}
