// What is known to be wrong with a unit's records that another machine sent, before they count. A wrong number that looks right is not
// found here: units that are trained twice, or again by the coordinator, show those.

import { canonicalJson } from '../../base/canonical-json.js';
import { InputError } from '../../base/errors.js';
import type { Plan } from '../plan/run-plan.js';
import { placesOf, type Unit } from '../plan/units.js';
import { planDifference, readRecordFile } from '../records/check-record.js';
import type { ReplicaRecord } from '../records/write-records.js';
import type { NamedRecords } from './unit-result.js';

/** No loss of the lab's tasks is larger, unless training has diverged. */
const LARGEST_LOSS = 1e6;

export interface ExpectedUnit {
  /** The whole experiment. */
  readonly plan: Plan;
  readonly unit: Unit;
  readonly engineVersion: number;
}

/** The records of one whole unit, under the name of who sent them. Throws InputError with what is wrong. */
export function readUnitRecords(text: string, name: string, expected: ExpectedUnit): NamedRecords {
  const part = { name, ...readRecordFile(text) };
  const { records, lines } = part;
  const { plan, unit, engineVersion } = expected;
  if (canonicalJson(records.plan?.spec) !== canonicalJson(plan.spec))
    throw new InputError('it is of another experiment');
  const places = records.plan ? placesOf(records.plan) : [];
  if (places.length !== 1 || places[0] !== unit.index)
    throw new InputError(`expected unit ${unit.index} alone, got ${places.join(', ')}`);
  if (records.device?.engineVersion !== engineVersion)
    throw new InputError(
      `expected version ${engineVersion} of the engine, got ${records.device?.engineVersion ?? 'none'}`,
    );
  const difference = planDifference(part);
  if (difference) throw new InputError(difference.words);
  for (const line of lines) checkLine(line);
  return part;
}

function checkLine({ run, replica, outcome, evaluations }: ReplicaRecord): void {
  const where = `${run}, replica ${replica}`;
  if (outcome === 'diverged') return;
  if (outcome !== 'finished')
    throw new InputError(`${where}: expected a finished model, got ${outcome ?? 'none'}`);
  const wrong = evaluations.losses.find((loss) => loss === null || loss < 0 || loss > LARGEST_LOSS);
  if (wrong !== undefined)
    throw new InputError(`${where}: expected losses from 0 to ${LARGEST_LOSS}, got ${wrong}`);
}
