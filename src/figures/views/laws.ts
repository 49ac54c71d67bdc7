// The laws of the experiments of one question on one chart, and their exponents beside what theory expects, or their losses beside those of
// the first.

import { formatCount, formatNumber, formatWithError } from '../../base/format.js';
import { halfWidth, Z95 } from '../../base/maths/statistics.js';
import { differencesAtSizes } from '../../laws/compare/difference.js';
import { compareFamilies, comparisonInWords } from '../../laws/compare/multiplier.js';
import type { Measured } from '../../lab/gallery/recorded-law.js';
import { differenceFigure, shapeOf } from '../compare-figure.js';
import { linearAxis, logAxis, type Figure, type FigureMark } from '../figure.js';
import { whereWords, type ViewSource } from './view.js';

/** How far beyond its largest size a law is drawn. */
const BEYOND = 1.6;

interface NamedLaw {
  readonly name: string;
  readonly measured: Measured;
  readonly index: number;
}

/** None where the question has one experiment only, or others of another kind; budgets have no common law. */
export function lawCharts({ name, measured, others }: ViewSource): readonly Figure[] {
  const alike = others.filter(
    (other) =>
      other.measured.unit === measured.unit && other.measured.spec.task.type === measured.spec.task.type,
  );
  if (alike.length === 0 || measured.valleys) return [];
  const all = [{ name, measured }, ...alike].map((law, index): NamedLaw => ({ ...law, index }));
  const beside = exponentFigure(all) ?? differencesOf(all);
  return [lawsFigure(all), ...(beside ? [beside] : [])];
}

function lawsFigure(all: readonly NamedLaw[]): Figure {
  const [{ measured: first }] = all;
  const points = all.flatMap(({ measured }) => measured.points);
  const lines = all.map((law) => ({ ...law, line: lineOf(law.measured) }));
  return {
    title: `Laws along ${first.axis}`,
    x: logAxis(
      first.axisTitle,
      points.map(({ x }) => x),
      0.1,
    ),
    y: logAxis(
      `loss (${first.unit})`,
      points.map(({ loss }) => loss),
    ),
    bands: [],
    lines: lines.map(({ name, index, measured: { fit }, line }) => ({
      points: line,
      ink: { law: index },
      style: name === '' ? 'solid' : 'dashed',
      name: [whereWords(name), ...(fit ? [alpha(fit)] : [])].join(': '),
      label: null,
    })),
    marks: all.flatMap(({ name, index, measured }) =>
      measured.points.map(({ x, loss, standardError }): FigureMark => ({
        ...{ x, y: loss, ink: { law: index }, shape: shapeOf(index, name === '') },
        error: standardError === null ? null : Z95 * standardError,
        words: `${whereWords(name)} · ${measured.axis} ${formatCount(x)} · loss ${formatWithError(loss, standardError)}`,
      })),
    ),
    key: [],
    summary: `${all.length} laws: ${all.map(({ name, measured: { fit } }) => `${whereWords(name)}, ${fit ? alpha(fit) : 'no law'}`).join('; ')}.`,
    table: {
      heads: ['experiment', first.axis, 'loss', 'standard error'],
      rows: all.flatMap(({ name, measured }) =>
        measured.points.map(({ x, loss, standardError }) => [whereWords(name), x, loss, standardError ?? '']),
      ),
    },
  };
}

function lineOf({ points, fit }: Measured): (readonly [number, number])[] {
  const end = BEYOND * points.reduce((most, { x }) => Math.max(most, x), 0);
  return (fit?.line ?? []).filter(([x]) => x <= end).map(([x, loss]) => [x, loss] as const);
}

function alpha(fit: NonNullable<Measured['fit']>): string {
  return `α = ${formatWithError(fit.alpha, halfWidth(fit.intervals.alpha))}`;
}

/** Exponents against those that theory expects; null where it expects the same of all, or nothing. */
function exponentFigure(all: readonly NamedLaw[]): Figure | null {
  const known = all.flatMap(({ measured: { fit, theory }, ...law }) =>
    fit && theory !== null ? [{ ...law, fit, theory }] : [],
  );
  if (new Set(known.map(({ theory }) => theory)).size < 2) return null;
  const x = linearAxis('exponent that theory expects', [0, ...known.map(({ theory }) => theory)]);
  const ends = known.flatMap(({ fit }) => fit.intervals.alpha);
  return {
    title: 'Exponent, measured and expected',
    x,
    y: linearAxis('α, measured', [0, ...ends]),
    bands: [],
    lines: [
      {
        points: [
          [0, 0],
          [x.range[1], x.range[1]],
        ],
        ink: 'faint',
        style: 'dotted',
        name: 'as theory expects',
        label: null,
      },
    ],
    marks: known.map(({ name, index, fit, theory }): FigureMark => ({
      ...{ x: theory, y: fit.alpha, ink: { law: index }, shape: shapeOf(index, name === ''), error: null },
      bar: fit.intervals.alpha,
      words: `${whereWords(name)} · ${alpha(fit)} · theory ${formatNumber(theory)}`,
    })),
    ends: known.map(({ name, index, fit, theory }) => ({
      ...{ x: theory, y: fit.alpha, ink: { law: index }, name: name || whereWords(name) },
      aside: alpha(fit),
    })),
    key: [],
    summary: known
      .map(({ name, fit, theory }) => `${name}: ${alpha(fit)}, theory ${formatNumber(theory)}`)
      .join('; '),
    table: {
      heads: ['experiment', 'expected', 'measured', 'low', 'high'],
      rows: known.map(({ name, fit, theory }) => [
        whereWords(name),
        theory,
        fit.alpha,
        ...fit.intervals.alpha,
      ]),
    },
  };
}

/** How the losses of the second differ from those of the first at each size that both have; null where they share none. */
function differencesOf([first, second]: readonly NamedLaw[]): Figure | null {
  const found = ({ measured: { points } }: NamedLaw) =>
    points.map(({ x, loss, standardError, soFar }) => ({ x, loss, standardError, inFit: !soFar, seeds: [] }));
  const differences = differencesAtSizes(found(second), found(first), true);
  if (differences.length === 0) return null;
  const { axis, axisTitle } = second.measured;
  const figure = differenceFigure(
    differences,
    { name: second.name, index: second.index, measuredHere: false, law: { axis, label: axisTitle } },
    whereWords(first.name),
  );
  const cost = costWords(first, second);
  if (cost === null) return figure;
  return { ...figure, key: [{ shape: null, name: cost }], summary: `${figure.summary} ${cost}` };
}

/** What the same loss costs in both, each way round; null where that cannot be told. */
function costWords(first: NamedLaw, second: NamedLaw): string | null {
  const runs = ({ measured: { points } }: NamedLaw) =>
    points
      .filter(({ soFar }) => !soFar)
      .map(({ x, loss, C }) => {
        return { flops: C, tokens: null, seconds: null, size: String(x), loss, seed: null };
      });
  const names = { a: first.name || whereWords(''), b: second.name };
  const found = compareFamilies(runs(first), runs(second), { names });
  return found.multiplier.flops && comparisonInWords(found, names).join(' ');
}
