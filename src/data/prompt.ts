import { IGNORED, type Task } from './task.js';

/** Share of the context that a prompt takes. */
const PROMPT_SHARE = 1 / 8;

/** A sample for reading is one sequence. If the task can judge sentences, there are enough sequences for a share. */
const JUDGED_SEQUENCES = 16;

/** After the last step a model writes until it has this many complete sentences: their share is then known to within 8 %. */
export const ENOUGH_SENTENCES = 150;

/** … but at most this many rounds: a model that has not learned how a sentence ends would never stop. */
const MOST_ROUNDS = 8;

/** Sequences of a sample. */
export function sequencesWritten({ sequence }: Task): number {
  return sequence?.judge ? JUDGED_SEQUENCES : 1;
}

/** Largest number of rounds of writing after one evaluation. */
export function roundsWritten({ sequence }: Task): number {
  return sequence?.judge ? MOST_ROUNDS : 1;
}

/** The beginning of the first sample of a task's evaluation set: up to its answer, or a few tokens. */
export function samplePrompt(task: Task): Uint32Array {
  const { x, y } = task.sample('evaluation', task.spec.seed, 0);
  const tokens = Uint32Array.from(x);
  const firstAnswer = (y as Uint32Array).findIndex((target) => target !== IGNORED);
  if (firstAnswer > 0) return tokens.slice(0, firstAnswer + 1);
  return tokens.slice(0, Math.max(1, Math.round(tokens.length * PROMPT_SHARE)));
}
