// Law -> columns of the law chart. x is N or D, E the irreducible loss, L the loss.

import { confidenceBand, predictPowerLaw } from '../../../fit/power-law/predict.js';
import type { PowerLawFit } from '../../../fit/power-law/law.js';
import type { Law } from '../../../laws/lab-laws.js';
import type { LabPoint } from '../../../laws/lab-points.js';
import type { RunRecord } from '../../../lab/records/record.js';
import { parameterCounts } from '../../../models/parameters.js';
import { padded, positiveExtent, type Range } from '../../../base/log-scale.js';

export interface LawColumns {
  /** x; fit; lower and upper edge of the 95 % band; theory; floor; ghost. Null where a line has nothing to say. */
  readonly data: readonly [
    x: number[],
    fit: (number | null)[],
    low: (number | null)[],
    high: (number | null)[],
    theory: (number | null)[],
    floor: (number | null)[],
    ghost: (number | null)[],
  ];
  readonly domain: { readonly x: Range; readonly y: Range };
}

/** A band that reaches zero has no place on a log axis; it is cut this far below the law, out of sight. */
const LEAST_SHARE = 1e-3;
/** Points of x at which lines are drawn. */
const GRID = 96;

/** Columns over the range of all points, those of the runs that are still to come included: the axis stands still. */
export function lawColumns(law: Law | null, ghost: Law | null, runs: readonly RunRecord[] = []): LawColumns {
  const points = law?.points ?? [];
  const extent = positiveExtent([
    ...points.map(({ x: at }) => at),
    ...(ghost?.points ?? []).map(({ x: at }) => at),
    ...runs.map(({ plan }) =>
      law?.axis === 'D' ? plan.uniqueSamples : parameterCounts(plan.model)[law?.convention ?? 'total'],
    ),
  ]) ?? [100, 100_000];
  const [low, high] = padded(extent, 0.06, 1);
  const x = Array.from({ length: GRID }, (_, i) => low * (high / low) ** (i / (GRID - 1)));
  const fit = drawnFit(law);
  const ghostFit = ghost?.fit.type === 'fit' ? ghost.fit : null;
  const lawAt = (of: PowerLawFit, at: number): number => predictPowerLaw(of, at).loss;
  const band = fit && x.map((at) => confidenceBand(fit, at));
  const floor = law?.knownFloor ?? null;
  const theory = law && theoryLine(law, fit);
  const column = (value: ((at: number, i: number) => number) | null): (number | null)[] =>
    x.map((at, i) => {
      const y = value?.(at, i);
      return y !== undefined && y > 0 && Number.isFinite(y) ? y : null;
    });
  const [ghostLow, ghostHigh] = (ghostFit && extendedRange(ghostFit)) ?? [0, 0];
  const columns = {
    fit: column(fit && ((at) => lawAt(fit, at))),
    low: column(fit && band && ((at, i) => Math.max(band[i][0], lawAt(fit, at) * LEAST_SHARE))),
    high: column(band && ((_, i) => band[i][1])),
    theory: column(theory),
    floor: column(floor !== null && floor > 0 ? () => floor : null),
    ghost: column(
      ghostFit && ((at) => (at >= ghostLow && at <= ghostHigh ? lawAt(ghostFit, at) : Number.NaN)),
    ),
  };
  const y = positiveExtent([
    ...points.flatMap(({ loss, standardError }) => [
      loss,
      loss - 2 * (standardError ?? 0),
      loss + 2 * (standardError ?? 0),
    ]),
    ...columns.fit,
    ...columns.floor,
    ...columns.ghost,
  ]);
  return {
    data: [x, columns.fit, columns.low, columns.high, columns.theory, columns.floor, columns.ghost],
    domain: { x: [low, high], y: padded(y ?? [0.01, 1], 0.08, 0.5) },
  };
}

/** Share of the plot's width and height that words in a corner take. */
const CORNER = { width: 0.5, height: 0.25 };

/**
 * Where words are in nobody's way: the upper right, which a falling law leaves empty, or else the lower left, where a law that lies
 * high above the last one does.
 */
export function freeCorner({ data, domain }: LawColumns, points: readonly LabPoint[]): 'high' | 'low' {
  const [x, fit, , , theory, , ghost] = data;
  const drawn = [
    ...points.map(({ x: at, loss }) => [at, loss] as const),
    ...[fit, theory, ghost].flatMap((line) => line.map((y, i) => [x[i], y ?? NaN] as const)),
  ];
  const share = ([low, high]: Range, at: number): number => Math.log(at / low) / Math.log(high / low);
  const places = drawn.map(([at, y]) => [share(domain.x, at), share(domain.y, y)] as const);
  const { width, height } = CORNER;
  const isHighTaken = places.some(([right, up]) => right > 1 - width && up > 1 - height && up <= 1);
  const isLowTaken = places.some(([right, up]) => right < width && up < height && up >= 0);
  return isHighTaken && !isLowTaken ? 'low' : 'high';
}

/** The fit, or that of the sizes under way. */
export function drawnFit(law: Law | null): PowerLawFit | null {
  return law?.fit.type === 'fit' ? law.fit : (law?.soFar?.fit ?? null);
}

function extendedRange(fit: PowerLawFit): Range {
  return padded(fit.xRange, 0.05, 0);
}

/**
 * The slope that theory expects, through the geometric middle of the points: theory has no claim on the height. Above a
 * known floor the law is the floor plus that power.
 */
function theoryLine(law: Law, fit: PowerLawFit | null): ((x: number) => number) | null {
  const { theory } = law;
  const points = law.points.filter(({ loss, excluded }) => excluded === null && loss > 0);
  if (theory === null || points.length < 2) return null;
  const floor = law.knownFloor ?? fit?.E ?? 0;
  const above = points.filter(({ loss }) => loss > floor);
  if (above.length === 0) return null;
  const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;
  const middleX = mean(above.map(({ x }) => Math.log(x)));
  const middleExcess = mean(above.map(({ loss }) => Math.log(loss - floor)));
  return (x) => floor + Math.exp(middleExcess - theory * (Math.log(x) - middleX));
}
