// The compute-optimal frontier three ways (Hoffmann et al. 2022): lower envelope, isoFLOP minima, the fitted surface.
//
// C training FLOPs, D samples or tokens seen, N parameters.

import { formatCount, formatNumber, formatPower, formatWithError } from '../../base/format.js';
import { halfWidth } from '../../base/maths/statistics.js';
import { computeOptimalExponents, computeOptimum } from '../../fit/surface/compute-optimal.js';
import type { FrontierResult } from '../../fit/isoflop/frontier.js';
import type { IsoflopResult } from '../../fit/isoflop/isoflop.js';
import { valueOnLine, type LogLine } from '../../fit/goodness/log-line.js';
import type { LossSurfaceFit } from '../../fit/surface/surface.js';
import type { Interval } from '../../fit/goodness/prediction.js';
import {
  logAxis,
  logSteps,
  type Coordinate,
  type Figure,
  type FigureLine,
  type FigureMark,
} from '../figure.js';
import { InputError } from '../../base/errors.js';
import {
  frontierRecipe,
  isoflopRecipe,
  sizeAxes,
  type SizeAxis,
  type TableFrontier,
  type TableIsoflop,
} from '../../laws/compute-optimal.js';
import { countsOfTable, type Recipe } from '../../laws/recipe.js';
import { surfaceRecipe, type TableSurface } from '../../laws/surface.js';
import type { LawsOfTable } from '../../laws/table-laws.js';
import type { PointTable } from '../../laws/table/point-table.js';
import { residualFigure } from './residual-figure.js';
import { axisNames, intervalWords, panelLabels, refusedPanel, type Fact, type Panel } from './panel.js';

/** One way to the frontier: its exponent and its line over C. */
interface Approach {
  readonly name: string;
  readonly exponent: number;
  readonly interval: Interval;
  readonly at: (C: number) => number;
}

const names = ['1, envelope', '2, isoFLOP minima', '3, surface'] as const;
const styles: readonly FigureLine['style'][] = ['dotted', 'dashed', 'solid'];

/** What one axis of the frontier shows. */
interface AxisView {
  readonly axis: SizeAxis;
  readonly envelope: TableFrontier;
  readonly minima: TableIsoflop;
  readonly ways: readonly Approach[];
}

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
    label: panelLabels.frontier,
    fitted: true,
    headline: headlineOf(alongN),
    summary:
      'The best N grows as C^a, the best D as C^b. Where a and b are equal, parameters and data grow together; the one with the larger exponent grows faster. If approaches differ by more ' +
      'than their intervals, check the runs before you trust the law.',
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
    name: `${symbol} by ${name}`,
    value: `${formatNumber(exponent)} (${intervalWords(interval)})`,
  }));
}

/** By the last approach that there is: the third takes all runs at once. */
function headlineOf({ ways }: AxisView): string | null {
  const last = ways.at(-1);
  if (!last) return null;
  return `a = ${formatWithError(last.exponent, halfWidth(last.interval))}`;
}

/** Why approaches are missing. */
function reasonsOf({ envelope, minima }: AxisView, surface: LossSurfaceFit | null): readonly string[] {
  return [
    ...[envelope, minima].flatMap(({ fit }, i) =>
      fit.type === 'refused' ? [`Approach ${names[i]}: ${fit.reason}`] : [],
    ),
    ...(surface === null ? [`Approach ${names[2]}: the surface is refused, see L(N, D).`] : []),
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
    ...ways.flatMap((way, i) => way.map(([name, value]) => [`${name}, approach ${i + 1}`, value] as const)),
  ];
}

function approaches(
  axis: SizeAxis,
  envelope: FrontierResult,
  minima: IsoflopResult,
  surface: LossSurfaceFit | null,
): Approach[] {
  const ofLine = (name: string, line: LogLine): Approach => ({
    name,
    exponent: line.exponent,
    interval: line.exponentInterval,
    at: (C) => valueOnLine(line, C).value,
  });
  const found: Approach[] = [];
  if (envelope.type === 'fit') found.push(ofLine(names[0], envelope));
  if (minima.type === 'fit') found.push(ofLine(names[1], minima));
  if (surface) {
    const { value, interval } = computeOptimalExponents(surface)[axis === 'N' ? 'a' : 'b'];
    const at = (C: number): number => computeOptimum(surface, C)[axis].value;
    found.push({ name: names[2], exponent: value, interval, at });
  }
  return found;
}

/** How far the runs on the envelope lie off the power law through them. */
function envelopeResiduals(axis: SizeAxis, line: Extract<FrontierResult, { type: 'fit' }>): Figure {
  const points = line.envelope
    .filter(({ rejected }) => rejected === null)
    .map(({ C, x }) => ({
      x: C,
      residual: Math.log(x / valueOnLine(line, C).value),
      ink: 'soft' as const,
      words: `C ${formatPower(C)} · ${axis} ${formatCount(x)}`,
    }));
  return residualFigure(points, axisNames.C, {
    title: `Envelope about its law, ${axis}`,
    of: `log ${axis}`,
  });
}

/** D / N of the surface's optimum at the largest compute of the table and ten times as much. */
function tokensPerParameter({ points }: PointTable, surface: LossSurfaceFit): Panel['facts'] {
  const largest = points.reduce((most, { C }) => Math.max(most, C ?? 0), 0);
  if (largest === 0) return [];
  return [largest, 10 * largest].map((C) => {
    const { tokensPerParameter: ratio } = computeOptimum(surface, C);
    return {
      name: `D / N at C = ${formatPower(C)}`,
      value: `${formatNumber(ratio.value, 2)} (${intervalWords(ratio.interval)})`,
    };
  });
}

function frontierFigure(table: PointTable, { axis, ways, ...fits }: AxisView): Figure {
  const [envelope, minima] = [fits.envelope.fit, fits.minima.fit];
  const runs = table.points.flatMap(({ C, [axis]: size, loss }): FigureMark[] => {
    if (C === null || size === null) return [];
    const words = `C ${formatPower(C)} · ${axis} ${formatCount(size)} · loss ${formatNumber(loss, 4)}`;
    return [{ x: C, y: size, ink: 'faint', shape: 'dot', error: null, words }];
  });
  const onEnvelope = envelope.envelope.map(({ C, x, rejected }): FigureMark => ({
    x: C,
    y: x,
    ink: 'soft',
    shape: rejected === null ? 'point' : 'hollow',
    error: null,
    words: `C ${formatPower(C)} · ${axis} ${formatCount(x)} on the envelope${rejected === null ? '' : ` · left out: ${rejected}`}`,
  }));
  const bottoms = minima.budgets.flatMap(({ C, optimum }): FigureMark[] =>
    optimum === null
      ? []
      : [
          {
            x: C,
            y: optimum,
            ink: 'ink',
            shape: 'diamond',
            error: null,
            words: `C ${formatPower(C)} · best ${axis} ${formatCount(optimum)}`,
          },
        ],
  );
  const marks = [...runs, ...onEnvelope, ...bottoms];
  const x = logAxis(
    axisNames.C,
    marks.map((mark) => mark.x),
  );
  const y = logAxis(
    axisNames[axis],
    marks.map((mark) => mark.y),
  );
  const inside = ([, size]: Coordinate): boolean => size >= y.range[0] && size <= y.range[1];
  const lines = ways.map(({ name, at }): FigureLine => ({
    points: logSteps(x.range, 48)
      .map((C) => [C, at(C)] as const)
      .filter(inside),
    ink: 'ink',
    style: styles[names.indexOf(name as (typeof names)[number])],
    name: `approach ${name}`,
    label: null,
  }));
  return {
    title: `Compute-optimal ${axis}`,
    x,
    y,
    bands: [],
    lines,
    marks,
    key: [
      ...(bottoms.length > 0 ? [{ shape: 'diamond' as const, name: 'isoFLOP minimum' }] : []),
      ...(onEnvelope.length > 0 ? [{ shape: 'point' as const, name: 'on the envelope' }] : []),
    ],
    summary: `${runs.length} runs by compute and ${axis}, and the best ${axis} by ${ways.length} of 3 approaches.`,
    table: {
      heads: ['approach', 'C', axis, 'left out'],
      rows: [
        ...envelope.envelope.map(({ C, x: size, rejected }) => ['1', C, size, rejected ?? '']),
        ...minima.budgets.map(({ C, optimum, rejected }) => ['2', C, optimum ?? '', rejected ?? '']),
        ...ways.flatMap(({ name, at }) => (name === names[2] ? x.range.map((C) => ['3', C, at(C), '']) : [])),
      ],
    },
  };
}
