// A law in words and numbers, a line each: for what is printed and for reports.

import { formatWithInterval, formatNumber } from '../base/format.js';
import type { PowerLawFit } from '../fit/power-law/law.js';
import { heldOutFacts } from './held-out.js';
import type { Law } from './runs/lab-laws.js';
import { endlessFloorInWords, lawInWords } from './runs/words.js';
import type { Size } from './table/six-nd.js';

/** A law of an experiment or of a table. */
export type LinedLaw = Pick<Law, 'fit' | 'alternatives' | 'theory' | 'knownFloor' | 'warnings'> & {
  readonly axis: Size;
  readonly endlessFloor?: Law['endlessFloor'];
  readonly examples?: Law['examples'];
};

/** The law, its numbers with 95 % intervals, and what should be known beside them. */
export function lawLines(law: LinedLaw): string[] {
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
  const exponent = `alpha = ${formatWithInterval(alpha, intervals.alpha)}`;
  if (floor.type === 'none') return `${exponent}, no floor`;
  if (floor.type === 'fixed') return `${exponent}, E = ${formatNumber(E, 4)} known`;
  return `${exponent}, E = ${formatWithInterval(E, intervals.E)}`;
}

function quality(axis: Size, { r2, pointCount, decades, rollingOrigin }: PowerLawFit): string {
  const of = `R2 ${r2.toFixed(4)} of log loss, ${pointCount} points over ${decades.toFixed(1)} decades`;
  return [of, ...heldOutFacts(axis, rollingOrigin).map(({ name, value }) => `${name} ${value}`)].join('; ');
}
