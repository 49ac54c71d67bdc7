// Units that several machines have trained: a free estimate of how far machines differ.

import { log } from '../../base/maths/elementary.js';
import { compareReplica, exactly } from '../records/compare-records.js';
import { withinGpuTolerance } from '../records/record-tolerance.js';
import type { Difference } from '../records/check-record.js';
import type { ReplicaRecord } from '../records/write-records.js';
import type { UnitResult } from './unit-result.js';

/** Two machines that do not agree on a unit. */
export interface Disagreement {
  readonly config: string;
  readonly seed: number;
  readonly names: readonly [string, string];
  /** The first number that differs more than the engines allow. */
  readonly difference: Difference;
}

export interface Repeats {
  /** Units with results of more than one machine. */
  readonly units: number;
  /** Pairs of last losses that were compared. */
  readonly pairs: number;
  /**
   * Standard deviation of a machine's last loss, relative: the root mean square of the differences of their logarithms over sqrt(2).
   * 0 where all bits are the same, null without a pair.
   */
  readonly deviation: number | null;
  readonly disagreements: readonly Disagreement[];
}

/** Compares the results of each unit with each other; the same result twice counts once. */
export function repeatsOf(units: readonly (readonly UnitResult[])[]): Repeats {
  const repeated = units.map(distinct).filter(({ length }) => length > 1);
  const pairs = repeated.flatMap(([first, ...others]) => others.map((other) => [first, other] as const));
  const differences = pairs.flatMap(lastDifferences);
  const disagreements = pairs.flatMap(disagreementOf);
  const square = differences.reduce((sum, difference) => sum + difference ** 2, 0);
  const deviation = differences.length > 0 ? Math.sqrt(square / differences.length / 2) : null;
  return { units: repeated.length, pairs: differences.length, deviation, disagreements };
}

/** Results of different trainings: one that two files hold is the same one. In an order of their own. */
function distinct(results: readonly UnitResult[]): UnitResult[] {
  const keyed = results.map((result) => {
    const { device, lines, times } = result;
    return [JSON.stringify([device, times.startedAt, times.finishedAt, lines]), result] as const;
  });
  const sorted = keyed.sort(([a, one], [b, other]) =>
    a === b ? (one.name < other.name ? -1 : 1) : a < b ? -1 : 1,
  );
  return sorted.filter(([key], i) => i === 0 || key !== sorted[i - 1][0]).map(([, result]) => result);
}

type Pair<T> = readonly [T, T];

function lastDifferences(pair: Pair<UnitResult>): number[] {
  return paired(pair).flatMap(([a, b]) => {
    const [left, right] = [a, b].map(({ evaluations }) => evaluations.losses.at(-1) ?? 0);
    return left > 0 && right > 0 ? [log(left / right)] : [];
  });
}

/** Processors give the same bits; a GPU is within its tolerance. */
function disagreementOf(pair: Pair<UnitResult>): Disagreement[] {
  const [{ unit, name, lines }, other] = pair;
  const isExact = pair.every(({ engines, device }) => !engines.includes('gpu') && device?.simd !== 'relaxed');
  const agree = isExact ? exactly : withinGpuTolerance(lines);
  for (const [a, b] of paired(pair)) {
    const { difference } = compareReplica(a, b, agree);
    if (difference) return [{ config: unit.config, seed: unit.seed, names: [name, other.name], difference }];
  }
  return [];
}

/** The lines of the same replicas. */
function paired([one, other]: Pair<UnitResult>): Pair<ReplicaRecord>[] {
  return one.lines.flatMap((line) => {
    const same = other.lines.find(({ learningRate }) => learningRate === line.learningRate);
    return same ? [[line, same] as const] : [];
  });
}
