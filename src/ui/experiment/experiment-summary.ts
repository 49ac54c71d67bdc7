import { InputError } from '../../base/errors.js';
import type { DeviceInfo } from '../../lab/records/record.js';
import type { ExperimentSpec } from '../../lab/experiment/experiment.js';
import { noLawForeseen } from '../../laws/foresight.js';
import { readExperiment } from '../../lab/plan/read-experiment.js';
import type { Plan } from '../../lab/plan/run-plan.js';
import { costWords } from './cost-words.js';

/** What the page says of a spec before it is started. */
export interface ExperimentSummary {
  readonly spec: ExperimentSpec;
  readonly device: DeviceInfo | null;
  /** What a start trains; null where there is a problem. */
  readonly plan: Plan | null;
  /** `5 sizes × 8 replicas …: about 40 s on this CPU`. */
  readonly cost: string;
  /** Why no law will come of it, '' if one may. */
  readonly foresight: string;
  /** Why it cannot be run, '' if it can. */
  readonly problem: string;
}

/** Reads a spec, once, and costs its plan; `last` is given back where nothing changed. */
export function describeExperiment(
  spec: ExperimentSpec,
  device: DeviceInfo | null,
  last: ExperimentSummary | null,
): ExperimentSummary {
  // What is wrong may be mended by what is given: a text, weights.
  if (last && last.spec === spec && last.device === device && last.problem === '') return last;
  try {
    const { plan } = readExperiment(spec);
    return {
      spec,
      device,
      plan,
      cost: costWords(plan, device),
      foresight: noLawForeseen(plan) ?? '',
      problem: '',
    };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { spec, device, plan: null, cost: '', foresight: '', problem: error.message };
  }
}
