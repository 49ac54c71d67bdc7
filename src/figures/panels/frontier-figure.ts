// The charts of the compute-optimal frontier: runs, envelope and minima over compute, with the law of each approach.
//
// C training FLOPs, D samples or tokens seen, N parameters.

import { formatCount, formatNumber, formatPower } from '../../base/format.js';
import type { FrontierResult } from '../../fit/isoflop/frontier.js';
import { valueOnLine } from '../../fit/goodness/log-line.js';
import type { Interval } from '../../fit/goodness/prediction.js';
import type { SizeAxis, TableFrontier, TableIsoflop } from '../../laws/compute-optimal.js';
import type { PointTable } from '../../laws/table/point-table.js';
import {
  logAxis,
  logSteps,
  type Coordinate,
  type Figure,
  type FigureLine,
  type FigureMark,
} from '../figure.js';
import { axisNames } from './panel.js';
import { residualFigure } from './residual-figure.js';

export const approachNames = ['1, envelope', '2, isoFLOP minima', '3, surface'] as const;
const styles: readonly FigureLine['style'][] = ['dotted', 'dashed', 'solid'];

/** One way to the frontier: its exponent and its line over C. */
export interface Approach {
  readonly name: (typeof approachNames)[number];
  readonly exponent: number;
  readonly interval: Interval;
  readonly at: (C: number) => number;
}

/** What one axis of the frontier shows. */
export interface AxisView {
  readonly axis: SizeAxis;
  readonly envelope: TableFrontier;
  readonly minima: TableIsoflop;
  readonly ways: readonly Approach[];
}

/** How far the runs on the envelope lie off the power law through them. */
export function envelopeResiduals(axis: SizeAxis, line: Extract<FrontierResult, { type: 'fit' }>): Figure {
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

/** Runs, envelope and minima of one axis, with the lines of the approaches. */
export function frontierFigure(table: PointTable, { axis, ways, ...fits }: AxisView): Figure {
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
    style: styles[approachNames.indexOf(name)],
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
        ...ways.flatMap(({ name, at }) =>
          name === approachNames[2] ? x.range.map((C) => ['3', C, at(C), '']) : [],
        ),
      ],
    },
  };
}
