// The folder of a served sweep: manifest.json says what is to be trained, results.jsonl what has been. Keys and credentials lie beside
// them, readable by their owner alone.

import { randomInt } from 'node:crypto';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../base/errors.js';
import { parseJson } from '../../base/json.js';
import { sha256 } from '../../base/sha256.js';
import { canonicalJson } from '../../base/canonical-json.js';
import { ENGINE_VERSION } from '../../engine/version.js';
import type { ExperimentSpec } from '../../lab/experiment/experiment.js';
import { mergeRecords, type Merged } from '../../lab/merge/merge.js';
import type { NamedRecords } from '../../lab/merge/unit-result.js';
import { readExperiment } from '../../lab/plan/read-experiment.js';
import type { Plan } from '../../lab/plan/run-plan.js';
import { unitId, unitsOf, type Unit } from '../../lab/plan/units.js';
import { readRecordFile } from '../../lab/records/check-record.js';
import { exists, makeFolder, readInput, replaceFile } from '../shared/files.js';
import { newKeys, type Keys } from './accounts.js';
import { resultsIn } from './ledger.js';
import type { Nats } from './nats.js';

/** What a sweep is, whatever becomes of it. */
export interface Manifest {
  readonly format: 'scaling-lab-sweep';
  readonly version: 1;
  readonly sweep: string;
  readonly engineVersion: number;
  readonly leaseMs: number;
  readonly spec: ExperimentSpec;
  /** The id of each unit, by place. */
  readonly runs: readonly string[];
  /** Places of the units that two workers are to train. */
  readonly twice: readonly number[];
  /** Places of those that the coordinator trains again by itself. */
  readonly checked: readonly number[];
}

export interface SweepOptions {
  readonly leaseMs: number;
  /** Shares of the units, from 0 to 1. */
  readonly twice: number;
  readonly checked: number;
}

export interface Run extends Unit {
  readonly id: string;
}

export interface Sweep {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly plan: Plan;
  readonly runs: readonly Run[];
}

const MANIFEST = 'manifest.json';
const KEYS = 'keys.json';
export const ledgerOf = (folder: string): string => join(folder, 'results.jsonl');

/** Makes the folder of a sweep, or opens that of the same experiment. Throws InputError where it holds another one. */
export async function makeSweep(
  folder: string,
  plan: Plan,
  { leaseMs, twice, checked }: SweepOptions,
): Promise<Sweep> {
  await makeFolder(folder);
  if (await exists(join(folder, MANIFEST))) {
    const there = await openSweep(folder);
    if (canonicalJson(there.plan.spec) === canonicalJson(plan.spec)) return there;
    throw new InputError(`--state: ${folder} holds another experiment. Take another folder`, 'state');
  }
  const runs = unitsOf(plan).map((unit) => unitId(plan.spec, unit, ENGINE_VERSION));
  const manifest: Manifest = {
    format: 'scaling-lab-sweep',
    version: 1,
    sweep: sha256(canonicalJson({ spec: plan.spec, engineVersion: ENGINE_VERSION })).slice(0, 12),
    engineVersion: ENGINE_VERSION,
    leaseMs,
    spec: plan.spec,
    runs,
    twice: drawn(runs.length, twice),
    checked: drawn(runs.length, checked),
  };
  await replaceFile(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 1)}\n`);
  return sweepOf(folder, manifest, plan);
}

/** Opens the folder of a sweep. Throws InputError where it is none, or its text is not here. */
export async function openSweep(folder: string): Promise<Sweep> {
  const path = join(folder, MANIFEST);
  if (!(await exists(path)))
    throw new InputError(`${folder} is not the folder of a sweep: it has no ${MANIFEST}. serve makes one`);
  const manifest = parseJson(
    new TextDecoder().decode(await readInput(path)),
    `${path}: `,
  ) as Partial<Manifest>;
  if (manifest.format !== 'scaling-lab-sweep' || !Array.isArray(manifest.runs))
    throw new InputError(`${path}: this is not the manifest of a sweep`);
  const { plan } = readExperiment(manifest.spec, { withoutWeights: true });
  return sweepOf(folder, manifest as Manifest, plan);
}

function sweepOf(folder: string, manifest: Manifest, plan: Plan): Sweep {
  const units = unitsOf(plan);
  if (units.length !== manifest.runs.length)
    throw new InputError(`${folder}: its manifest does not match its experiment`);
  return { folder, manifest, plan, runs: units.map((unit, i) => ({ ...unit, id: manifest.runs[i] })) };
}

/** A random share of the places, so that no worker knows which of its results are compared. */
function drawn(count: number, share: number): number[] {
  const places = Array.from({ length: count }, (_, i) => i);
  const wanted = Math.round(count * share);
  return Array.from({ length: wanted }, () => places.splice(randomInt(places.length), 1)[0]).sort(
    (a, b) => a - b,
  );
}

/** Writes what only its owner may read. */
export async function writeSecret(path: string, content: string | Uint8Array): Promise<void> {
  await writeFile(path, content, { mode: 0o600 });
  await chmod(path, 0o600);
}

/** The keys of a sweep, made at the first time. */
export async function keysOf({ folder }: Sweep, { nkeys }: Nats): Promise<Keys> {
  const path = join(folder, KEYS);
  if (await exists(path)) return parseJson(await readFile(path, 'utf8'), `${path}: `) as Keys;
  const keys = newKeys(nkeys);
  await writeSecret(path, JSON.stringify(keys));
  return keys;
}

/** What a sweep's results come to; null without any. */
export async function mergedSweep({
  folder,
  plan,
}: Sweep): Promise<{ readonly merged: Merged; readonly parts: readonly NamedRecords[] } | null> {
  const { results } = await resultsIn(ledgerOf(folder));
  if (results.length === 0) return null;
  const parts = results.map(({ worker, records }) => ({ name: worker, ...readRecordFile(records) }));
  return { merged: mergeRecords(parts, plan.spec), parts };
}
