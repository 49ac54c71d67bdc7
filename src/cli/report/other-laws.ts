// Kaplan's and the product surface, laws with a break and repeated data, as JSON and in words.

import { formatNumber } from '../../base/format.js';
import { rootMeanSquare } from '../../base/maths/statistics.js';
import type { Interval } from '../../fit/goodness/prediction.js';
import type { TableBreak, TableSurfaceForm } from '../../laws/other-forms.js';
import type { TableCriticalBatch } from '../../laws/critical-batch.js';
import type { TableRepeat } from '../../laws/repeated-data.js';

/** `parameters` are null where a fit is refused, and `refused` says why. */
export function surfaceFormJson(law: string, result: TableSurfaceForm): Record<string, unknown> {
  const { rows, fit, candidates, survivors, warnings } = result;
  const comparison = candidates.map((candidate) => ({
    law: candidate.law,
    aicc: candidate.aicc,
    hiddenError: hiddenError(candidate.hiddenErrors),
    survives: survivors.includes(candidate),
  }));
  const head = { law, rows, comparison };
  if (fit.type === 'refused')
    return { ...head, parameters: null, intervals: null, refused: fit.reason, warnings };
  const { parameters, intervals, r2, aicc, condition } = fit;
  return { ...head, parameters, intervals, r2, aicc, condition, warnings: [...warnings, ...fit.warnings] };
}

export function printSurfaceForm(
  formula: string,
  { fit, candidates, survivors, warnings }: TableSurfaceForm,
): void {
  print([
    ...(fit.type === 'refused'
      ? [`No ${formula}: ${fit.reason}`]
      : [
          `${formula}: ${numbers(fit.parameters, fit.intervals)} (95 %)`,
          `R2 ${fit.r2.toFixed(4)} of log loss`,
        ]),
    ...candidates.map((candidate) => {
      const error = hiddenError(candidate.hiddenErrors);
      const foretold =
        error === null ? 'too few runs to hide any' : `largest runs foretold to ${percent(error)}`;
      const aicc = candidate.aicc === null ? '' : `, AICc ${candidate.aicc.toFixed(1)}`;
      return `  ${candidate.law}: ${foretold}${aicc}${survivors.includes(candidate) ? ', not ruled out' : ''}`;
    }),
    ...warnings,
  ]);
}

export function breakJson({ law, broken, supported }: TableBreak): Record<string, unknown> {
  const head = { law: 'broken', axis: law.axis, rows: law.points.length, supported };
  if (broken.type === 'refused') {
    return { ...head, parameters: null, intervals: null, refused: broken.reason, warnings: law.warnings };
  }
  const { parameters, intervals, r2, aicc, rollingOrigin, condition } = broken;
  const warnings = [...law.warnings, ...broken.warnings];
  return { ...head, parameters, intervals, r2, aicc, rollingOrigin, condition, warnings };
}

export function printBreak({ law, broken, supported }: TableBreak): void {
  const warnings = broken.type === 'fit' ? [...law.warnings, ...broken.warnings] : law.warnings;
  print([
    ...(broken.type === 'refused'
      ? [`No law with a break along ${law.axis}: ${broken.reason}`]
      : [
          `L = E + A ${law.axis}^-before, then ^-after: ${numbers(broken.parameters, broken.intervals)} (95 %)`,
          supported
            ? 'Hidden points are foretold better with the break than without.'
            : 'The points do not want the break: a plain power law does as well.',
        ]),
    ...warnings,
  ]);
}

/** An open end of an interval is null. */
export function repeatJson({ rows, fit, warnings }: TableRepeat): Record<string, unknown> {
  const head = { law: 'repeat', rows };
  if (fit.type === 'refused')
    return { ...head, parameters: null, intervals: null, refused: fit.reason, warnings };
  const closed = (interval: Interval) => interval.map((end) => (Number.isFinite(end) ? end : null));
  return {
    ...head,
    parameters: { dataDecay: fit.dataDecay, parameterDecay: fit.parameterDecay },
    intervals: {
      dataDecay: closed(fit.dataProfile.interval),
      parameterDecay: closed(fit.parameterProfile.interval),
    },
    profiles: { dataDecay: fit.dataProfile.points, parameterDecay: fit.parameterProfile.points },
    surface: fit.surface,
    objective: fit.objective,
    objectiveWithoutDecay: fit.objectiveWithoutDecay,
    warnings: [...warnings, ...fit.warnings],
  };
}

export function printRepeat({ fit, warnings }: TableRepeat): void {
  if (fit.type === 'refused') return print([`No worth of repeated data: ${fit.reason}`, ...warnings]);
  const range = ([low, high]: Interval): string =>
    `${formatNumber(low, 2)} to ${Number.isFinite(high) ? formatNumber(high, 2) : 'any'}`;
  print([
    `Repeated data lose their worth over R_D = ${formatNumber(fit.dataDecay)} epochs (95 % ${range(fit.dataProfile.interval)}), ` +
      `excess parameters over R_N = ${formatNumber(fit.parameterDecay)} times (${range(fit.parameterProfile.interval)}).`,
    `${fit.repeatedCount} of ${fit.pointCount} runs repeat their data.`,
    ...warnings,
    ...fit.warnings,
  ]);
}

/** `parameters` are null where a fit is refused, and `refused` says why. */
export function criticalBatchJson({
  target,
  points,
  fit,
  warnings,
}: TableCriticalBatch): Record<string, unknown> {
  const head = { law: 'critical-batch', loss: target, points };
  if (fit.type === 'refused')
    return { ...head, parameters: null, intervals: null, refused: fit.reason, warnings };
  const { parameters, intervals, r2 } = fit;
  return { ...head, parameters, intervals, r2, warnings: [...warnings, ...fit.warnings] };
}

export function printCriticalBatch({ target, points, fit, warnings }: TableCriticalBatch): void {
  print([
    ...(fit.type === 'refused'
      ? [`No critical batch size: ${fit.reason}`]
      : [
          `steps = leastSteps + leastExamples / batch: ${numbers(fit.parameters, fit.intervals)} (95 %)`,
          `To a loss of ${formatNumber(target, 4)}, at ${points.length} batch sizes`,
          ...fit.warnings,
        ]),
    ...warnings,
  ]);
}

function numbers(
  parameters: Readonly<Record<string, number>>,
  intervals: Readonly<Record<string, Interval>>,
): string {
  return Object.entries(parameters)
    .map(
      ([name, value]) =>
        `${name} = ${formatNumber(value)} (${intervals[name].map((end) => formatNumber(end)).join(' to ')})`,
    )
    .join(', ');
}

/** Null where no run could be hidden. */
function hiddenError(errors: readonly number[]): number | null {
  return errors.length === 0 ? null : rootMeanSquare(errors);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}

function print(lines: readonly string[]): void {
  for (const line of lines) console.log(line);
}
