// A law of a table of points as `lawFigure` takes it. A amplitude, alpha exponent, E irreducible loss, L loss.

import { formatCount, formatNumber, formatWithError } from '../base/format.js';
import { predictBrokenPowerLaw, type BreakChoice } from '../fit/other/broken-power-law.js';
import type { PowerLawFit } from '../fit/power-law/law.js';
import type { TablePowerLaw } from '../laws/power-law.js';
import type { Size } from '../laws/table/six-nd.js';
import { drawnPowerLaw } from './drawn-power-law.js';
import type { LawLine, LawView } from './law-figure.js';

/** Published losses often span less than a third of a decade. */
const LEAST_HEIGHT = 0.1;

/** `x` is the label of the axis, `broken` a law with a break where the points support one. */
export function tableLawView(
  { axis, points, fit }: TablePowerLaw,
  x: string,
  broken: BreakChoice['broken'] | null,
): LawView {
  return {
    axis,
    labels: { x, y: 'loss' },
    points: points.map(({ x: at, loss, standardError, excluded }) => ({
      x: at,
      loss,
      standardError,
      inFit: excluded === null,
      ink: 'ink',
      words: `${axis} ${formatCount(at)} · loss ${formatWithError(loss, standardError)}`,
    })),
    hollow: 'left out',
    fit:
      fit.type === 'fit'
        ? { law: drawnPowerLaw(fit), name: formula(axis, fit), parameters: null, provisional: false }
        : null,
    others: broken?.type === 'fit' ? [brokenLine(broken)] : [],
    theory: null,
    floor: null,
    ghost: null,
    forecast: null,
    sizes: [],
    beyond: null,
    leastHeight: LEAST_HEIGHT,
  };
}

function formula(axis: Size, { E, A, alpha }: PowerLawFit): string {
  const floor = E > 0 ? `${formatNumber(E)} + ` : '';
  return `L = ${floor}${formatNumber(A)} ${axis}^−${formatNumber(alpha)}`;
}

function brokenLine(broken: Extract<BreakChoice['broken'], { type: 'fit' }>): LawLine {
  return { name: 'with a break', lossAt: (x) => predictBrokenPowerLaw(broken, x).loss };
}
