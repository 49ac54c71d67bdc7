// The schema of a run in a file from outside: the numbers it is drawn, counted and trained by.

import * as v from 'valibot';
import { readFields } from '../experiment/fields.js';
import { modelSchema } from '../weights/model-schema.js';
import type { RunPlan } from './run-plan.js';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const positive = v.pipe(v.number(), v.integer(), v.minValue(1));
const finite = v.pipe(v.number(), v.finite());

const runSchema = v.object({
  id: v.pipe(v.string(), v.maxLength(1000)),
  config: v.pipe(v.string(), v.maxLength(1000)),
  round: count,
  model: modelSchema,
  uniqueSamples: v.nullable(positive),
  replicas: v.pipe(v.array(v.object({ seed: count, learningRate: finite })), v.minLength(1, 'a replica')),
  steps: positive,
  batch: positive,
  evaluationSteps: v.pipe(v.array(count), v.minLength(1, 'an evaluation')),
  branches: v.array(v.object({ from: count, to: count })),
  trainingFlops: finite,
});

/** A run of a file. Throws InputError, naming the field, where it is not one. */
export function readRunPlan(input: unknown): RunPlan {
  return readFields(runSchema, input, 'a run');
}
