// A law in words and a table on stdout.

import { formatCount, formatNumber, formatWithError } from '../../base/format.js';
import { halfWidth } from '../../base/maths/statistics.js';
import type { PowerLawFit } from '../../fit/power-law/law.js';
import { heldOutFacts } from '../../laws/held-out.js';
import { endlessFloorInWords, lawInWords } from '../../laws/runs/words.js';
import type { Size } from '../../laws/table/six-nd.js';
import { printTable } from '../shared/command.js';
import type { ReportedLaw } from './law-json.js';

export function printLaw(law: ReportedLaw): void {
  for (const line of lawLines(law)) console.log(line);
  console.log('');
  const rows = law.points.map(({ x, loss, standardError, learningRate, excluded }) => [
    formatCount(x),
    formatWithError(loss, standardError),
    learningRate === null ? '' : formatNumber(learningRate),
    excluded === null ? '' : `left out: ${excluded}`,
  ]);
  printTable([[law.axis, 'loss', 'learning rate', ''], ...rows]);
}

/** The law, its numbers with 95 % intervals, and what should be known beside them. */
export function lawLines(law: ReportedLaw): string[] {
  const { fit, alternatives, knownFloor, warnings } = law;
  if (fit.type === 'refused') return [`No law along ${law.axis}: ${fit.reason}`, ...warnings];
  const fitted = alternatives.find((other) => other.type === 'fit' && other.floor.type === 'free');
  const lines = [lawInWords(law), equation(law.axis, fit), quality(law.axis, fit)];
  if (knownFloor !== null && fitted?.type === 'fit') {
    lines.push(`With the floor fitted: ${numbers(fitted)}; known: E = ${formatNumber(knownFloor, 4)}`);
  }
  const endless = endlessFloorInWords(law);
  if (endless !== null) lines.push(endless);
  return [...lines, ...warnings, ...fit.warnings];
}

function equation(axis: string, fit: PowerLawFit): string {
  return `L = E + A ${axis}^-alpha: ${numbers(fit)}, A = ${formatNumber(fit.A)} (95 %)`;
}

function numbers({ alpha, E, intervals, floor }: PowerLawFit): string {
  const exponent = `alpha = ${formatWithError(alpha, halfWidth(intervals.alpha))}`;
  if (floor.type === 'none') return `${exponent}, no floor`;
  if (floor.type === 'fixed') return `${exponent}, E = ${formatNumber(E, 4)} known`;
  return `${exponent}, E = ${formatWithError(E, halfWidth(intervals.E))}`;
}

function quality(axis: Size, { r2, pointCount, decades, rollingOrigin }: PowerLawFit): string {
  const of = `R2 ${r2.toFixed(4)} of log loss, ${pointCount} points over ${decades.toFixed(1)} decades`;
  return [of, ...heldOutFacts(axis, rollingOrigin).map(({ name, value }) => `${name} ${value}`)].join('; ');
}
