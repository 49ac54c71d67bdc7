// What an experiment is in short: for titles of pictures, and for the names of files, which tell the settings.

import { tasks } from '../../data/tasks/tasks.js';
import { optimizerOf } from '../../models/optimizers/optimizers.js';
import type { ExperimentSpec } from '../experiment/experiment.js';
import { presets, type PresetId } from '../presets/presets.js';
import { isOfPreset, overridesOf } from '../presets/resolve.js';

/** Other settings that a name of a file tells, before it counts the rest. */
const MOST_TOLD = 3;
const LONGEST_PART = 32;

/** The name of an experiment for people: that of its preset. */
export function experimentTitle(spec: ExperimentSpec): string {
  return isOfPreset(spec) ? presets[spec.preset as PresetId].title : spec.preset;
}

/** An experiment in a few words: `Data manifold, dimension 4`. */
export function shortTitle(spec: ExperimentSpec): string {
  const dial = dialOf(spec);
  return `${experimentTitle(spec)}${dial ? `, ${dial.field} ${dial.value}` : ''}`;
}

/** `dimension 4 · 6 sizes × 6 seeds · 2000 steps · AdamW`. */
export function settingsWords(spec: ExperimentSpec): string {
  const { widths } = spec.model;
  const { uniqueSamples } = spec.data;
  const dial = dialOf(spec);
  const counts = [
    counted(widths.length, 'size'),
    ...(uniqueSamples.length > 1 ? [counted(uniqueSamples.length, 'data set')] : []),
    counted(spec.seeds.count, 'seed'),
  ];
  return [
    ...(dial ? [`${dial.field} ${dial.value}`] : []),
    counts.join(' × '),
    counted(spec.training.steps, 'step'),
    optimizerOf(spec.training.optimizer).label,
  ].join(' · ');
}

/**
 * The name of all files of an experiment, without what ends it: `scaling-lab_manifold-d4_6x6_adamw_2026-11-30`: preset and dial, sizes
 * and seeds, optimiser, what else differs from the preset, the day (UTC) that it was measured.
 */
export function fileStem(spec: ExperimentSpec, measured: number | null): string {
  const dial = dialOf(spec);
  const data = spec.data.uniqueSamples.length;
  return [
    'scaling-lab',
    `${spec.preset}${dial ? `-${dial.field[0]}${dial.value}` : ''}`,
    [spec.model.widths.length, ...(data > 1 ? [data] : []), spec.seeds.count].join('x'),
    spec.training.optimizer.type,
    ...otherSettings(spec),
    ...(measured === null ? [] : [dayOf(measured)]),
  ]
    .map(asFileName)
    .join('_');
}

/** `2026-11-30`, in UTC. */
export function dayOf(time: number): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? 'undated' : date.toISOString().slice(0, 10);
}

/** The first dial of the task: the one that presets are about. */
function dialOf({ task }: ExperimentSpec): { readonly field: string; readonly value: number } | null {
  const [dial] = tasks[task.type].dials;
  if (!dial) return null;
  const { field } = dial;
  return { field, value: (task as unknown as Record<string, number>)[field] };
}

/** What differs from the preset beside what a name tells anyway: `standard`, `steps400`. */
function otherSettings(spec: ExperimentSpec): string[] {
  if (!isOfPreset(spec)) return [];
  const told = new Set([
    `task.${dialOf(spec)?.field ?? ''}`,
    'model.widths',
    'seeds.count',
    'training.optimizer.type',
  ]);
  const others = Object.entries(overridesOf(spec)).filter(([path]) => !told.has(path));
  const names = others.map(([path, value]) =>
    path === 'size' ? String(value) : `${path.split('.').at(-1)}${valueWords(value)}`,
  );
  return names.length > MOST_TOLD
    ? [...names.slice(0, MOST_TOLD), `and-${names.length - MOST_TOLD}-more`]
    : names;
}

function valueWords(value: unknown): string {
  return Array.isArray(value) ? value.map(String).join('-') : String(value);
}

/** What every file system takes. */
function asFileName(part: string): string {
  return part
    .normalize('NFKD')
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, LONGEST_PART);
}

function counted(count: number, name: string): string {
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}
