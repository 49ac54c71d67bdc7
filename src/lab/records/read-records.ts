// Reads records.json.

import * as v from 'valibot';
import { InputError } from '../../base/errors.js';
import { parseJson } from '../../base/json.js';
import { groupBy } from '../../base/group-by.js';
import {
  RECORDS_FORMAT,
  RECORDS_VERSION,
  type EvaluationRecord,
  type ReplicaRecord,
} from './write-records.js';
import { readExperiment } from '../plan/read-experiment.js';
import type { Plan, RunPlan } from '../plan/run-plan.js';
import { parseShard, planOfShard, planOfUnits } from '../plan/units.js';
import { currentRun } from '../experiment/old-names.js';
import { readFields } from '../experiment/fields.js';
import { endOf } from './store.js';
import type { Evaluation, Records, RunRecord } from './record.js';

const number = v.number();
const numbers = v.array(v.nullable(number));
const time = v.nullable(number);

const evaluationSchema = v.object({
  steps: v.array(number),
  losses: numbers,
  standardErrors: numbers,
  accuracies: v.nullable(numbers),
  exactMatches: v.nullable(numbers),
  subtaskLosses: v.nullable(v.array(numbers)),
});

const replicaFields = v.object({
  run: v.string(),
  config: v.string(),
  round: number,
  seed: number,
  learningRate: number,
  step: number,
  outcome: v.nullable(v.picklist(['finished', 'diverged', 'skipped', 'stopped'])),
  curve: v.object({ steps: v.array(number), losses: numbers }),
  evaluations: evaluationSchema,
  branches: evaluationSchema,
});

const replicaSchema = v.pipe(v.unknown(), v.transform(currentRun), replicaFields);

const deviceSchema = v.nullable(
  v.object({
    // Records from before there was another engine are a GPU's.
    engine: v.optional(v.picklist(['gpu', 'cpu']), 'gpu'),
    engineVersion: v.optional(v.nullable(v.number()), null),
    vendor: v.string(),
    architecture: v.string(),
    description: v.string(),
    software: v.boolean(),
    threads: v.optional(v.nullable(v.number()), null),
    simd: v.optional(v.nullable(v.picklist(['plain', 'relaxed'])), null),
    check: v.optional(v.string(), ''),
  }),
);

const documentSchema = v.object({
  format: v.literal(RECORDS_FORMAT),
  version: v.picklist([1, RECORDS_VERSION], `a version from 1 to ${RECORDS_VERSION}`),
  spec: v.unknown(),
  shard: v.optional(v.string()),
  units: v.optional(v.array(number)),
  device: deviceSchema,
  parts: v.optional(
    v.array(v.object({ name: v.string(), units: v.array(number), device: deviceSchema })),
    [],
  ),
  curvePoints: v.optional(v.pipe(number, v.integer(), v.minValue(0))),
  records: v.array(replicaSchema),
  engines: v.optional(
    v.record(v.string(), v.pipe(v.array(v.picklist(['gpu', 'cpu'])), v.minLength(1, 'an engine'))),
    {},
  ),
  recoveries: v.optional(
    v.array(
      v.object({
        lost: v.picklist(['gpu', 'core', 'worker']),
        message: v.string(),
        engine: v.picklist(['gpu', 'cpu']),
        time: number,
      }),
    ),
    [],
  ),
  times: v.object({
    flopsPerSecond: time,
    runs: v.record(v.string(), v.object({ startedAt: time, finishedAt: time, deviceSeconds: number })),
  }),
});

/** What is read of a line. */
type ReplicaLine = Pick<ReplicaRecord, keyof v.InferOutput<typeof replicaSchema>>;
type Document = v.InferOutput<typeof documentSchema>;
/** When a run was trained, and for how long a device worked on it. */
export type RunTimes = Document['times']['runs'][string];

/** True for a text that declares itself as records.json; it may still be damaged. */
export function isRecordsJson(text: string): boolean {
  return /^\s*\{\s*"format"\s*:\s*"([^"]*)"/.exec(text)?.[1] === RECORDS_FORMAT;
}

/**
 * The records in records.json. Throws InputError, naming the place, for another file or one that does not fit its own spec. `known` is
 * the plan of an experiment whose text is not here, which cannot be planned without it.
 */
export function recordsFromJson(text: string, known: Plan | null = null): Records {
  const { device, records, engines, recoveries, parts, times, ...document } = readFields(
    documentSchema,
    parseJson(text),
    'the file',
  );
  const plan = planOfDocument(document, known);
  const runs = [...groupBy(records, ({ run }) => run).values()].map((replicas) => {
    const [{ run, config }] = replicas;
    const planned = plan.runs.find((run) => run.config === config);
    if (!planned) throw new InputError(`the spec has no config ${config}`, 'records');
    const ofDevice = device && replicas[0].step > 0 ? [device.engine] : [];
    return runRecord(planned, replicas, { engines: engines[run] ?? ofDevice, times: times.runs[run] });
  });
  const measured = device && { ...device, flopsPerSecond: times.flopsPerSecond };
  return { plan, device: measured, runs, recoveries, ...(parts.length > 0 ? { parts } : {}) };
}

/** The experiment of a file, or the part of it that the file has. */
function planOfDocument(
  { spec, shard, units }: Pick<Document, 'spec' | 'shard' | 'units'>,
  known: Plan | null,
): Plan {
  if (known && !readExperiment(spec, { withoutGiven: true }).plan) return known;
  // A record can be opened without the weights that it started from, but not without its text, which defines its task.
  const { plan } = readExperiment(spec, { withoutWeights: true });
  if (shard === undefined) return units ? planOfUnits(plan, units) : plan;
  const part = planOfShard(plan, parseShard(shard));
  // A single shard of one is the whole experiment.
  if (JSON.stringify(part.units) === JSON.stringify(units)) return part;
  throw new InputError(`expected the units of shard ${shard}: ${part.units?.join(', ')}`, 'units');
}

/** A run from its lines; `planned` is its config's first run, from which a widening differs in round and replicas. */
export function runRecord(
  planned: RunPlan,
  replicas: readonly ReplicaLine[],
  { engines, times }: { engines: RunRecord['engines']; times: RunTimes | undefined },
): RunRecord {
  const [{ run: id, round, step, curve }] = replicas;
  const outcomes = replicas.map(({ outcome }) => outcome).filter((outcome) => outcome !== null);
  const ended = outcomes.length === replicas.length;
  return {
    plan: {
      ...planned,
      id,
      round,
      replicas: replicas.map(({ seed, learningRate }) => ({ seed, learningRate })),
    },
    status: ended ? endOf(outcomes) : 'stopped',
    engines,
    step,
    curve: {
      steps: curve.steps,
      losses: replicas.map((replica) => replica.curve.losses.map((loss) => loss ?? NaN)),
    },
    evaluations: evaluationsOf(replicas.map((replica) => replica.evaluations)),
    branchEvaluations: evaluationsOf(replicas.map(({ branches }) => branches)),
    samples: [],
    outcomes: ended ? outcomes : null,
    deviceSeconds: times?.deviceSeconds ?? 0,
    startedAt: times?.startedAt ?? null,
    finishedAt: times?.finishedAt ?? null,
  };
}

/** From one list of evaluations a replica to one evaluation of all replicas after another. */
function evaluationsOf(replicas: readonly EvaluationRecord[]): Evaluation[] {
  const [first] = replicas;
  return first.steps.map((step, i) => {
    const row = (values: (replica: EvaluationRecord) => readonly (number | null)[] | null) =>
      values(first) && Float32Array.from(replicas, (replica) => values(replica)?.[i] ?? NaN);
    const subtasks = replicas.flatMap(({ subtaskLosses }) => subtaskLosses?.[i] ?? []);
    return {
      step,
      losses: Float32Array.from(replicas, ({ losses }) => losses[i] ?? NaN),
      standardErrors: Float32Array.from(replicas, ({ standardErrors }) => standardErrors[i] ?? NaN),
      accuracies: row(({ accuracies }) => accuracies),
      exactMatches: row(({ exactMatches }) => exactMatches),
      groupLosses: first.subtaskLosses && Float32Array.from(subtasks, (loss) => loss ?? NaN),
    };
  });
}
