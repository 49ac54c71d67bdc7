// What tests of verified records have in common: the lab's modules, records to change, and what verifying them says.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { goldenFolder, importSource, kernelModule } from './golden-files.mjs';

const parts = [
  'src/lab/records/check-record.ts',
  'src/lab/records/compare-records.ts',
  'src/lab/records/record-tolerance.ts',
  'src/lab/records/write-records.ts',
  'src/lab/plan/plan.ts',
  'test/support/experiments.ts',
  'src/lab/records/store.ts',
  'src/runner/control.ts',
  'src/runner/pool/pool-backend.ts',
  'src/runner/runner.ts',
  'src/runner/verify.ts',
];

/** The exports of these modules. */
export const lab = Object.assign({}, ...(await Promise.all(parts.map(importSource))));
const module = await kernelModule();

const info = {
  engine: 'cpu',
  engineVersion: 1,
  vendor: '',
  architecture: '',
  description: 'CPU',
  software: false,
  threads: 1,
  simd: 'plain',
  check: '',
  flopsPerSecond: null,
};

const openBackend = () => lab.PoolBackend.open({ module, spawn: () => null, info });

/** Trains a preset; `until` may stop it. Returns the text of records.json. */
export async function recordOf(preset, overrides, until = () => false) {
  const backend = await openBackend();
  const store = new lab.LabStore();
  const control = new lab.RunControl();
  for await (const events of lab.runPlan(backend, lab.plan(lab.resolveExperiment(preset, overrides)), {
    control,
  })) {
    store.apply(events);
    if (until(store.state)) control.stop();
  }
  backend.close();
  return lab.recordsToJson(store.state);
}

/** What verifying a text comes to: the first difference, or what was compared. */
export async function verified(text, { share = 1, seed = 1, tolerant = false, byEngine = false } = {}) {
  const file = lab.readRecordFile(text);
  const unplanned = lab.planDifference(file);
  if (unplanned) return { difference: unplanned };
  const backend = await openBackend();
  const control = new lab.RunControl();
  const usual = tolerant ? lab.withinGpuTolerance : () => lab.exactly;
  const agreement = byEngine ? lab.agreementFor(file.records) : usual;
  const lines = lab.sampleLines(file, share, seed);
  const verdict = await lab.verifyLines(backend, file, lines, { control, agreement });
  backend.close();
  return verdict;
}

export const words = async (text, options) => (await verified(text, options)).difference?.words;

/** The text with its lines changed, and its spec. */
export function changed(text, change) {
  const document = JSON.parse(text);
  change(document.records, document.spec);
  return JSON.stringify(document);
}

/** The next number of nine digits. */
export const oneDigitOn = (value) => Number((value * (1 + 1e-8)).toPrecision(9));

export const golden = (name) => readFileSync(join(goldenFolder, `${name}.json`), 'utf8');
