// What a run says beside its results: where an experiment stands, and why one cannot go on.

import type { ExperimentSpec } from '../../lab/experiment/experiment.js';
import { runFlops } from '../../lab/plan/cost.js';
import type { Plan } from '../../lab/plan/run-plan.js';
import { shardName } from '../../lab/plan/units.js';
import { leafPaths } from '../../lab/presets/resolve.js';
import type { LabState } from '../../lab/records/record.js';
import { shareDone, type EngineId, type Resumable } from '../../lab/records/resume-point.js';
import { hasResult } from '../../lab/records/store.js';
import { formatPercent } from '../../base/format.js';

/** As many differences between two experiments are named. */
const MOST_DIFFERENCES = 3;
/** Longer values are cut. */
const LONGEST_VALUE = 40;

/** Names two plans by the settings in which they differ, or by the parts that they are of one experiment. */
export function differenceWords(held: Plan, asked: Plan): string {
  return JSON.stringify(held.spec) === JSON.stringify(asked.spec)
    ? `${partName(held)} of ${held.spec.preset}; asked for is ${partName(asked)}`
    : specWords(held.spec, asked.spec);
}

function partName({ units, shard }: Plan): string {
  if (shard) return `shard ${shardName(shard)}`;
  return units ? 'a part' : 'the whole';
}

function specWords(held: ExperimentSpec, asked: ExperimentSpec): string {
  const [a, b] = [leafPaths(held), leafPaths(asked)];
  const differing = [...new Set([...a.keys(), ...b.keys()])].filter(
    (path) => valueWords(a.get(path)) !== valueWords(b.get(path)),
  );
  const settings = (leaves: ReadonlyMap<string, unknown>): string =>
    differing
      .slice(0, MOST_DIFFERENCES)
      .map((path) => `${path}=${valueWords(leaves.get(path))}`)
      .join(', ');
  const more = differing.length - MOST_DIFFERENCES;
  const others = more > 0 ? `; ${more} more ${more === 1 ? 'setting differs' : 'settings differ'}` : '';
  return `${held.preset} with ${settings(a)}; asked for is ${asked.preset} with ${settings(b)}${others}`;
}

function valueWords(value: unknown): string {
  const text = value === undefined ? 'none' : JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

/** `3 of 8 runs are done, the others are at 62 %`. */
export function standWords({ runs }: LabState, resumable: ReadonlyMap<string, Resumable>): string {
  const open = runs.filter((run) => !hasResult(run)).map(({ plan }) => plan);
  const all = `${runs.length} ${runs.length === 1 ? 'run' : 'runs'}`;
  if (open.length === 0) return `${all} of ${runs.length} are done`;
  const total = open.reduce((sum, run) => sum + runFlops(run), 0);
  const share =
    open.reduce((sum, run) => sum + runFlops(run) * shareDone(run, resumable.get(run.id)), 0) / total;
  const ended = runs.length - open.length;
  if (ended === 0) return `none of ${all} is done, together they are at ${formatPercent(share)}`;
  const others = open.length === 1 ? 'the other is' : 'the others are';
  return `${ended} of ${all} ${ended === 1 ? 'is' : 'are'} done, ${others} at ${formatPercent(share)}`;
}

/** `the processor, version 3, plain SIMD`. */
export function engineWords({ engine, engineVersion, simd }: EngineId): string {
  const parts = [engine === 'gpu' ? 'the GPU' : 'the processor', `version ${engineVersion ?? 'unknown'}`];
  return [...parts, ...(simd === null ? [] : [`${simd} SIMD`])].join(', ');
}

/** The whole plan of an experiment that has begun: with the runs that were added to it. */
export function planSoFar(plan: Plan, { runs }: LabState): Plan {
  return runs.length === 0 ? plan : { ...plan, runs: runs.map((run) => run.plan) };
}
