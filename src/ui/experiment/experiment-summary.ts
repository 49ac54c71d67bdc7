import { InputError } from '../../base/errors.js';
import type { DeviceInfo } from '../../lab/records/record.js';
import type { ExperimentSpec } from '../../lab/experiment/experiment.js';
import { noLawForeseen } from '../../laws/foresight.js';
import { plan } from '../../lab/plan/plan.js';
import { parseExperimentSpec } from '../../lab/experiment/schema.js';
import { costWords } from './cost-words.js';

/** What the page says of a spec before it is started. */
export interface ExperimentSummary {
  readonly spec: ExperimentSpec;
  readonly device: DeviceInfo | null;
  /** `5 sizes × 8 replicas …: about 40 s on this CPU`. */
  readonly cost: string;
  /** Why no law will come of it, '' if one may. */
  readonly foresight: string;
  /** Why it cannot be run, '' if it can. */
  readonly problem: string;
}

/** Checks, plans and costs a spec; `last` is given back where nothing changed. */
export function describeExperiment(
  spec: ExperimentSpec,
  device: DeviceInfo | null,
  last: ExperimentSummary | null,
): ExperimentSummary {
  // What is wrong may be mended by what is given: a text, weights.
  if (last && last.spec === spec && last.device === device && last.problem === '') return last;
  try {
    const planned = plan(parseExperimentSpec(spec));
    return {
      spec,
      device,
      cost: costWords(planned, device),
      foresight: noLawForeseen(planned) ?? '',
      problem: '',
    };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { spec, device, cost: '', foresight: '', problem: error.message };
  }
}
