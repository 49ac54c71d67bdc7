// What the lab saves. records.json: an experiment and all its measurements, a line for each replica. Keys have a fixed order and all
// times are in one place, so two runs of one spec on one adapter differ only in `times`, and in `recoveries` where a device was lost.
// points.csv: a row for each replica, for a spreadsheet or another program.

import { LAB_VERSION } from '../../base/version.js';
import { examplesPerSample, modelWidth } from '../../models/model-spec.js';
import { parameterCounts } from '../../models/parameters.js';
import { shardName } from '../plan/units.js';
import { CURVE_POINTS, keptSteps, thinned } from './curve.js';
import type { ReplicaOutcome, Evaluation, Records, RunRecord } from './record.js';
import { replicaOutcome } from './tuning.js';

export const RECORDS_FORMAT = 'scaling-lab-records';
export const RECORDS_VERSION = 2;

/** One replica; null stands for what is not a finite number, which JSON cannot express. */
export interface ReplicaRecord {
  readonly run: string;
  readonly config: string;
  readonly round: number;
  readonly replica: number;
  readonly width: number;
  readonly parameters: number;
  readonly uniqueSamples: number | null;
  readonly samplesSeen: number;
  readonly trainingFlops: number;
  readonly seed: number;
  readonly learningRate: number;
  readonly step: number;
  readonly outcome: ReplicaOutcome | null;
  readonly curve: { readonly steps: readonly number[]; readonly losses: readonly (number | null)[] };
  readonly evaluations: EvaluationRecord;
  /** At the ends of its branches. */
  readonly branches: EvaluationRecord;
}

/** Evaluations in order; a column is null if the task has no such number. */
export interface EvaluationRecord {
  readonly steps: readonly number[];
  readonly losses: readonly (number | null)[];
  readonly standardErrors: readonly (number | null)[];
  readonly accuracies: readonly (number | null)[] | null;
  readonly exactMatches: readonly (number | null)[] | null;
  /** A list for each evaluation, with a loss for each subtask. */
  readonly subtaskLosses: readonly (readonly (number | null)[])[] | null;
}

/**
 * The text of records.json; `versions` names what wrote it beside the lab, and a curve keeps at most `curvePoints` points. Throws if there is no
 * experiment.
 */
export function recordsToJson(
  { plan, device, runs, recoveries, parts = [] }: Records,
  versions: Readonly<Record<string, string>> = {},
  curvePoints = CURVE_POINTS,
): string {
  if (!plan) throw new Error('expected an experiment to export');
  const { flopsPerSecond = null, ...adapter } = device ?? {};
  const times = Object.fromEntries(
    runs.map(({ plan: { id }, startedAt, finishedAt, deviceSeconds }) => [
      id,
      { startedAt, finishedAt, deviceSeconds },
    ]),
  );
  const isWhole = curvePoints >= CURVE_POINTS;
  const kept = isWhole ? runs : runs.map((run) => withPoints(run, curvePoints));
  const records = kept.flatMap(replicaRecords).map((record) => JSON.stringify(record));
  const fields = {
    format: RECORDS_FORMAT,
    version: RECORDS_VERSION,
    versions: { lab: LAB_VERSION, ...versions },
    spec: plan.spec,
    // Only for a part of the experiment.
    ...(plan.shard ? { shard: shardName(plan.shard) } : {}),
    ...(plan.units ? { units: plan.units } : {}),
    device: device && adapter,
    // Only where several machines trained.
    ...(parts.length > 0 ? { parts } : {}),
    // Only where points were left out.
    ...(isWhole ? {} : { curvePoints }),
  };
  const head = Object.entries(fields).map(([key, value]) => `"${key}": ${JSON.stringify(value)}`);
  const body = `"records": [\n${records.join(',\n')}\n]`;
  const ofOthers = runs.filter(
    ({ engines }) => engines.length > 0 && !engines.every((engine) => engine === device?.engine),
  );
  const engines = Object.fromEntries(ofOthers.map(({ plan: { id }, engines }) => [id, engines]));
  const end = [
    // Only where another engine than `device` trained too.
    ...(ofOthers.length > 0 ? [`"engines": ${JSON.stringify(engines)}`] : []),
    // Only where a device was lost.
    ...(recoveries.length > 0 ? [`"recoveries": ${JSON.stringify(recoveries)}`] : []),
    `"times": ${JSON.stringify({ flopsPerSecond, runs: times })}`,
  ];
  return `{\n${[...head, body, ...end].join(',\n')}\n}\n`;
}

function withPoints(run: RunRecord, curvePoints: number): RunRecord {
  return { ...run, curve: thinned(run.curve, keptSteps(run.plan.steps, curvePoints)) };
}

/** The lines of a run, one for each replica. */
export function replicaRecords(run: RunRecord): ReplicaRecord[] {
  const { plan, step, outcomes, curve, evaluations, branchEvaluations } = run;
  return plan.replicas.map(({ seed, learningRate }, replica) => ({
    run: plan.id,
    config: plan.config,
    round: plan.round,
    replica,
    width: modelWidth(plan.model),
    parameters: parameterCounts(plan.model).total,
    uniqueSamples: plan.uniqueSamples,
    samplesSeen: step * plan.batch * examplesPerSample(plan.model),
    trainingFlops: plan.trainingFlops,
    seed,
    learningRate,
    step,
    outcome: outcomes?.[replica] ?? null,
    curve: { steps: curve.steps, losses: curve.losses[replica].map(exact) },
    evaluations: evaluationRecord(evaluations, replica),
    branches: evaluationRecord(branchEvaluations, replica),
  }));
}

function evaluationRecord(evaluations: readonly Evaluation[], replica: number): EvaluationRecord {
  const column = (values: (evaluation: Evaluation) => Float32Array | null): (number | null)[] | null =>
    evaluations.some((evaluation) => values(evaluation) !== null)
      ? evaluations.map((evaluation) => single(values(evaluation)?.[replica] ?? NaN))
      : null;
  const subtasks = ({ losses, groupLosses }: Evaluation): (number | null)[] => {
    const count = (groupLosses?.length ?? 0) / losses.length;
    return [...(groupLosses?.subarray(replica * count, (replica + 1) * count) ?? [])].map(single);
  };
  return {
    steps: evaluations.map(({ step }) => step),
    losses: column(({ losses }) => losses) ?? [],
    standardErrors: column(({ standardErrors }) => standardErrors) ?? [],
    accuracies: column(({ accuracies }) => accuracies),
    exactMatches: column(({ exactMatches }) => exactMatches),
    subtaskLosses: evaluations.some(({ groupLosses }) => groupLosses) ? evaluations.map(subtasks) : null,
  };
}

/** Nine digits name an f32 exactly. */
function single(value: number): number | null {
  return Number.isFinite(value) ? Number(value.toPrecision(9)) : null;
}

/** A mean of several f32 keeps all its digits, so one bit of one of them shows. */
function exact(value: number): number | null {
  return Math.fround(value) === value || !Number.isFinite(value) ? single(value) : value;
}

const columns = 'family,task,N,N_total,D,D_unique,C,loss,loss_se,lr,seed,outcome,lab_version,engine_version';

/**
 * The text of points.csv: a row for each replica of every run that has begun, at the end of each branch and of the trunk; without a
 * loss if the replica did not finish.
 */
export function pointsToCsv({ plan, device, runs }: Pick<Records, 'plan' | 'device' | 'runs'>): string {
  const task = plan?.spec.task.type ?? '';
  const versions = `${LAB_VERSION},${device?.engineVersion ?? ''}`;
  const rows = runs
    .filter(({ evaluations }) => evaluations.length > 0)
    .flatMap((run) => [...run.branchEvaluations.keys(), null].flatMap((branch) => rowsOf(run, branch, task)))
    .map((row) => `${row},${versions}`);
  return `${[columns, ...rows].join('\n')}\n`;
}

/** A row for each replica, at the end of the trunk if `branch` is null. */
function rowsOf(run: RunRecord, branch: number | null, task: string): string[] {
  const { model, batch, branches, uniqueSamples, trainingFlops, replicas } = run.plan;
  const { total, nonEmbedding } = parameterCounts(model);
  const perSample = examplesPerSample(model);
  const steps = branch === null ? run.plan.steps : branches[branch].to;
  const seen = steps * batch * perSample;
  return replicas.map(({ seed, learningRate }, r) => {
    const reached = replicaOutcome(run, r, branch);
    return [
      model.family,
      task,
      nonEmbedding,
      total,
      seen,
      Math.min(seen, uniqueSamples === null ? seen : uniqueSamples * perSample),
      (trainingFlops * steps) / run.plan.steps,
      reached ? single(reached.loss) : '',
      reached ? single(reached.standardError) : '',
      learningRate,
      seed,
      run.outcomes?.[r] ?? 'running',
    ].join(',');
  });
}
