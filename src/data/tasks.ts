// THE tasks: a file and a line each.

import { Lru } from '../base/lru.js';
import { addition, type AdditionSpec } from './tasks/addition.js';
import { glyphs, type GlyphsSpec } from './tasks/glyphs.js';
import { grammar, type GrammarSpec } from './tasks/grammar/grammar.js';
import { graphWalk, type GraphWalkSpec } from './tasks/graph-walk.js';
import { manifold, type ManifoldSpec } from './tasks/manifold.js';
import { markov, type MarkovSpec } from './tasks/markov.js';
import { parityMix, type ParityMixSpec } from './tasks/parity-mix.js';
import { text, textUnit, type TextSpec } from './tasks/text.js';
import { zipfFacts, type ZipfFactsSpec } from './tasks/zipf-facts.js';
import type { Task, TaskInfo } from './task.js';
import { tokenizedText } from './text/tokenized-text.js';
import type { TokenizerData } from './text/tokenizers/tokenizer.js';

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
} as const;

export type TaskSpec =
  | ManifoldSpec
  | ZipfFactsSpec
  | GlyphsSpec
  | MarkovSpec
  | GraphWalkSpec
  | GrammarSpec
  | TextSpec
  | AdditionSpec
  | ParityMixSpec;
export type TaskType = TaskSpec['type'];

/** The task a spec asks for. Throws InputError if a value is out of range. */
export function createTask(spec: TaskSpec): Task<TaskSpec> {
  const info = tasks[spec.type] as TaskInfo<TaskSpec>;
  return info.create(spec);
}

/** What the kernel that draws the task's batches needs of a spec. */
export function batchOf(spec: TaskSpec): ReturnType<(typeof tasks)[TaskType]['batch']> {
  const info = tasks[spec.type] as { batch(of: TaskSpec): ReturnType<(typeof tasks)[TaskType]['batch']> };
  return info.batch(spec);
}

/** Tasks made lately, by their spec: a task's tables take tens of milliseconds, and every turn of a dial asks several times. */
const made = new Lru<string, Task<TaskSpec>>(4);

/** The task of a spec, which is pure and may be shared. Throws InputError if a value is out of range. */
export function taskOf(spec: TaskSpec): Task<TaskSpec> {
  return made.get(JSON.stringify(spec), () => createTask(spec));
}

/** Unit of a task's losses; that of a text can be told without it. Throws as `taskOf` does. */
export function unitOf(spec: TaskSpec): string {
  return spec.type === 'text' ? textUnit : taskOf(spec).unit;
}

/** The tokenizer of a text, null for every other task. */
export function tokenizerOf(task: TaskSpec): TokenizerData | null {
  return task.type === 'text' ? tokenizedText(task).tokenizer : null;
}
