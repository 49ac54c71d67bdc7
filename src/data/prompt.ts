import { IGNORED, type Task } from './task.js';

/** Share of the context that a prompt takes. */
const PROMPT_SHARE = 1 / 8;

/** The beginning of the first sample of a task's evaluation set: up to its answer, or a few tokens. */
export function samplePrompt(task: Task): Uint32Array {
  const { x, y } = task.sample('evaluation', task.spec.seed, 0);
  const tokens = Uint32Array.from(x);
  const firstAnswer = (y as Uint32Array).findIndex((target) => target !== IGNORED);
  if (firstAnswer > 0) return tokens.slice(0, firstAnswer + 1);
  return tokens.slice(0, Math.max(1, Math.round(tokens.length * PROMPT_SHARE)));
}
