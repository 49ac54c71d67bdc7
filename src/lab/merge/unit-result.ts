// The results of units that a file of records holds.

import { groupBy } from '../../base/group-by.js';
import { largest, smallest } from '../../base/many.js';
import type { Plan } from '../plan/run-plan.js';
import type { Unit } from '../plan/units.js';
import type { RecordFile } from '../records/check-record.js';
import type { RunTimes } from '../records/read-records.js';
import type { DeviceInfo, EngineName, RecordPart, RunRecord } from '../records/record.js';
import type { ReplicaRecord } from '../records/write-records.js';

/** Records of one machine, under a name for people: that of their file. */
export interface NamedRecords extends RecordFile {
  readonly name: string;
}

/** What one machine has of a unit, with all its steps. */
export interface UnitResult {
  readonly unit: Unit;
  readonly name: string;
  readonly device: RecordPart['device'];
  readonly engines: readonly EngineName[];
  /** A line for each replica, in the plan's order. */
  readonly lines: readonly ReplicaRecord[];
  readonly times: RunTimes;
}

/** The units that a part has whole. */
export function resultsOf(part: NamedRecords, whole: Plan, units: readonly Unit[]): UnitResult[] {
  const { records, lines, name } = part;
  const byUnit = groupBy(lines, ({ config, seed }) => `${config} ${seed}`);
  const runs = new Map(records.runs.map((run) => [run.plan.id, run]));
  return units.flatMap((unit) => {
    const found = byUnit.get(`${unit.config} ${unit.seed}`) ?? [];
    const expected = whole.runs
      .filter(({ config }) => config === unit.config)
      .reduce((sum, { replicas }) => sum + replicas.filter(({ seed }) => seed === unit.seed).length, 0);
    if (found.length !== expected || !found.every(isWhole)) return [];
    const from = [...new Set(found.map(({ run }) => run))].map((id) => runs.get(id)!);
    const owner = records.parts?.find(({ units: places }) => places.includes(unit.index));
    return [
      {
        unit,
        name: owner?.name ?? name,
        device: owner ? owner.device : deviceOf(records.device),
        engines: [...new Set(from.flatMap(({ engines }) => engines))],
        lines: found,
        times: timesOf(from, found.length),
      },
    ];
  });
}

const isWhole = ({ outcome }: ReplicaRecord): boolean => outcome === 'finished' || outcome === 'diverged';

function deviceOf(device: DeviceInfo | null): RecordPart['device'] {
  if (!device) return null;
  const { engine, engineVersion, vendor, architecture, description, software, threads, simd, check } = device;
  return { engine, engineVersion, vendor, architecture, description, software, threads, simd, check };
}

/** When a unit's runs were trained, and its share of their time. */
function timesOf(runs: readonly RunRecord[], replicas: number): RunTimes {
  const all = runs.reduce((sum, { plan }) => sum + plan.replicas.length, 0);
  const seconds = runs.reduce((sum, run) => sum + run.deviceSeconds, 0);
  return {
    startedAt: extreme(
      smallest,
      runs.map(({ startedAt }) => startedAt),
    ),
    finishedAt: extreme(
      largest,
      runs.map(({ finishedAt }) => finishedAt),
    ),
    deviceSeconds: (seconds * replicas) / all,
  };
}

/** The smallest or largest of the times that are known. */
export function extreme(
  of: (values: readonly number[]) => number,
  times: readonly (number | null)[],
): number | null {
  const known = times.filter((time) => time !== null);
  return known.length > 0 ? of(known) : null;
}
