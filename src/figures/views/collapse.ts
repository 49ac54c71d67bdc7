// The curves of all sizes, each divided by its own end, and how far they differ beside how far seeds do (src/fit/other/collapse.ts).

import { formatNumber } from '../../base/format.js';
import { collapseCurves, type Collapse } from '../../fit/other/collapse.js';
import { collapseInWords, curvesOfMeasured } from '../../laws/collapse.js';
import type { Measured } from '../../lab/gallery/recorded-law.js';
import {
  linearAxis,
  logAxis,
  type Coordinate,
  type Figure,
  type FigureLine,
  type FigureMark,
} from '../figure.js';
import { widthInks, widthWords } from './view.js';

/** None where the curves of fewer than three sizes have ended. */
export function collapseCharts(measured: Measured): readonly Figure[] {
  const floor = measured.knownFloor ?? 0;
  const found = collapseCurves(curvesOfMeasured(measured), floor, measured.seedNoise);
  if (found.type === 'refused') return [];
  return [curvesFigure(measured, found, floor), spreadFigure(found)];
}

function curvesFigure(measured: Measured, found: Collapse, floor: number): Figure {
  const inks = widthInks(measured);
  const odd = new Set(found.leavers?.map(({ name }) => name));
  const all = found.curves.flatMap(({ points }) => points);
  const height = floor === 0 ? 'loss' : `loss − ${formatNumber(floor)}`;
  const said = collapseInWords(found);
  return {
    title: 'Curves divided by their ends',
    x: logAxis(
      'share of the training',
      all.map(([share]) => share),
      0.02,
    ),
    y: logAxis(
      `${height}, in units of its end`,
      all.map(([, value]) => value),
    ),
    bands: [],
    lines: found.curves.map(({ name, size, points }): FigureLine => ({
      points,
      ink: inks(size),
      style: odd.has(name) ? 'dashed' : 'solid',
      name: widthWords(measured, size) + (odd.has(name) ? ', leaves the others' : ''),
      label: null,
    })),
    marks: found.curves.flatMap(({ size, points }) =>
      points.map(([share, value]): FigureMark => ({
        ...{ x: share, y: value, ink: inks(size), shape: 'dot', error: null },
        words: `${widthWords(measured, size)} · ${formatNumber(100 * share)} % of the training · ${formatNumber(value)} times its end`,
      })),
    ),
    key: said.map((name) => ({ shape: null, name })),
    summary: said.join(' '),
    table: {
      heads: ['size', 'share of the training', `${height}, in units of its end`],
      rows: found.curves.flatMap(({ size, points }) =>
        points.map(([share, value]) => [widthWords(measured, size), share, value]),
      ),
    },
  };
}

function spreadFigure({ spreads }: Collapse): Figure {
  const line = (of: 'sizes' | 'seeds'): Coordinate[] =>
    spreads.flatMap(({ share, [of]: value }) => (value === null ? [] : [[share, 100 * value] as const]));
  const [sizes, seeds] = [line('sizes'), line('seeds')];
  return {
    title: 'How far they differ',
    x: linearAxis('share of the training', [0, 1]),
    y: logAxis(
      'standard deviation, %',
      [...sizes, ...seeds].map(([, value]) => value),
    ),
    bands: [],
    lines: [
      { points: sizes, ink: 'ink', style: 'solid', name: 'between sizes', label: null },
      {
        points: seeds,
        ink: 'soft',
        style: 'dashed',
        name: seeds.length > 0 ? 'between seeds of one size' : null,
        label: null,
      },
    ],
    marks: sizes.map(([share, value]) => ({
      ...{ x: share, y: value, ink: 'ink', shape: 'point', error: null },
      words: `${Math.round(100 * share)} % of the training: sizes differ by ${formatNumber(value)} %`,
    })),
    key: [],
    summary: spreads
      .map(
        ({ share, sizes: value }) =>
          `at ${Math.round(100 * share)} % sizes differ by ${formatNumber(100 * value)} %`,
      )
      .join('; '),
    table: {
      heads: ['share of the training', 'between sizes, %', 'between seeds, %'],
      rows: spreads.map((spread) => [
        spread.share,
        100 * spread.sizes,
        spread.seeds === null ? '' : 100 * spread.seeds,
      ]),
    },
  };
}
