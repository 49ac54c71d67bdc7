// Trains a record again: all its replicas or a sample of them. Replicas are independent, so each can be trained alone.

import { sha256 } from '../base/sha256.js';
import { expectedRuns, nameOf, type Difference, type RecordFile } from '../lab/records/check-record.js';
import { compareReplica, type Agreement } from '../lab/records/compare-records.js';
import { replicaRecords, type ReplicaRecord } from '../lab/records/write-records.js';
import type { Plan, RunPlan } from '../lab/plan/run-plan.js';
import { LabStore } from '../lab/records/store.js';
import type { LabState, RunRecord } from '../lab/records/record.js';
import type { Backend } from './backend.js';
import { RunControl } from './control.js';
import { runPlan } from './runner.js';

/**
 * The lines to train again, a share of those that were trained, one at least. A seed draws them by their names only, which
 * come from the plan: nothing else in a record changes the draw. Someone who knew the seed in advance could choose what is checked, so
 * the seed must be drawn after the record was made.
 */
export function sampleLines({ lines }: RecordFile, share: number, seed: number): ReplicaRecord[] {
  const trained = lines.filter(({ step }) => step > 0);
  const count = Math.min(trained.length, Math.max(1, Math.ceil(share * trained.length)));
  const lots = new Map(trained.map((line) => [line, sha256(`${seed} ${nameOf(line)}`)]));
  const drawn = [...trained].sort((a, b) => (lots.get(a)! < lots.get(b)! ? -1 : 1)).slice(0, count);
  return trained.filter((line) => drawn.includes(line));
}

export interface Verdict {
  /** Runs that were trained again. */
  readonly runs: number;
  readonly replicas: number;
  readonly numbers: number;
  /** The first, null where all agree. */
  readonly difference: Difference | null;
}

export interface VerifyOptions {
  readonly control: RunControl;
  /** Which numbers count as equal, given all that was trained again. */
  readonly agreement: (trained: readonly ReplicaRecord[]) => Agreement;
  readonly reopen?: () => Promise<Backend | null>;
  readonly onState?: (state: LabState) => void;
}

/** Trains the lines again and compares. Returns null where it was stopped; throws, with a message for people, where it failed. */
export async function verifyLines(
  backend: Backend,
  { records }: RecordFile,
  lines: readonly ReplicaRecord[],
  { control, agreement, reopen, onState }: VerifyOptions,
): Promise<Verdict | null> {
  const { spec } = records.plan!;
  const chosen = expectedRuns(records)
    .map((run) => ({ run, lines: lines.filter((line) => line.run === run.id) }))
    .filter(({ lines }) => lines.length > 0);
  // The record already has the widened learning-rate sweeps.
  const again: Plan = {
    spec: { ...spec, lrSweep: { ...spec.lrSweep, widen: false } },
    runs: chosen.map(({ run, lines }) => only(run, lines)),
  };
  const store = new LabStore();
  for await (const events of runPlan(backend, again, { control, reopen, pastDivergence: true })) {
    store.apply(events);
    onState?.(store.state);
    for (const { run, lines } of chosen) {
      const trained = store.state.runs.find(({ plan }) => plan.id === run.id);
      // A run that was stopped is trained as far as it came.
      if (trained && covers(trained, lines) && !lines.some(isFinished)) control.skip(run.id);
    }
  }
  const { status, message, runs } = store.state;
  if (status === 'stopped') return null;
  if (status !== 'finished') throw new Error(message);
  let numbers = 0;
  let difference: Difference | null = null;
  const pairs = chosen.flatMap(({ run, lines }) => {
    const trained = replicaRecords(runs.find(({ plan }) => plan.id === run.id)!);
    return lines.map((line, i) => ({ line, trained: trained[i] }));
  });
  const agree = agreement(pairs.map(({ trained }) => trained));
  for (const { line, trained } of pairs) {
    const found = compareReplica(line, trained, agree);
    numbers += found.numbers;
    difference ??= found.difference;
  }
  return { runs: chosen.length, replicas: lines.length, numbers, difference };
}

/** The run with only the replicas of some lines. */
function only(run: RunPlan, lines: readonly ReplicaRecord[]): RunPlan {
  return { ...run, replicas: lines.map(({ replica }) => run.replicas[replica]) };
}

const isFinished = ({ outcome }: ReplicaRecord): boolean => outcome === 'finished';
const isDiverged = ({ outcome }: ReplicaRecord): boolean => outcome === 'diverged';

/** Whether training has come as far as the lines of its run. */
function covers(trained: RunRecord, lines: readonly ReplicaRecord[]): boolean {
  const [{ step, evaluations, branches }] = lines;
  const ended = branches.steps.length;
  // A diverged replica may have diverged on the branch that begins where its trunk ends.
  const within = lines.some(isDiverged) && trained.plan.branches.at(ended)?.from === step ? 1 : 0;
  return (
    trained.step >= step &&
    trained.evaluations.length >= evaluations.steps.length &&
    trained.branchEvaluations.length >= ended + within
  );
}
