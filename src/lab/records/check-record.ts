// Compares a file of records with the plan of its own spec: the expected runs, with their replicas, seeds, learning rates, sizes and
// steps. Without training it finds lines that were removed, repeated, swapped or renamed.

import { parseJson } from '../../base/json.js';
import type { ReplicaOutcome, Records, RunRecord } from './record.js';
import { CURVE_POINTS, keptSteps } from './curve.js';
import { replicaRecords, type EvaluationRecord, type ReplicaRecord } from './write-records.js';
import { recordsFromJson } from './read-records.js';
import { widen } from './widen.js';
import type { RunPlan } from '../plan/run-plan.js';
import { waitingRun } from './store.js';

/** A file of records: what it restores, and its lines, a replica each, as they are written there. */
export interface RecordFile {
  readonly records: Records;
  readonly lines: readonly ReplicaRecord[];
  /** The most points that it says its curves have. */
  readonly curvePoints: number;
}

/** Where a record is not as expected. */
export interface Difference {
  readonly run: string;
  readonly replica: number;
  /** Null where it does not belong to a step. */
  readonly step: number | null;
  /** `seed`, `evaluations.losses`; `` where the replica itself is surplus, missing or out of place. */
  readonly field: string;
  readonly recorded: unknown;
  readonly expected: unknown;
  /** For people. */
  readonly words: string;
}

/** Throws InputError as `recordsFromJson` does. */
export function readRecordFile(text: string): RecordFile {
  const records = recordsFromJson(text);
  const { records: lines, curvePoints = CURVE_POINTS } = parseJson(text) as {
    readonly records: readonly ReplicaRecord[];
    readonly curvePoints?: number;
  };
  return { records, lines, curvePoints };
}

/**
 * The runs that a record must have, in its order: those of the plan, and after each config the widenings that its own losses call
 * for. Runs with all their steps count as ended, whatever they are marked as. A config that was not trained to its end may have been
 * widened or not: its widenings are taken as they are.
 */
export function expectedRuns({ plan, runs }: Records): RunPlan[] {
  if (!plan) return [];
  const found = new Map(runs.map((run) => [run.plan.id, asEnded(run)]));
  const whole = [...found.values()].every(({ outcomes }) => outcomes?.every(isEnd));
  const configs = [...new Set(plan.runs.map(({ config }) => config))];
  return configs.flatMap((config) => {
    const expected = plan.runs.filter((run) => run.config === config);
    for (;;) {
      const ended = expected.flatMap((run) => {
        const record = found.get(run.id);
        return record?.plan.replicas.length === run.replicas.length ? [{ ...record, plan: run }] : [];
      });
      const widening =
        ended.length === expected.length && ended.every(({ outcomes }) => outcomes !== null)
          ? widen(plan.spec, ended)
          : null;
      if (!widening || (!whole && !found.has(widening.run.id))) return expected;
      expected.push(widening.run);
    }
  });
}

const isEnd = (outcome: ReplicaOutcome | null): boolean => outcome === 'finished' || outcome === 'diverged';

/** A run with all its steps, as one that ended normally. */
function asEnded(run: RunRecord): RunRecord {
  const { plan, step, outcomes } = run;
  if (step !== plan.steps || outcomes?.every(isEnd)) return run;
  const ends = plan.replicas.map((_, i) => (outcomes?.[i] === 'diverged' ? 'diverged' : 'finished'));
  return { ...run, outcomes: ends };
}

/** Replicas that are marked as stopped, skipped or not ended. */
export interface Unfinished {
  readonly replicas: number;
  /** Of these, the ones with all their steps and evaluations: a record stopped while it wrote its last samples has some. */
  readonly complete: number;
  readonly runs: readonly string[];
}

/** What a record excludes from its laws by its marks; for records that match their plan. */
export function unfinished({ records, lines }: Pick<RecordFile, 'records' | 'lines'>): Unfinished {
  const steps = new Map(records.runs.map(({ plan }) => [plan.id, plan.steps]));
  const open = lines.filter(({ outcome }) => !isEnd(outcome));
  return {
    replicas: open.length,
    complete: open.filter(({ run, step }) => step === steps.get(run)).length,
    runs: [...new Set(open.map(({ run }) => run))],
  };
}

/** The first place where a record differs from the plan of its spec; null if there is none. */
export function planDifference({ records, lines, curvePoints }: RecordFile): Difference | null {
  const runs = expectedRuns(records);
  const steps = new Map(records.runs.map(({ plan, step }) => [plan.id, step]));
  const expected = runs.flatMap((run) =>
    replicaRecords({ ...waitingRun(run), step: steps.get(run.id) ?? 0 }).map((head) => ({ run, head })),
  );
  const planned = new Set(expected.map(({ head }) => nameOf(head)));
  for (let i = 0; i < Math.max(lines.length, expected.length); i++) {
    const line = lines.at(i);
    const { run, head } = expected.at(i) ?? {};
    if (head && !lines.some((other) => nameOf(other) === nameOf(head)))
      return misplaced(head, 'is missing; the experiment plans it');
    if (!line) continue;
    if (!planned.has(nameOf(line))) return misplaced(line, 'is not one that the experiment plans');
    if (lines.findIndex((other) => nameOf(other) === nameOf(line)) < i)
      return misplaced(line, 'is there twice');
    if (!run || !head) continue;
    if (nameOf(line) !== nameOf(head)) return misplaced(line, `is where ${nameOf(head)} belongs`);
    const difference = headDifference(line, head) ?? lengthDifference(line, run, { lines, curvePoints });
    if (difference) return difference;
  }
  return null;
}

/** `w8, replica 3`. */
export function nameOf({ run, replica }: { readonly run: string; readonly replica: number }): string {
  return `${run}, replica ${replica}`;
}

function misplaced({ run, replica }: ReplicaRecord, words: string): Difference {
  const nothing = { step: null, field: '', recorded: null, expected: null };
  return { run, replica, ...nothing, words: `${nameOf({ run, replica })} ${words}` };
}

/** A value that differs; `source` says where the expected one comes from. */
export function differenceOf(
  { run, replica }: { readonly run: string; readonly replica: number },
  value: { step?: number | null; field: string; recorded: unknown; expected: unknown },
  source: string,
): Difference {
  const { step = null, field, recorded, expected } = value;
  const place = step === null ? '' : `, step ${step}`;
  const words = `${nameOf({ run, replica })}${place}: ${field}: the record has ${inWords(recorded)}, ${source} ${inWords(expected)}`;
  return { run, replica, step, field, recorded, expected, words };
}

const inWords = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));

const PLAN = 'the experiment has';

const headFields = [
  'config',
  'round',
  'width',
  'parameters',
  'uniqueSamples',
  'seed',
  'learningRate',
  'trainingFlops',
  'step',
  'samplesSeen',
] as const;

function headDifference(line: ReplicaRecord, head: ReplicaRecord): Difference | null {
  const field = headFields.find((name) => line[name] !== head[name]);
  return field ? differenceOf(line, { field, recorded: line[field], expected: head[field] }, PLAN) : null;
}

/** Steps and lengths of the measurements, and whether the outcome fits the steps done. */
function lengthDifference(
  line: ReplicaRecord,
  run: RunPlan,
  { lines, curvePoints }: Pick<RecordFile, 'lines' | 'curvePoints'>,
): Difference | null {
  const upTo = (steps: readonly number[]): number[] => steps.filter((step) => step <= line.step);
  const ends = run.branches.map(({ to }) => to);
  const whole = line.step === run.steps;
  const parts = [
    ['curve', line.curve, upTo(keptSteps(run.steps, curvePoints))],
    ['evaluations', line.evaluations, upTo(run.evaluationSteps)],
    // A run that was stopped may have reached the end of a branch or not.
    ['branches', line.branches, whole ? ends : ends.slice(0, line.branches.steps.length)],
  ] as const;
  for (const [name, part, steps] of parts) {
    if (JSON.stringify(part.steps) !== JSON.stringify(steps))
      return differenceOf(line, { field: `${name}.steps`, recorded: part.steps, expected: steps }, PLAN);
    for (const [column, values] of columnsOf(part)) {
      if (values.length !== steps.length)
        return differenceOf(
          line,
          { field: `${name}.${column}`, recorded: values.length, expected: steps.length },
          'its steps are',
        );
    }
  }
  const { outcome } = line;
  const wrongOutcome = (expected: unknown, source: string): Difference =>
    differenceOf(line, { field: 'outcome', recorded: outcome, expected }, source);
  if (outcome === 'finished' && !whole)
    return wrongOutcome('stopped', `${line.step} of ${run.steps} steps give`);
  // A transformer may have been stopped, or saved, while it wrote its last sample: `unfinished` counts those.
  if (whole && !isEnd(outcome) && run.model.family === 'mlp')
    return wrongOutcome('finished', 'all its steps give');
  const other = lines.find(({ run: id, outcome }) => id === line.run && outcome !== 'diverged')?.outcome;
  return (outcome === 'diverged' && other !== null) || outcome === other
    ? null
    : wrongOutcome(other, 'the run has');
}

/** The lists of numbers of a part of a line. */
export function columnsOf(
  part: ReplicaRecord['curve'] | EvaluationRecord,
): (readonly [string, readonly unknown[]])[] {
  return Object.entries(part).filter(
    (entry): entry is [string, readonly unknown[]] => entry[0] !== 'steps' && entry[1] !== null,
  );
}
