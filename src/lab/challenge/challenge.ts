// A challenge: who predicts best what a budget buys. It fixes the task, the seed and the budget; experiments spend the budget, then one
// final run is trained, whose loss was predicted before. Lower is better, for its loss and for the error of the prediction.

import * as v from 'valibot';
import { canonicalJson } from '../../base/canonical-json.js';
import { formatPower } from '../../base/format.js';
import { sha256 } from '../../base/sha256.js';
import type { ExperimentSpec } from '../experiment/experiment.js';
import { fail, fields, inputError, real } from '../experiment/fields.js';
import { readExperiment } from '../plan/read-experiment.js';
import { ruled } from './rules.js';

export interface Challenge {
  /** '' for none. */
  readonly title: string;
  /** Its task, its first seed and its evaluation are those of every experiment; the rest is what designs begin with. */
  readonly spec: ExperimentSpec;
  /** Training FLOPs, as C counts them. */
  readonly budget: number;
  /** FLOP/s by which the budget was stated in seconds, null where it was stated in FLOPs. */
  readonly rate: number | null;
}

export const LONGEST_TITLE = 80;

const challengeSchema = fields({
  title: v.pipe(v.string('a text'), v.maxLength(LONGEST_TITLE, `at most ${LONGEST_TITLE} characters`)),
  spec: v.unknown(),
  budget: real(1, 1e24),
  rate: v.nullable(real(1, 1e24)),
});

/** A challenge from anything. Throws InputError, naming the field, for what is not one or cannot be trained. */
export function readChallenge(input: unknown): Challenge {
  const read = v.safeParse(challengeSchema, input, { abortEarly: true });
  if (!read.success) throw inputError(read.issues, 'the challenge', input);
  const { title, budget, rate } = read.output;
  const { spec } = readExperiment(read.output.spec, { withoutGiven: true });
  if (spec.task.type === 'text') {
    fail('task.type', 'a task that a link can hold: the file of a text cannot be in it', spec.task.type);
  }
  return { title, spec: ruled(spec, spec), budget, rate };
}

/** What all parts of a challenge carry: 16 hex digits of its rules. Another title, or another first design, is the same challenge. */
export function challengeId({ spec, budget, rate }: Challenge): string {
  const { task, evaluation, seeds } = spec;
  return sha256(canonicalJson({ task, evaluation, seed: seeds.first, budget, rate })).slice(0, 16);
}

/** The budget in seconds at the stated rate, null where it was stated in FLOPs. */
export function secondsOf(flops: number, { rate }: Pick<Challenge, 'rate'>): number | null {
  return rate === null ? null : flops / rate;
}

/** FLOPs for people, with four digits: whoever is short of a few sees it. */
export function formatFlops(value: number): string {
  return Math.abs(value) < 1000 ? String(Math.round(value)) : formatPower(value, 4);
}
