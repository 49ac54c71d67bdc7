// THE tasks: a file and a line each (ARCHITECTURE.md, "Where to add").

import { Lru } from '../../base/lru.js';
import { addition } from './addition.js';
import { glyphs } from './glyphs.js';
import { grammar } from './grammar/grammar.js';
import { graphWalk } from './graph-walk.js';
import { manifold } from './manifold.js';
import { markov } from './markov.js';
import { parityMix } from './parity-mix.js';
import { powerSpectrum } from './power-spectrum.js';
import { text, textUnit } from './text.js';
import { zipfFacts } from './zipf-facts.js';
import type { Task, TaskInfo } from '../task.js';
import { hasTokenizedText, tokenizedText } from '../text/tokenized-text.js';
import type { TokenizerData } from '../text/tokenizers/tokenizer.js';

export const tasks = {
  manifold,
  'zipf-facts': zipfFacts,
  glyphs,
  markov,
  'graph-walk': graphWalk,
  grammar,
  text,
  addition,
  'parity-mix': parityMix,
  'power-spectrum': powerSpectrum,
} as const;

export type TaskSpec = Parameters<(typeof tasks)[keyof typeof tasks]['create']>[0];
export type TaskType = TaskSpec['type'];

/** The task of a spec. Throws InputError if a value is out of range. */
export function createTask(spec: TaskSpec): Task<TaskSpec> {
  const info = tasks[spec.type] as TaskInfo<TaskSpec>;
  return info.create(spec);
}

/** What the kernel that draws the task's batches needs of a spec. */
export function batchOf(spec: TaskSpec): ReturnType<(typeof tasks)[TaskType]['batch']> {
  const info = tasks[spec.type] as { batch(of: TaskSpec): ReturnType<(typeof tasks)[TaskType]['batch']> };
  return info.batch(spec);
}

/** The last few tasks, by their spec: making a task's tables takes tens of milliseconds, and every edit needs it several times. */
const made = new Lru<string, Task<TaskSpec>>(4);

/** The task of a spec, which is pure and may be shared. Throws InputError if a value is out of range. */
export function taskOf(spec: TaskSpec): Task<TaskSpec> {
  return made.get(JSON.stringify(spec), () => createTask(spec));
}

/** Unit of a task's losses, which for a text is known without the text. Throws as `taskOf` does. */
export function unitOf(spec: TaskSpec): string {
  return spec.type === 'text' ? textUnit : taskOf(spec).unit;
}

/** True for tasks whose evaluations report a loss for each subtask. */
export function hasSubtasks({ type }: TaskSpec): boolean {
  const info: TaskInfo = tasks[type];
  return info.hasSubtasks === true;
}

/** True for tasks of which a model without hidden layer may read the first inputs only. */
export function readsFirst({ type }: TaskSpec): boolean {
  const info: TaskInfo = tasks[type];
  return info.readsFirst === true;
}

/** Whether a task can be made: the text of one about a text may not be here. */
export function isTaskHere(task: TaskSpec): boolean {
  return task.type !== 'text' || hasTokenizedText(task);
}

/** The tokenizer of a text, null for every other task. */
export function tokenizerOf(task: TaskSpec): TokenizerData | null {
  return task.type === 'text' ? tokenizedText(task).tokenizer : null;
}
