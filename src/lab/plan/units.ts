// How an experiment is shared among machines: in units, each a config with all its learning rates for one seed. Replicas know nothing of
// each other, so a unit gives the same results wherever and beside whatever it is trained.

import { canonicalJson } from '../../base/canonical-json.js';
import { InputError } from '../../base/errors.js';
import { groupBy } from '../../base/group-by.js';
import { sha256 } from '../../base/sha256.js';
import type { ExperimentSpec } from '../experiment/experiment.js';
import { totalUpdates } from './plan.js';
import type { Plan, RunPlan, Shard } from './run-plan.js';

/** What one machine trains at a time. */
export interface Unit {
  /** Place in the plan: configs in the plan's order, and of each its seeds. */
  readonly index: number;
  readonly config: string;
  readonly seed: number;
  /** Exact training FLOPs of all its learning rates, with their branches. */
  readonly flops: number;
}

/** The same experiment without widened learning-rate sweeps: what a sweep needs is known only where all its seeds are. */
export function sharedSpec(spec: ExperimentSpec): ExperimentSpec {
  return { ...spec, lrSweep: { ...spec.lrSweep, widen: false } };
}

/** The units of a whole plan. */
export function unitsOf({ runs }: Pick<Plan, 'runs'>): Unit[] {
  const byConfig = groupBy(runs, ({ config }) => config);
  return [...byConfig]
    .flatMap(([config, parts]) =>
      seedsOf(parts).map((seed) => ({
        config,
        seed,
        flops: parts.reduce((sum, run) => sum + flopsOf(run, seed), 0),
      })),
    )
    .map((unit, index) => ({ index, ...unit }));
}

/** The name of a unit's results, the same wherever they are computed: a digest of its experiment, its place in it and the engine's version. */
export function unitId(spec: ExperimentSpec, { config, seed }: Unit, engineVersion: number): string {
  return sha256(canonicalJson({ spec, config, seed, engineVersion })).slice(0, 32);
}

/** The units of shard `index` of `count`: every `count`-th one. */
export function unitsOfShard(plan: Plan, { index, count }: Shard): number[] {
  return unitsOf(plan)
    .map((unit) => unit.index)
    .filter((place) => place % count === index - 1);
}

/** Shard `index` of `count` of a whole plan. Throws InputError for one without a unit. */
export function planOfShard(plan: Plan, shard: Shard): Plan {
  const units = unitsOfShard(plan, shard);
  if (units.length === 0) {
    const count = unitsOf(plan).length;
    throw new InputError(
      `shard ${shardName(shard)} is empty: this experiment has ${count} units (sizes x seeds), so at most ${count} shards`,
      'shard',
    );
  }
  return { ...planOfUnits(plan, units), shard };
}

/** The part of a whole plan that trains these units; the plan itself where they are all. Throws InputError for units that it does not have. */
export function planOfUnits(plan: Plan, units: readonly number[]): Plan {
  const all = unitsOf(plan);
  if (units.length === 0) throw new InputError('expected at least one unit', 'units');
  const unknown = units.find((place, i) => !all[place] || (i > 0 && place <= units[i - 1]));
  if (unknown !== undefined)
    throw new InputError(`expected units from 0 to ${all.length - 1}, ascending, got ${unknown}`, 'units');
  if (units.length === all.length) return plan;
  if (plan.spec.lrSweep.enabled && plan.spec.lrSweep.widen)
    throw new InputError(
      'lrSweep.widen: expected false in an experiment that is shared, got true',
      'lrSweep.widen',
    );
  const seeds = new Map(
    [...groupBy(units, (place) => all[place].config)].map(([config, places]) => [
      config,
      new Set(places.map((place) => all[place].seed)),
    ]),
  );
  const runs = plan.runs
    .filter(({ config }) => seeds.has(config))
    .map((run) => ofSeeds(run, seeds.get(run.config)!))
    .filter(({ replicas }) => replicas.length > 0);
  return { spec: plan.spec, runs, units };
}

/** The places of the units that a plan trains. */
export function placesOf(plan: Plan): readonly number[] {
  return plan.units ?? unitsOf(plan).map(({ index }) => index);
}

/** Whether two plans train the same: one experiment, and the same units of it. */
export function isSamePlan(a: Plan, b: Plan): boolean {
  return (
    JSON.stringify(a.spec) === JSON.stringify(b.spec) && JSON.stringify(a.units) === JSON.stringify(b.units)
  );
}

/** `7/30`. */
export function shardName({ index, count }: Shard): string {
  return `${index}/${count}`;
}

/** Most machines that an experiment is shared among. */
const MOST_SHARDS = 4096;

/** Reads `7/30`. Throws InputError. */
export function parseShard(text: string): Shard {
  const [index, count] = (/^(\d{1,4})\/(\d{1,4})$/.exec(text.trim()) ?? []).slice(1).map(Number);
  if (index >= 1 && index <= count && count <= MOST_SHARDS) return { index, count };
  throw new InputError(
    `expected a shard such as 7/30, the seventh of thirty (at most ${MOST_SHARDS}), got ${text.slice(0, 40)}`,
    'shard',
  );
}

/** Exact training FLOPs of a run's replicas of one seed. */
function flopsOf(run: RunPlan, seed: number): number {
  const { replicas } = ofSeeds(run, new Set([seed]));
  return (run.trainingFlops * replicas.length * totalUpdates(run)) / run.steps;
}

const seedsOf = (runs: readonly RunPlan[]): number[] => [
  ...new Set(runs.flatMap(({ replicas }) => replicas.map(({ seed }) => seed))),
];

const ofSeeds = (run: RunPlan, seeds: ReadonlySet<number>): RunPlan => ({
  ...run,
  replicas: run.replicas.filter(({ seed }) => seeds.has(seed)),
});
