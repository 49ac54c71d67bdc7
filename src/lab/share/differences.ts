// What tells experiments apart that stand side by side.

import { tasks } from '../../data/tasks/tasks.js';
import { optimizerOf } from '../../models/optimizers/optimizers.js';
import type { ExperimentSpec } from '../experiment/experiment.js';
import { leafPaths } from '../presets/resolve.js';
import { experimentTitle } from './settings.js';

/** What is said of one experiment, before the rest is counted; and where there is less room. */
const MOST_TOLD = 3;
const MOST_IN_SHORT = 2;
const TITLE = 'experiment';
const OPTIMIZER = 'optimiser';

export interface Differences {
  /** For each experiment, in their order: `dimension 4 · Muon`; '' where nothing differs. */
  readonly words: readonly string[];
  /** The same, as far as it fits beside a line. */
  readonly short: readonly string[];
  /** The settings that differ, for people: `dimension`, `optimiser`. */
  readonly fields: readonly string[];
}

/** How these experiments differ from each other. */
export function differencesOf(specs: readonly ExperimentSpec[]): Differences {
  const told = specs.map(settingsOf);
  const names = [...new Set(told.flatMap((settings) => [...settings.keys()]))];
  // Another task has other settings: its name tells enough.
  const differing = names.filter((name) => new Set(told.map((settings) => settings.get(name))).size > 1);
  const fields = differing.includes(TITLE) ? differing.filter((name) => isTold(name, specs)) : differing;
  const parts = told.map((settings) => fields.flatMap((name) => settings.get(name) ?? []));
  return {
    words: parts.map((some) => {
      const rest = some.length - MOST_TOLD;
      return [...some.slice(0, MOST_TOLD), ...(rest > 0 ? [`and ${rest} more`] : [])].join(' · ');
    }),
    short: parts.map((some) => some.slice(0, MOST_IN_SHORT).join(' · ')),
    fields,
  };
}

/** Of experiments of several kinds: what they are, their first dial, their optimiser. */
function isTold(name: string, specs: readonly ExperimentSpec[]): boolean {
  const dials = specs.map(({ task }) => tasks[task.type].dials.at(0)?.field);
  return (
    name === TITLE || name === OPTIMIZER || dials.some((dial) => dial !== undefined && spaced(dial) === name)
  );
}

/** The settings of an experiment in words, by their names for people: what it is and its first dial come first. */
function settingsOf(spec: ExperimentSpec): ReadonlyMap<string, string> {
  const dial = tasks[spec.task.type].dials.at(0)?.field;
  const settings = new Map([[TITLE, experimentTitle(spec)]]);
  if (dial !== undefined) settings.set(spaced(dial), '');
  settings.set(OPTIMIZER, optimizerOf(spec.training.optimizer).label);
  for (const [path, value] of leafPaths(spec)) {
    const [first, ...rest] = path.split('.');
    // The optimiser is told by its name, and the middle rate follows it.
    const isSaid =
      rest.length === 0 || path === 'task.type' || path === 'lrSweep.centre' || first === 'start';
    if (isSaid || path.startsWith('training.optimizer.')) continue;
    const name = spaced(rest.at(-1)!);
    settings.set(name, wordsOf(name, value));
  }
  return settings;
}

function wordsOf(name: string, value: unknown): string {
  if (Array.isArray(value)) {
    const [first, last] = [value.at(0), value.at(-1)].map(String);
    return value.length === 1 ? `${name} ${first}` : `${value.length} ${name}, ${first} to ${last}`;
  }
  if (typeof value === 'boolean') return value ? name : `no ${name}`;
  return `${name} ${String(value)}`;
}

/** `labelNoise` as `label noise`. */
function spaced(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
