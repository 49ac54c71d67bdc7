// The hand-in of a challenge as one file of JSON: the challenge, all records of its experiments, the sealed prediction, and what they come
// to. docs/challenge.md describes it.

import * as v from 'valibot';
import { InputError } from '../../base/errors.js';
import { parseJson } from '../../base/json.js';
import { isIntact, sealed } from '../../base/seal.js';
import { LAB_VERSION } from '../../base/version.js';
import { readFields } from '../experiment/fields.js';
import { readExperiment } from '../plan/read-experiment.js';
import { readRecordFile, type RecordFile } from '../records/check-record.js';
import type { Records } from '../records/record.js';
import { recordsToJson } from '../records/write-records.js';
import { readChallenge, type Challenge } from './challenge.js';
import { digestOf, finalSealSchema, finiteNumber, type FinalSeal } from './final-seal.js';
import { ledgerOf } from './ledger.js';
import { scoreOf, type Score } from './score.js';

export const HAND_IN_FORMAT = 'scaling-lab-challenge';
export const HAND_IN_VERSION = 1;

/** Points of each training curve in the file. */
const CURVE_POINTS = 50;
const MOST_EXPERIMENTS = 1000;

/** An experiment as the file holds it. */
export interface HandInExperiment {
  /** For people. */
  readonly name: string;
  /** Of the final run; null for the others. */
  readonly seal: FinalSeal | null;
  /** The document of records.json. */
  readonly records: RecordsDocument;
}

export interface RecordsDocument {
  readonly spec: unknown;
  readonly records: unknown;
}

/** A file that was read. What it says may still be wrong: `audit` finds that. */
export interface HandIn {
  readonly challenge: Challenge;
  readonly experiments: readonly HandInFile[];
  /** As the file says. */
  readonly spent: number;
  readonly score: Score | null;
  /** Nothing was changed since it was written, or whoever changed it knew how. */
  readonly isIntact: boolean;
}

export interface HandInFile {
  /** `experiment 2 (brave otter)`. */
  readonly name: string;
  readonly seal: FinalSeal | null;
  /** The seal was not changed; true for an experiment without one. */
  readonly isSealIntact: boolean;
  readonly file: RecordFile;
  readonly digest: string;
}

const handInSchema = v.strictObject({
  format: v.literal(HAND_IN_FORMAT),
  version: v.literal(HAND_IN_VERSION),
  versions: v.record(v.string(), v.string()),
  challenge: v.unknown(),
  experiments: v.pipe(
    v.array(
      v.strictObject({
        name: v.pipe(v.string(), v.maxLength(200)),
        seal: v.nullable(finalSealSchema),
        records: v.looseObject({ spec: v.unknown(), records: v.array(v.unknown()) }),
      }),
    ),
    v.maxLength(MOST_EXPERIMENTS),
  ),
  spent: finiteNumber,
  score: v.nullable(v.strictObject({ loss: finiteNumber, prediction: finiteNumber, error: finiteNumber })),
  checksum: v.string(),
});

/** The records of an experiment as a hand-in holds them. */
export function recordsDocument(records: Records): RecordsDocument {
  return parseJson(recordsToJson(records, {}, CURVE_POINTS)) as RecordsDocument;
}

/** The text of the file. */
export function handInToJson(challenge: Challenge, experiments: readonly HandInExperiment[]): string {
  const files = experiments.map(readExperimentOf);
  const final = files.find(({ seal }) => seal !== null);
  const content = sealed({
    format: HAND_IN_FORMAT,
    version: HAND_IN_VERSION,
    versions: { lab: LAB_VERSION },
    challenge: { ...challenge },
    experiments: experiments.map(({ name, seal, records }) => ({ name, seal, records })),
    spent: ledgerOf(challenge.budget, files.map(trainedOf)).spent,
    score: final ? scoreOf(final.seal!.prediction, final.file.lines) : null,
  });
  const lines = Object.entries(content).map(([key, value]) => {
    const text = Array.isArray(value)
      ? `[\n${value.map((each) => JSON.stringify(each)).join(',\n')}\n]`
      : JSON.stringify(value);
    return `"${key}": ${text}`;
  });
  return `{\n${lines.join(',\n')}\n}\n`;
}

/** Reads a file. Throws InputError, naming the place, for what is not a hand-in, or holds what cannot be read. */
export function readHandIn(text: string): HandIn {
  const document = parseJson(text);
  const read = readFields(handInSchema, document, 'the file');
  const challenge = within('challenge', () => readChallenge(read.challenge));
  const experiments = read.experiments.map((experiment, i) =>
    readExperimentOf(experiment as unknown as HandInExperiment, i),
  );
  return {
    challenge,
    experiments,
    spent: read.spent,
    score: read.score,
    isIntact: isIntact(document as { readonly checksum: string }),
  };
}

/** What the ledger counts of an experiment. */
export function trainedOf({ file: { records } }: HandInFile): {
  plan: NonNullable<Records['plan']>;
  runs: Records['runs'];
} {
  return { plan: records.plan!, runs: records.runs };
}

function readExperimentOf({ name, seal, records }: HandInExperiment, at: number): HandInFile {
  const called = `experiment ${at + 1}${name === '' ? '' : ` (${name})`}`;
  return within(called, () => {
    const file = readRecordFile(JSON.stringify(records));
    const sealedSpec = seal && within('its seal', () => readExperiment(seal.spec).spec);
    return {
      name: called,
      seal: seal && { ...seal, spec: sealedSpec! },
      isSealIntact: seal === null || isIntact(seal),
      file,
      digest: digestOf(records),
    };
  });
}

/** Has errors say where they are. */
function within<T>(place: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof InputError) throw new InputError(`${place}: ${error.message}`, error.field);
    throw error;
  }
}
