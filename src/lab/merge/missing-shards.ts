// What trains the units that are missing.

import { groupBy } from '../../base/group-by.js';
import type { Shard } from '../plan/run-plan.js';
import type { Unit } from '../plan/units.js';
import type { NamedRecords } from './unit-result.js';

/** The shards that hold the missing units: of as many as the parts were cut into, else a shard for each unit. Ascending. */
export function missingShards(
  parts: readonly Pick<NamedRecords, 'records'>[],
  units: readonly Unit[],
  missing: readonly Unit[],
): Shard[] {
  const counts = parts.flatMap(({ records }) => records.plan?.shard?.count ?? []);
  const usual = [...groupBy(counts, (count) => count)].sort(
    ([a, one], [b, other]) => other.length - one.length || b - a,
  );
  const count = usual.at(0)?.[0] ?? units.length;
  const places = new Set(missing.map(({ index }) => (index % count) + 1));
  return [...places].sort((a, b) => a - b).map((index) => ({ index, count }));
}
