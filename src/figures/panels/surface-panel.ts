// The loss surface L(N, D) = E + A N^-alpha + B D^-beta: its contours with the compute-optimal path, its residuals.
//
// C training FLOPs, D samples or tokens seen, E irreducible loss, L loss, N parameters.

import { formatCount, formatNumber, formatWithError } from '../../base/format.js';
import { linearTicks, logTicks, type Range } from '../../base/log-scale.js';
import { halfWidth } from '../../base/maths/statistics.js';
import { computeOptimum } from '../../fit/surface/compute-optimal.js';
import { profileLossSurface } from '../../fit/surface/profile.js';
import type { LossSurfaceFit, Robust } from '../../fit/surface/surface.js';
import {
  logAxis,
  logSteps,
  type Coordinate,
  type Figure,
  type FigureLine,
  type FigureMark,
} from '../figure.js';
import type { PointTable } from '../../laws/table/point-table.js';
import { surfaceOfTable, surfacePointsOfTable, type TableSurface } from '../../laws/surface.js';
import { axisNames, intervalWords, panelLabels, refusedPanel, type Fact, type Panel } from './panel.js';
import { countsOfTable, surfaceChecklist } from '../../laws/recipe.js';
import { floorProfileFigure } from './profile-figure.js';
import { residualFigure } from './residual-figure.js';

export interface SurfacePanel {
  readonly panel: Panel;
  /** Null where it is refused. */
  readonly fit: LossSurfaceFit | null;
  readonly withBootstrap: ((resamples: number, seed: number) => Panel) | null;
}

interface Run {
  readonly N: number;
  readonly D: number;
  readonly loss: number;
}

const parameters = ['E', 'A', 'B', 'alpha', 'beta'] as const;
const symbols = { E: 'E', A: 'A', B: 'B', alpha: 'α', beta: 'β' } as const;
/** Contours of the loss, about. */
const CONTOURS = 14;

/** Huber's delta of Hoffmann et al. 2022, in log loss. */
const HUBER_DELTA = 1e-3;

/** Throws InputError as `surfaceOfTable` does. */
export function surfacePanel(table: PointTable, isRobust = false): SurfacePanel {
  const all = (): boolean => true;
  const robust: Robust = isRobust ? { type: 'huber', delta: HUBER_DELTA } : { type: 'none' };
  const { fit, warnings, rows } = surfaceOfTable(table, all, { robust });
  if (fit.type === 'refused') {
    const panel = { ...refusedPanel('surface', fit.reason), warnings };
    return { panel, fit: null, withBootstrap: null };
  }
  const panel = fittedPanel(table, fit, warnings, rows);
  return {
    panel,
    fit,
    withBootstrap: (resamples, seed) => {
      const again = surfaceOfTable(table, all, { robust, bootstrap: { resamples, seed } });
      return { ...panel, facts: [...panel.facts, ...bootstrapFacts(again, resamples)] };
    },
  };
}

function fittedPanel(
  table: PointTable,
  fit: LossSurfaceFit,
  warnings: readonly string[],
  rows: number,
): Panel {
  const { alpha, beta, intervals, rollingOrigin } = fit;
  const hidden = rollingOrigin.map((error) => `${(100 * Math.abs(error)).toFixed(1)} %`);
  return {
    id: 'surface',
    label: panelLabels.surface,
    fitted: true,
    headline: `α = ${formatWithError(alpha, halfWidth(intervals.alpha))}, β = ${formatWithError(beta, halfWidth(intervals.beta))}`,
    summary: `L = ${formatNumber(fit.E)} + ${formatNumber(fit.A)} N^−${formatNumber(alpha)} + ${formatNumber(fit.B)} D^−${formatNumber(beta)}, ${fit.method.robust.type === 'none' ? 'least squares' : 'Huber’s loss'} of log loss.`,
    facts: [
      ...parameters.map((name) => ({
        name: `${symbols[name]}, 95 %`,
        value: `${formatNumber(fit[name])} (${intervalWords(intervals[name])})`,
      })),
      { name: 'Fit', value: `R² ${fit.r2.toFixed(fit.r2 > 0.999 ? 5 : 4)}` },
      { name: 'Condition of the design', value: formatNumber(fit.condition, 2) },
      {
        name: 'Correlation of A and α, B and β, E and α',
        value: [fit.correlation[1][3], fit.correlation[2][4], fit.correlation[0][3]]
          .map((value) => formatNumber(value))
          .join(', '),
      },
      ...(hidden.length > 0 ? [{ name: 'Foretells its largest N within', value: hidden.join(', ') }] : []),
      { name: 'From', value: `${rows} runs of ${fit.sizeCount} sizes` },
    ],
    comparison: null,
    checklist: surfaceChecklist(fit, { rows, given: table.points.length }, countsOfTable(table)),
    warnings: [...warnings, ...fit.warnings],
    figures: [contourFigure(table, fit), surfaceResiduals(table, fit), ...profileFigures(table, fit)],
  };
}

function bootstrapFacts({ fit }: TableSurface, resamples: number): Fact[] {
  if (fit.type === 'refused' || !fit.bootstrap) return [];
  const { bootstrap } = fit;
  return (['E', 'alpha', 'beta'] as const).map((name) => ({
    name: `${symbols[name]}, bootstrap of ${formatCount(resamples)}`,
    value: intervalWords(bootstrap[name]),
  }));
}

function runsOf({ points }: PointTable): readonly Run[] {
  return points.flatMap(({ N, D, loss }) =>
    N === null || D === null || loss === null ? [] : [{ N, D, loss }],
  );
}

/** Where a floor can be told at all. */
function profileFigures(table: PointTable, fit: LossSurfaceFit): Figure[] {
  const profile = profileLossSurface(surfacePointsOfTable(table).points, fit);
  return profile ? [floorProfileFigure(profile, ['alpha', 'beta'])] : [];
}

function lossAt({ E, A, B, alpha, beta }: LossSurfaceFit, N: number, D: number): number {
  return E + A * N ** -alpha + B * D ** -beta;
}

function contourFigure(table: PointTable, fit: LossSurfaceFit): Figure {
  const runs = runsOf(table);
  const x = logAxis(
    axisNames.N,
    runs.map(({ N }) => N),
    0.08,
  );
  const y = logAxis(
    axisNames.D,
    runs.map(({ D }) => D),
    0.08,
  );
  const levels = levelsOf(fit, x.range, y.range);
  const contours = levels.map((level, i): FigureLine => ({
    points: contour(fit, level, x.range, y.range),
    ink: { index: levels.length - 1 - i, count: levels.length },
    style: 'thin',
    name: null,
    label: formatNumber(level),
  }));
  const path = optimalPath(fit, x.range, y.range);
  const marks = runs.map(({ N, D, loss }): FigureMark => ({
    x: N,
    y: D,
    ink: 'soft',
    shape: 'dot',
    error: null,
    words: `N ${formatCount(N)} · D ${formatCount(D)} · loss ${formatNumber(loss, 4)} · surface ${formatNumber(lossAt(fit, N, D), 4)}`,
  }));
  return {
    title: 'Loss surface',
    x,
    y,
    bands: [],
    lines: [
      ...contours.filter(({ points }) => points.length > 1),
      { points: path, ink: 'ink', style: 'dashed', name: 'compute-optimal path', label: null },
    ],
    marks,
    key: [{ shape: 'dot', name: 'run' }],
    summary: `Contours of the loss over N and D through ${runs.length} runs, from ${formatNumber(levels[0] ?? NaN)} up, and the compute-optimal path.`,
    table: {
      heads: ['N', 'D', 'loss', 'surface'],
      rows: runs.map(({ N, D, loss }) => [N, D, loss, lossAt(fit, N, D)]),
    },
  };
}

/** Round losses between the lowest and the highest of a field. */
function levelsOf(fit: LossSurfaceFit, [N0, N1]: Range, [D0, D1]: Range): number[] {
  const [low, high] = [lossAt(fit, N1, D1), lossAt(fit, N0, D0)];
  return high < 10 * low ? linearTicks(low, high, CONTOURS) : logTicks([low, high], CONTOURS);
}

/** Where L is `level`: D = (B / (L - E - A N^-alpha))^(1 / beta), from the largest N inwards. */
function contour(fit: LossSurfaceFit, level: number, N: Range, [D0, D1]: Range): Coordinate[] {
  const { E, A, B, alpha, beta } = fit;
  return logSteps(N, 400).flatMap((at): Coordinate[] => {
    const left = level - E - A * at ** -alpha;
    const D = left > 0 ? (B / left) ** (1 / beta) : Infinity;
    return D >= D0 && D <= D1 ? [[at, D]] : [];
  });
}

function optimalPath(fit: LossSurfaceFit, [N0, N1]: Range, [D0, D1]: Range): Coordinate[] {
  return logSteps([6 * N0 * D0, 6 * N1 * D1], 200).flatMap((C): Coordinate[] => {
    const { N, D } = computeOptimum(fit, C);
    const inside = N.value >= N0 && N.value <= N1 && D.value >= D0 && D.value <= D1;
    return inside ? [[N.value, D.value]] : [];
  });
}

function surfaceResiduals(table: PointTable, fit: LossSurfaceFit): Figure {
  const runs = runsOf(table);
  const sizes = [...new Set(runs.map(({ N }) => N))].sort((a, b) => a - b);
  const rank = new Map(sizes.map((N, i) => [N, i]));
  return residualFigure(
    runs.map(({ N, D, loss }) => ({
      x: 6 * N * D,
      residual: Math.log(loss / lossAt(fit, N, D)),
      ink: { index: rank.get(N) ?? 0, count: sizes.length },
      words: `N ${formatCount(N)} · D ${formatCount(D)}`,
    })),
    '6 N D, coloured by N',
  );
}
