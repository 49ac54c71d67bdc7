// Trains a sample of a hand-in again: what its records say is only known to be true once training says the same.

import { ENGINE_VERSION } from '../../engine/version.js';
import type { Finding } from '../../lab/challenge/audit.js';
import type { HandIn, HandInFile } from '../../lab/challenge/hand-in.js';
import { planDifference } from '../../lab/records/check-record.js';
import { agreementFor, runsOnGpu } from '../../lab/records/record-tolerance.js';
import type { Backend } from '../../runner/backend.js';
import { RunControl } from '../../runner/control.js';
import { sampleLines, verifyLines } from '../../runner/verify.js';
import { openBackend, type readEngine } from '../host/engine.js';
import { Progress } from '../report/progress.js';

export interface Retrained {
  readonly findings: readonly Finding[];
  readonly replicas: number;
  readonly numbers: number;
  /** Names of the experiments that a GPU has trained, a part of them at least. */
  readonly onGpu: readonly string[];
}

/** Null where it was stopped. What does not fit its own plan is found without training, and left out here. */
export async function retrain(
  { experiments }: HandIn,
  engine: ReturnType<typeof readEngine>,
  draw: { readonly share: number; readonly seed: number },
): Promise<Retrained | null> {
  const { backend, reopen: openAnother } = await openBackend(engine);
  let inUse = backend;
  const reopen = async (): Promise<Backend | null> => {
    const next = await openAnother();
    if (next) inUse = next;
    return next;
  };
  const control = new RunControl();
  const stop = (): void => control.stop();
  process.once('SIGINT', stop);
  const progress = new Progress();
  const findings: Finding[] = [];
  let [replicas, numbers] = [0, 0];
  try {
    for (const each of experiments) {
      const problem = engineProblem(each);
      if (problem !== null) findings.push({ experiment: each.name, words: problem });
      if (problem !== null || planDifference(each.file)) continue;
      const lines = sampleLines(each.file, each.seal ? 1 : draw.share, draw.seed);
      if (lines.length === 0) continue;
      const verdict = await verifyLines(inUse, each.file, lines, {
        control,
        agreement: agreementFor(each.file.records),
        reopen,
        onState: (state) => progress.show(state),
      });
      if (!verdict) return null;
      replicas += verdict.replicas;
      numbers += verdict.numbers;
      if (verdict.difference) findings.push({ experiment: each.name, words: verdict.difference.words });
    }
  } finally {
    progress.end();
    process.off('SIGINT', stop);
    inUse.close();
  }
  const onGpu = experiments.filter(({ file }) => runsOnGpu(file.records).size > 0).map(({ name }) => name);
  return { findings, replicas, numbers, onGpu };
}

/** Why this engine cannot reproduce the numbers of an experiment, null where it can. */
function engineProblem({ file }: HandInFile): string | null {
  const { device } = file.records;
  const version = device?.engineVersion ?? null;
  if (version !== ENGINE_VERSION) {
    const its = version === null ? 'an engine without a version' : `version ${version} of the engine`;
    return `it was trained by ${its}; this is version ${ENGINE_VERSION}, which cannot train it again`;
  }
  if (device?.simd === 'relaxed')
    return 'it was trained with relaxed SIMD, whose last digits depend on the machine: it cannot be trained again';
  return null;
}
