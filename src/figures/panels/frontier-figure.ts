// The charts of the compute-optimal frontier: runs, envelope and minima over compute, with the law of each approach.
//
// C training FLOPs, D samples or tokens seen, N parameters.

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
import { residualFigure } from './residual-figure.js';
import { approachNames, axisNames, frontierWords as says, type ApproachName } from './words.js';

const styles: readonly FigureLine['style'][] = ['dotted', 'dashed', 'solid'];

/** One way to the frontier: its exponent and its line over C. */
export interface Approach {
  readonly name: ApproachName;
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
      words: says.residual(C, axis, x),
    }));
  return residualFigure(points, axisNames.C, says.residuals(axis));
}

/** Runs, envelope and minima of one axis, with the lines of the approaches. */
export function frontierFigure(table: PointTable, { axis, ways, ...fits }: AxisView): Figure {
  const [envelope, minima] = [fits.envelope.fit, fits.minima.fit];
  const runs = table.points.flatMap(({ C, [axis]: size, loss }): FigureMark[] => {
    if (C === null || size === null) return [];
    const words = says.run(C, axis, size, loss);
    return [{ x: C, y: size, ink: 'faint', shape: 'dot', error: null, words }];
  });
  const onEnvelope = envelope.envelope.map(({ C, x, rejected }): FigureMark => ({
    x: C,
    y: x,
    ink: 'soft',
    shape: rejected === null ? 'point' : 'hollow',
    error: null,
    words: says.onEnvelope(C, axis, x, rejected),
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
            words: says.best(C, axis, optimum),
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
    name: says.line(name),
    label: null,
  }));
  return {
    title: says.title(axis),
    x,
    y,
    bands: [],
    lines,
    marks,
    key: [
      ...(bottoms.length > 0 ? [{ shape: 'diamond' as const, name: says.keys.minimum }] : []),
      ...(onEnvelope.length > 0 ? [{ shape: 'point' as const, name: says.keys.envelope }] : []),
    ],
    summary: says.chart(axis, runs.length, ways.length),
    table: {
      heads: says.heads(axis),
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
