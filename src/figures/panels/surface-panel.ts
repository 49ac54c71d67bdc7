// The loss surface L(N, D) = E + A N^-alpha + B D^-beta: its contours with the compute-optimal path, its residuals.
//
// C training FLOPs, D samples or tokens seen, E irreducible loss, L loss, N parameters.

import { formatNumber } from '../../base/format.js';
import { linearTicks, logTicks, type Range } from '../../base/log-scale.js';
import { computeOptimum } from '../../fit/surface/compute-optimal.js';
import { fitLossSurface } from '../../fit/surface/fit.js';
import { profileLossSurface } from '../../fit/surface/profile.js';
import type { LossSurfaceFit, SurfacePoint } from '../../fit/surface/surface.js';
import {
  logAxis,
  logSteps,
  type Coordinate,
  type Figure,
  type FigureLine,
  type FigureMark,
} from '../figure.js';
import { heldOutFacts } from '../../laws/held-out.js';
import { countsOfTable } from '../../laws/recipe.js';
import { sixNDFlops } from '../../laws/table/six-nd.js';
import type { FinishedPoint } from '../../laws/table/point-table.js';
import { surfaceInWords, surfaceRecipe, type TableSurface } from '../../laws/surface.js';
import type { LawsOfTable } from '../../laws/table-laws.js';
import { refusedPanel, type Fact, type Panel, type RefinedPanel } from './panel.js';
import { floorProfileFigure } from './profile-figure.js';
import { residualFigure } from './residual-figure.js';
import {
  axisNames,
  intervalWords,
  labels,
  surfaceWords as says,
  symbolOf,
  withInterval,
  words,
} from './words.js';

interface Run {
  readonly N: number;
  readonly D: number;
  readonly loss: number;
}

const parameters = ['E', 'A', 'B', 'alpha', 'beta'] as const;
/** Contours of the loss, about. */
const CONTOURS = 14;

/** Throws InputError where the table lacks N or D. */
export function surfacePanel({ surface, table }: LawsOfTable): RefinedPanel {
  const { fit, points, warnings } = surface;
  if (fit.type === 'refused') {
    return { panel: { ...refusedPanel('surface', fit.reason), warnings }, withBootstrap: null };
  }
  const runs = table.points.filter(({ cooled }) => cooled);
  const panel = {
    ...surfaceFitPanel(surface, fit, runs.flatMap(runOf)),
    recipe: surfaceRecipe(surface, countsOfTable(table)),
  };
  return {
    panel,
    withBootstrap: (resamples, seed) => {
      const again = fitLossSurface(points, { ...fit.method, bootstrap: { resamples, seed } });
      return { ...panel, facts: [...panel.facts, ...surfaceBootstrap(again, resamples)] };
    },
  };
}

function surfaceFitPanel(law: TableSurface, fit: LossSurfaceFit, runs: readonly Run[]): Panel {
  const { points, warnings } = law;
  const { alpha, beta, intervals, rollingOrigin } = fit;
  return {
    id: 'surface',
    label: labels.surface,
    fitted: true,
    headline: says.headline(alpha, intervals.alpha, beta, intervals.beta),
    summary: surfaceInWords(law),
    facts: [
      ...parameters.map((name) => ({
        name: words.interval(symbolOf(name)),
        value: withInterval(fit[name], intervals[name]),
      })),
      { name: words.fit, value: words.r2(fit.r2) },
      { name: words.condition, value: formatNumber(fit.condition, 2) },
      {
        name: says.correlation,
        value: [fit.correlation[1][3], fit.correlation[2][4], fit.correlation[0][3]]
          .map((value) => formatNumber(value))
          .join(', '),
      },
      ...heldOutFacts('N', rollingOrigin),
      { name: words.from, value: says.from(points.length, fit.sizeCount) },
    ],
    comparison: null,
    recipe: [],
    warnings: [...warnings, ...fit.warnings],
    figures: [contourFigure(runs, fit), surfaceResiduals(runs, fit), ...surfaceProfiles(points, fit)],
  };
}

function surfaceBootstrap(fit: ReturnType<typeof fitLossSurface>, resamples: number): Fact[] {
  if (fit.type === 'refused' || !fit.bootstrap) return [];
  const { bootstrap } = fit;
  return (['E', 'alpha', 'beta'] as const).map((name) => ({
    name: words.bootstrap(symbolOf(name), resamples),
    value: intervalWords(bootstrap[name]),
  }));
}

function runOf({ N, D, loss }: FinishedPoint): Run[] {
  return N === null || D === null ? [] : [{ N, D, loss }];
}

/** Where a floor can be determined at all. */
function surfaceProfiles(points: readonly SurfacePoint[], fit: LossSurfaceFit): Figure[] {
  const profile = profileLossSurface(points, fit);
  return profile ? [floorProfileFigure(profile, ['alpha', 'beta'])] : [];
}

function lossAt({ E, A, B, alpha, beta }: LossSurfaceFit, N: number, D: number): number {
  return E + A * N ** -alpha + B * D ** -beta;
}

function contourFigure(runs: readonly Run[], fit: LossSurfaceFit): Figure {
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
    words: says.runAt(words.sizes(N, D), loss, lossAt(fit, N, D)),
  }));
  return {
    title: says.title,
    x,
    y,
    bands: [],
    lines: [
      ...contours.filter(({ points }) => points.length > 1),
      { points: path, ink: 'ink', style: 'dashed', name: says.path, label: null },
    ],
    marks,
    key: [{ shape: 'dot', name: says.run }],
    summary: says.chart(runs.length, levels[0] ?? NaN),
    table: {
      heads: says.heads,
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
  return logSteps([sixNDFlops(N0, D0), sixNDFlops(N1, D1)], 200).flatMap((C): Coordinate[] => {
    const { N, D } = computeOptimum(fit, C);
    const inside = N.value >= N0 && N.value <= N1 && D.value >= D0 && D.value <= D1;
    return inside ? [[N.value, D.value]] : [];
  });
}

function surfaceResiduals(runs: readonly Run[], fit: LossSurfaceFit): Figure {
  const sizes = [...new Set(runs.map(({ N }) => N))].sort((a, b) => a - b);
  const rank = new Map(sizes.map((N, i) => [N, i]));
  return residualFigure(
    runs.map(({ N, D, loss }) => ({
      x: sixNDFlops(N, D),
      residual: Math.log(loss / lossAt(fit, N, D)),
      ink: { index: rank.get(N) ?? 0, count: sizes.length },
      words: words.sizes(N, D),
    })),
    axisNames.sixND,
  );
}
