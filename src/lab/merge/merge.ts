// Puts an experiment together from records of its parts, which several machines have trained. Units are taken by their place in the plan,
// so the order of the parts does not matter, and a part that comes twice changes nothing.

import { canonicalJson } from '../../base/canonical-json.js';
import { InputError } from '../../base/errors.js';
import { groupBy } from '../../base/group-by.js';
import { largest, smallest } from '../../base/many.js';
import type { ExperimentSpec } from '../experiment/experiment.js';
import { planOfUnits, unitsOf, type Unit } from '../plan/units.js';
import { readExperiment } from '../plan/read-experiment.js';
import type { Plan, RunPlan } from '../plan/run-plan.js';
import { planDifference } from '../records/check-record.js';
import { runRecord } from '../records/read-records.js';
import type { DeviceInfo, EngineName, RecordPart, Records, RunRecord } from '../records/record.js';
import { repeatsOf, type Repeats } from './repeats.js';
import { extreme, resultsOf, type NamedRecords, type UnitResult } from './unit-result.js';

export interface Refusal {
  readonly name: string;
  /** For people. */
  readonly reason: string;
}

export interface Merged {
  /** The whole experiment, or the part of it that is there. */
  readonly records: Records & { readonly plan: Plan };
  /** All units of the experiment. */
  readonly units: readonly Unit[];
  readonly missing: readonly Unit[];
  /** Units that several machines have trained. */
  readonly repeats: Repeats;
  /** Parts that do not belong to it. */
  readonly refused: readonly Refusal[];
}

/**
 * Merges parts of one experiment: `spec`, or without it the one that most parts are of. Throws InputError where nothing of it has been
 * trained.
 */
export function mergeRecords(parts: readonly NamedRecords[], spec: ExperimentSpec | null = null): Merged {
  const asked = spec ?? commonSpec(parts);
  const { plan: whole } = readExperiment(asked, { withoutWeights: true });
  if (whole.spec.lrSweep.enabled && whole.spec.lrSweep.widen)
    throw new InputError(
      'this experiment widens its learning-rate sweeps, which needs all its seeds on one machine: only experiments with lrSweep.widen=false are merged',
      'lrSweep.widen',
    );
  const units = unitsOf(whole);
  const version = commonVersion(parts.filter((part) => isOf(part, asked)));
  const refused: Refusal[] = [];
  const results = parts.flatMap((part) => {
    const reason = reasonAgainst(part, { asked, version });
    if (reason !== null) refused.push({ name: part.name, reason });
    return reason === null ? resultsOf(part, whole, units) : [];
  });
  const byUnit = groupBy(results, ({ unit }) => unit.index);
  const chosen = units.flatMap(({ index }) => byUnit.get(index)?.reduce(better) ?? []);
  if (chosen.length === 0)
    throw new InputError(
      refused.length > 0
        ? `nothing to merge: ${refusalWords(refused)}`
        : 'nothing to merge: no unit has been trained to its end',
    );
  return {
    records: recordsOf(whole, chosen),
    units,
    missing: units.filter(({ index }) => !byUnit.has(index)),
    repeats: repeatsOf([...byUnit.values()]),
    refused: refused.sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

/** As many are named. */
const MOST_REFUSALS = 3;

/** What was refused and why, the first few of it. */
export function refusalWords(refused: readonly Refusal[]): string {
  const told = refused.slice(0, MOST_REFUSALS).map(({ name, reason }) => `${name}: ${reason}`);
  const more = refused.length - told.length;
  return [...told, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

const isOf = ({ records }: NamedRecords, spec: ExperimentSpec): boolean =>
  canonicalJson(records.plan?.spec) === canonicalJson(spec);

/** The experiment of most parts; of several with as many, always the same one, whatever their order. */
function commonSpec(parts: readonly NamedRecords[]): ExperimentSpec {
  const specs = parts.flatMap(({ records }) => (records.plan ? [records.plan.spec] : []));
  const groups = [...groupBy(specs, canonicalJson).entries()];
  if (groups.length === 0) throw new InputError('expected records to merge, got none');
  return groups.reduce((a, b) =>
    b[1].length > a[1].length || (b[1].length === a[1].length && b[0] < a[0]) ? b : a,
  )[1][0];
}

/** The engine's version that most parts were trained by, the newest of several. */
function commonVersion(parts: readonly NamedRecords[]): number | null {
  const versions = groupBy(parts, ({ records }) => records.device?.engineVersion ?? null);
  return [...versions].reduce<[number | null, number]>(
    (best, [version, { length }]) =>
      length > best[1] || (length === best[1] && (version ?? 0) > (best[0] ?? 0)) ? [version, length] : best,
    [null, 0],
  )[0];
}

/** Why a part does not belong to the experiment, or cannot be trusted; null if it does and can. */
function reasonAgainst(
  part: NamedRecords,
  { asked, version }: { readonly asked: ExperimentSpec; readonly version: number | null },
): string | null {
  if (!isOf(part, asked)) return 'it is of another experiment';
  const { device } = part.records;
  if (device && device.engineVersion !== version)
    return `version ${device.engineVersion ?? 'unknown'} of the engine trained it, and version ${version ?? 'unknown'} the others`;
  const difference = planDifference(part);
  return difference && `it does not match its experiment: ${difference.words}`;
}

/** The one of two results of a unit that counts: the processor's, whose bits are the same everywhere; then by content, whatever the order. */
function better(a: UnitResult, b: UnitResult): UnitResult {
  const key = ({ engines, lines, name, times }: UnitResult): string =>
    `${engines.includes('gpu') ? 1 : 0} ${JSON.stringify([lines, name, times])}`;
  return key(b) < key(a) ? b : a;
}

/** The records of these units, in the order of the plan. */
function recordsOf(whole: Plan, chosen: readonly UnitResult[]): Merged['records'] {
  const plan = planOfUnits(
    whole,
    chosen.map(({ unit }) => unit.index),
  );
  const byUnit = new Map(chosen.map((result) => [`${result.unit.config} ${result.unit.seed}`, result]));
  const parts = partsOf(chosen);
  const runs = plan.runs.map((run) => joined(run, byUnit));
  return { plan, device: joinedDevice(parts), runs, recoveries: [], parts };
}

/** A run from the units that its replicas belong to. */
function joined(run: RunPlan, byUnit: ReadonlyMap<string, UnitResult>): RunRecord {
  const of = (seed: number): UnitResult => byUnit.get(`${run.config} ${seed}`)!;
  const lines = run.replicas.map(({ seed, learningRate }, replica) => ({
    ...of(seed).lines.find((line) => line.learningRate === learningRate)!,
    run: run.id,
    replica,
  }));
  const results = [...new Set(run.replicas.map(({ seed }) => of(seed)))];
  const times = results.map((result) => result.times);
  return runRecord(run, lines, {
    engines: [...new Set(results.flatMap(({ engines }) => engines))].sort(),
    times: {
      startedAt: extreme(
        smallest,
        times.map(({ startedAt }) => startedAt),
      ),
      finishedAt: extreme(
        largest,
        times.map(({ finishedAt }) => finishedAt),
      ),
      deviceSeconds: times.reduce((sum, { deviceSeconds }) => sum + deviceSeconds, 0),
    },
  });
}

/** What each machine has given, by name. */
function partsOf(chosen: readonly UnitResult[]): RecordPart[] {
  return [...groupBy(chosen, ({ name, device }) => canonicalJson([name, device]))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, results]) => ({
      name: results[0].name,
      units: results.map(({ unit }) => unit.index),
      device: results[0].device,
    }));
}

/** The device of all parts, or what is common to them. */
function joinedDevice(parts: readonly RecordPart[]): DeviceInfo | null {
  const devices = parts.flatMap(({ device }) => device ?? []);
  const [first] = devices;
  if (!first) return null;
  if (new Set(devices.map(canonicalJson)).size === 1) return { ...first, flopsPerSecond: null };
  const every = <T>(value: (device: typeof first) => T, otherwise: T): T =>
    devices.every((device) => value(device) === value(first)) ? value(first) : otherwise;
  const engine = every<EngineName>((device) => device.engine, 'gpu');
  return {
    ...first,
    engine,
    vendor: every((device) => device.vendor, ''),
    architecture: every((device) => device.architecture, ''),
    description: `${devices.length} machines`,
    software: every((device) => device.software, false),
    threads: null,
    simd: engine === 'gpu' ? null : every((device) => device.simd, 'relaxed'),
    check: every((device) => device.check, ''),
    flopsPerSecond: null,
  };
}
