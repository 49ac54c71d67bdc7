// The compute-optimal frontier three ways (Hoffmann et al. 2022): lower envelope, isoFLOP minima, the fitted surface.
//
// C training FLOPs, D samples or tokens seen, N parameters.

import { computeOptimalExponents, computeOptimum } from '../../fit/surface/compute-optimal.js';
import type { FrontierResult } from '../../fit/isoflop/frontier.js';
import type { IsoflopResult } from '../../fit/isoflop/isoflop.js';
import { valueOnLine, type LogLine } from '../../fit/goodness/log-line.js';
import type { LossSurfaceFit } from '../../fit/surface/surface.js';
import { InputError } from '../../base/errors.js';
import { frontierRecipe, isoflopRecipe, sizeAxes, type SizeAxis } from '../../laws/compute-optimal.js';
import { countsOfTable, type Recipe } from '../../laws/recipe.js';
import { surfaceRecipe, type TableSurface } from '../../laws/surface.js';
import type { LawsOfTable } from '../../laws/table-laws.js';
import type { PointTable } from '../../laws/table/point-table.js';
import { envelopeResiduals, frontierFigure, type Approach, type AxisView } from './frontier-figure.js';
import { refusedPanel, type Fact, type Panel } from './panel.js';
import { approachNames, frontierWords as says, labels, withInterval, words } from './words.js';

/** Throws InputError where the table lacks a column. */
export function frontierPanel(laws: LawsOfTable): Panel {
  const { table } = laws;
  const surface = surfaceOf(laws);
  const fit = surface?.fit.type === 'fit' ? surface.fit : null;
  const views = sizeAxes.map((axis): AxisView => {
    const [envelope, minima] = [laws.frontier[axis], laws.isoflop[axis]];
    return { axis, envelope, minima, ways: approaches(axis, envelope.fit, minima.fit, fit) };
  });
  const figures = views.map((view) => frontierFigure(table, view));
  const facts = views.flatMap(factsOf);
  const [alongN] = views;
  const reasons = reasonsOf(alongN, fit);
  if (facts.length === 0) return refusedPanel('frontier', reasons.join(' '), figures);
  const { envelope } = alongN;
  return {
    id: 'frontier',
    label: labels.frontier,
    fitted: true,
    headline: headlineOf(alongN),
    summary: says.summary,
    facts: fit ? [...facts, ...tokensPerParameter(table, fit)] : facts,
    comparison: null,
    recipe: recipeOf(table, alongN, fit && surface),
    warnings: [
      ...envelope.warnings,
      ...(envelope.fit.type === 'fit' ? envelope.fit.warnings : []),
      ...reasons,
    ],
    figures: [
      ...figures,
      ...views.flatMap((view) =>
        view.envelope.fit.type === 'fit' ? [envelopeResiduals(view.axis, view.envelope.fit)] : [],
      ),
    ],
  };
}

/** The table's surface; null where it lacks the columns. */
function surfaceOf(laws: LawsOfTable): TableSurface | null {
  try {
    return laws.surface;
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

function factsOf({ axis, ways }: AxisView): Fact[] {
  const symbol = axis === 'N' ? 'a' : 'b';
  return ways.map(({ name, exponent, interval }) => ({
    name: says.exponentBy(symbol, name),
    value: withInterval(exponent, interval),
  }));
}

/** By the last approach that there is: the third takes all runs at once. */
function headlineOf({ ways }: AxisView): string | null {
  const last = ways.at(-1);
  if (!last) return null;
  return words.exponent(last.exponent, last.interval);
}

/** Why approaches are missing. */
function reasonsOf({ envelope, minima }: AxisView, surface: LossSurfaceFit | null): readonly string[] {
  return [
    ...[envelope, minima].flatMap(({ fit }, i) =>
      fit.type === 'refused' ? [says.refused(approachNames[i], fit.reason)] : [],
    ),
    ...(surface === null ? [says.refused(approachNames[2], says.noSurface)] : []),
  ];
}

/** Of the three approaches, one after another; what they share stands once. */
function recipeOf(table: PointTable, { envelope, minima }: AxisView, surface: TableSurface | null): Recipe {
  const ways = [
    frontierRecipe(envelope, []),
    isoflopRecipe(minima, []),
    ...(surface ? [surfaceRecipe(surface, [])] : []),
  ];
  return [
    ...countsOfTable(table),
    ...ways.flatMap((way, i) => way.map(([name, value]) => [says.recipe(name, i + 1), value] as const)),
  ];
}

function approaches(
  axis: SizeAxis,
  envelope: FrontierResult,
  minima: IsoflopResult,
  surface: LossSurfaceFit | null,
): Approach[] {
  const ofLine = (name: Approach['name'], line: LogLine): Approach => ({
    name,
    exponent: line.exponent,
    interval: line.exponentInterval,
    at: (C) => valueOnLine(line, C).value,
  });
  const found: Approach[] = [];
  if (envelope.type === 'fit') found.push(ofLine(approachNames[0], envelope));
  if (minima.type === 'fit') found.push(ofLine(approachNames[1], minima));
  if (surface) {
    const { value, interval } = computeOptimalExponents(surface)[axis === 'N' ? 'a' : 'b'];
    const at = (C: number): number => computeOptimum(surface, C)[axis].value;
    found.push({ name: approachNames[2], exponent: value, interval, at });
  }
  return found;
}

/** D / N of the surface's optimum at the largest compute of the table and ten times as much. */
function tokensPerParameter({ points }: PointTable, surface: LossSurfaceFit): Panel['facts'] {
  const largest = points.reduce((most, { C }) => Math.max(most, C ?? 0), 0);
  if (largest === 0) return [];
  return [largest, 10 * largest].map((C) => {
    const { tokensPerParameter: ratio } = computeOptimum(surface, C);
    return { name: says.tokensPerParameter(C), value: says.ratio(ratio.value, ratio.interval) };
  });
}
