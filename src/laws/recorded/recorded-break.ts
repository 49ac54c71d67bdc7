// A law with one break beside the plain one. N parameters.

import { formatCount, formatNumber } from '../../base/format.js';
import { chooseBreak, predictBrokenPowerLaw } from '../../fit/other/broken-power-law.js';
import type { RecordedBreak } from '../../lab/gallery/recorded-law.js';
import type { Law } from '../runs/lab-laws.js';
import { isUsed } from '../runs/lab-points.js';

/** Points of the line. */
const LINE_POINTS = 60;
/** Digits of what is only drawn. */
const DRAWN_DIGITS = 4;

/** Null where there are too few sizes, or they determine no break. */
export function recordedBreak({ points, fit, alternatives, undecided }: Law): RecordedBreak | null {
  const { broken, supported } = chooseBreak(points.filter(isUsed), {
    chosen: fit,
    alternatives,
    undecided,
  });
  if (broken.type === 'refused') return null;
  const { parameters, intervals, xRange } = broken;
  const [low, high] = xRange;
  const sizes = Array.from({ length: LINE_POINTS }, (_, i) => low * (high / low) ** (i / (LINE_POINTS - 1)));
  return {
    x: parameters.breakAt,
    interval: intervals.breakAt,
    before: parameters.alphaBefore,
    after: parameters.alphaAfter,
    line: sizes.map((x) => [rounded(x), rounded(predictBrokenPowerLaw(broken, x).loss)] as const),
    supported,
  };
}

/** What a law that breaks says in place of its one exponent. */
export function breakInWords(axis: string, { x, interval, before, after }: RecordedBreak): string {
  const [low, high] = interval.map((end) => formatCount(end));
  return (
    `One power law is refused: the law breaks at ${axis} = ${formatCount(x)} (95 %: ${low} to ${high}). ` +
    `Its exponent is ${formatNumber(before, 2)} before and ${formatNumber(after, 2)} after.`
  );
}

const rounded = (value: number): number => Number(value.toPrecision(DRAWN_DIGITS));
