// From anything to an experiment that can be trained: parse, plan and check, each once. Hosts take the plan from here.

import { hasTokenizedText } from '../../data/text/tokenized-text.js';
import { checkPlan } from './check-plan.js';
import { plan } from './plan.js';
import type { Plan } from './run-plan.js';
import type { ExperimentSpec } from '../experiment/experiment.js';
import { parseSpec } from '../experiment/schema.js';

/** An experiment that was read. Its plan is null if its text is not here. */
export interface ReadExperiment<P extends Plan | null = Plan | null> {
  readonly spec: ExperimentSpec;
  readonly plan: P;
}

/**
 * Throws InputError, naming the field, for what is not an experiment or cannot be trained. `withoutWeights` accepts an experiment that
 * starts from weights that are not here, `withoutGiven` also one whose text is not: it can be shown, and is read again before it runs.
 */
export function readExperiment(
  input: unknown,
  options?: { readonly withoutWeights: boolean },
): ReadExperiment<Plan>;
export function readExperiment(input: unknown, options: { readonly withoutGiven: boolean }): ReadExperiment;
export function readExperiment(
  input: unknown,
  options: { readonly withoutGiven?: boolean; readonly withoutWeights?: boolean } = {},
): ReadExperiment {
  const { withoutGiven = false, withoutWeights = withoutGiven } = options;
  const spec = parseSpec(input);
  if (withoutGiven && spec.task.type === 'text' && !hasTokenizedText(spec.task)) return { spec, plan: null };
  const planned = plan(spec);
  checkPlan(planned, { withoutWeights });
  return { spec, plan: planned };
}
