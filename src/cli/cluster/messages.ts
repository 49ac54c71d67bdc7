// What coordinator and workers send each other.

import { gunzipSync, gzipSync } from 'node:zlib';
import { InputError } from '../../base/errors.js';
import { parseJson } from '../../base/json.js';
import type { ExperimentSpec } from '../../lab/experiment/experiment.js';

/** A message may have so many bytes, compressed and not. */
export const LARGEST_MESSAGE = 1024 * 1024;
const LARGEST_RESULT = 32 * 1024 * 1024;
const LONGEST_REASON = 1000;

export interface Job {
  readonly v: 1;
  /** The run's id, with a mark where it is a second copy. */
  readonly token: string;
  /** Its place in the plan. */
  readonly unit: number;
  readonly engineVersion: number;
  readonly leaseMs: number;
  readonly spec: ExperimentSpec;
}

/** What a worker answers: records of the unit, or why it cannot be trained. */
export interface Answer {
  readonly v: 1;
  readonly records?: string;
  readonly failed?: string;
}

export const packAnswer = (answer: Answer): Uint8Array => gzipSync(JSON.stringify(answer));

/** Throws InputError for anything else. */
export function unpackAnswer(data: Uint8Array): Answer {
  let text: string;
  try {
    text = gunzipSync(data, { maxOutputLength: LARGEST_RESULT }).toString();
  } catch (error) {
    throw new InputError(`the result cannot be unpacked: ${(error as Error).message}`);
  }
  const { v, records, failed } = Object(parseJson(text)) as Readonly<Record<string, unknown>>;
  if (v === 1 && typeof records === 'string') return { v, records };
  if (v === 1 && typeof failed === 'string') return { v, failed: failed.slice(0, LONGEST_REASON) };
  throw new InputError('the result is not of the form that workers send');
}
