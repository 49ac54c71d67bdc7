// What a challenge fixes of an experiment, and what it leaves free.

import { canonicalJson } from '../../base/canonical-json.js';
import { shown } from '../../base/json.js';
import { fail } from '../experiment/fields.js';
import { fromChance, type ExperimentSpec } from '../experiment/experiment.js';

/** An experiment with all that a challenge fixes: that of `fixed`, the spec of the challenge. */
export function ruled(spec: ExperimentSpec, fixed: ExperimentSpec): ExperimentSpec {
  return {
    ...spec,
    task: fixed.task,
    seeds: { ...spec.seeds, first: fixed.seeds.first },
    // What a sweep adds while it trains would be spent without a question.
    lrSweep: { ...spec.lrSweep, widen: false },
    evaluation: fixed.evaluation,
    start: fromChance,
  };
}

/** The final run of a design: one model, of one size, data set and learning rate, from the seed of the challenge. */
export function finalOf(
  spec: ExperimentSpec,
  { width, uniqueSamples }: { readonly width: number; readonly uniqueSamples: number | null },
): ExperimentSpec {
  return {
    ...spec,
    model: { ...spec.model, widths: [width] },
    data: { ...spec.data, uniqueSamples: [uniqueSamples], branches: [], budgets: [] },
    lrSweep: { ...spec.lrSweep, enabled: false },
    seeds: { ...spec.seeds, count: 1 },
  };
}

/** The same where a design names one size and one data set. Throws InputError where it names several. */
export function finalOfDesign(spec: ExperimentSpec): ExperimentSpec {
  const { widths } = spec.model;
  const { uniqueSamples } = spec.data;
  if (widths.length > 1) fail('model.widths', 'one width: a final run is a single model', widths);
  if (uniqueSamples.length > 1)
    fail('data.uniqueSamples', 'one number: a final run is a single model', uniqueSamples);
  return finalOf(spec, { width: widths[0], uniqueSamples: uniqueSamples[0] });
}

/** How an experiment breaks the rules, a part of a sentence each: `its seeds begin with 7, those of the challenge with 1`. */
export function ruleProblems(spec: ExperimentSpec, fixed: ExperimentSpec): string[] {
  const problems: string[] = [];
  const { task, seeds, lrSweep, evaluation, start } = spec;
  if (!equal(task, fixed.task)) {
    const [field, its, expected] = differenceOf(task, fixed.task);
    problems.push(`it has another task: ${field} is ${shown(its)}, and ${shown(expected)} in the challenge`);
  }
  if (seeds.first !== fixed.seeds.first)
    problems.push(
      `it has another seed: its first is ${seeds.first}, and ${fixed.seeds.first} in the challenge`,
    );
  if (lrSweep.enabled && lrSweep.widen)
    problems.push('its learning-rate sweep may grow while it trains, which no budget can foresee');
  if (!equal(evaluation, fixed.evaluation))
    problems.push(
      `it is evaluated otherwise: ${shown(evaluation)}, and ${shown(fixed.evaluation)} in the challenge`,
    );
  if (start.weightsId !== '') problems.push('it starts from trained weights');
  return problems;
}

/** How a final run breaks the rules, beside those of every experiment. */
export function finalProblems({ model, data, lrSweep, seeds }: ExperimentSpec): string[] {
  const counts = [
    [model.widths.length, 'sizes'],
    [data.uniqueSamples.length, 'data sets'],
    [lrSweep.enabled ? lrSweep.count : 1, 'learning rates'],
    [seeds.count, 'seeds'],
    [data.branches.length + 1, 'lengths'],
    [data.budgets.length + 1, 'budgets'],
  ] as const;
  const many = counts.find(([count]) => count > 1);
  return many ? [`it has ${many[0]} ${many[1]}: a final run is a single model`] : [];
}

/** The first field in which two tasks differ, with its two values. */
function differenceOf(its: object, expected: object): readonly [string, unknown, unknown] {
  const [ofIts, ofExpected] = [its, expected] as Readonly<Record<string, unknown>>[];
  const names = [...new Set(['type', ...Object.keys(ofExpected), ...Object.keys(ofIts)])];
  const field = names.find((name) => !equal(ofIts[name], ofExpected[name])) ?? 'type';
  return [field, ofIts[field], ofExpected[field]];
}

function equal(a: unknown, b: unknown): boolean {
  return canonicalJson(a) === canonicalJson(b);
}
