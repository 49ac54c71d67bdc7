// Skill and loss in one chart: over the steps and over the sizes. A share is linear, so the loss is drawn as a share too, of that of the
// first evaluation.
//
// N parameters.

import { formatCount, formatNumber, formatPercent } from '../../base/format.js';
import type { Measured, RecordedSkills } from '../../lab/gallery/recorded-law.js';
import { logAxis, type Coordinate, type Figure, type FigureLine, type FigureMark } from '../figure.js';
import { rampInk, widthInks, widthWords } from './view.js';

/** What shares are of. */
const kindWords: Readonly<Record<RecordedSkills['kind'], string>> = {
  answers: 'whole answers right',
  sentences: 'sentences right',
  subtasks: 'subtasks learned',
};

const SHARE_AXIS = { scale: 'linear', range: [-0.04, 1.06] } as const;

/** Charts over the steps and over N; none where only losses were measured. */
export function skillCharts(measured: Measured): readonly Figure[] {
  const { skills } = measured;
  if (!skills || skills.sizes.length === 0) return [];
  return [
    skills.subtasks ? subtaskFigure(measured, skills.subtasks) : courseFigure(measured, skills),
    sizeFigure(measured, skills),
  ];
}

/** Each subtask of the largest model jumps; their mean does not. */
function subtaskFigure(
  { unit }: Measured,
  { steps, losses }: NonNullable<RecordedSkills['subtasks']>,
): Figure {
  const course = (of: readonly number[]): Coordinate[] =>
    steps
      .map((step, i) => [step, of[i]] as const)
      .filter(([step, loss]) => step > 0 && Number.isFinite(loss));
  const mean = steps.map((_, i) => losses.reduce((sum, of) => sum + of[i], 0) / losses.length);
  const all = losses.map(course);
  const highest = all.flat().reduce((most, [, loss]) => Math.max(most, loss), 0);
  return {
    title: 'Each subtask of the largest network',
    x: logAxis(
      'optimiser steps',
      steps.filter((step) => step > 0),
      0.02,
    ),
    y: { label: `loss (${unit})`, scale: 'linear', range: [-0.04 * highest, 1.06 * highest] },
    bands: [],
    lines: [
      ...all.map((points, i): FigureLine => ({
        points,
        ink: rampInk(i, losses.length),
        style: 'thin',
        name: null,
        label: null,
      })),
      { points: course(mean), ink: 'ink', style: 'solid', name: 'mean of all', label: null },
    ],
    marks: course(mean).map(([x, y]): FigureMark => ({
      ...{ x, y, ink: 'ink', shape: 'dot', error: null },
      words: `step ${formatCount(x)} · mean loss ${formatNumber(y)}`,
    })),
    key: [{ shape: null, name: 'thin: one subtask each, from frequent to rare' }],
    summary: `Losses of ${losses.length} subtasks over the steps: each falls in a jump, their mean falls smoothly.`,
    table: {
      heads: ['step', 'mean loss', ...losses.map((_, i) => `subtask ${i + 1}`)],
      rows: steps.map((step, i) => [step, mean[i], ...losses.map((of) => of[i])]),
    },
  };
}

function courseFigure(measured: Measured, { kind, sizes }: RecordedSkills): Figure {
  const inkOf = widthInks(measured);
  const courses = sizes.filter(({ course }) => course.length > 0);
  const steps = courses.flatMap(({ course }) => course.map(([step]) => step)).filter((step) => step > 0);
  const share = kindWords[kind];
  return {
    title: 'Skill and loss over the steps',
    x: logAxis('optimiser steps', steps, 0.02),
    y: { label: 'share', ...SHARE_AXIS },
    bands: [],
    lines: courses.flatMap(({ width, course }): FigureLine[] => [
      {
        points: course.filter(([step]) => step > 0).map(([step, at]) => [step, at] as const),
        ink: inkOf(width),
        style: 'solid',
        name: widthWords(measured, width),
        label: null,
      },
      {
        points: course
          .filter(([step, , loss]) => step > 0 && loss > 0)
          .map(([step, , loss]) => [step, loss / course[0][2]] as const),
        ink: inkOf(width),
        style: 'dashed',
        name: null,
        label: null,
      },
    ]),
    marks: courses.flatMap(({ width, course }) =>
      course
        .filter(([step]) => step > 0)
        .map(([x, y, loss]): FigureMark => ({
          ...{ x, y, ink: inkOf(width), shape: 'dot', error: null },
          words: `${widthWords(measured, width)} · step ${formatCount(x)} · ${formatPercent(y)} right · loss ${formatNumber(loss)}`,
        })),
    ),
    key: [
      { shape: null, name: `solid: ${share}` },
      { shape: null, name: 'dashed: loss, as a share of its first value' },
    ],
    summary: `Share of ${share} and loss of ${courses.length} sizes over the steps.`,
    table: {
      heads: ['width', 'step', `share of ${share}`, 'loss'],
      rows: courses.flatMap(({ width, course }) => course.map((at) => [width, ...at])),
    },
  };
}

function sizeFigure(measured: Measured, { kind, sizes }: RecordedSkills): Figure {
  const inkOf = widthInks(measured);
  const share = kindWords[kind];
  const highest = sizes.reduce((most, { loss }) => Math.max(most, loss), 0);
  return {
    title: 'Skill and loss over the sizes',
    x: logAxis(
      'N, parameters',
      sizes.map(({ N }) => N),
      0.08,
    ),
    y: { label: 'share', ...SHARE_AXIS },
    bands: [],
    lines: [
      {
        points: sizes.map(({ N, share: at }) => [N, at]),
        ink: 'ink',
        style: 'solid',
        name: `share of ${share}`,
        label: null,
      },
      {
        points: sizes.map(({ N, loss }) => [N, loss / highest]),
        ink: 'soft',
        style: 'dashed',
        name: 'loss, as a share of the highest',
        label: null,
      },
    ],
    marks: sizes.map(({ width, N, share: at, loss, interval }): FigureMark => ({
      ...{ x: N, y: at, ink: inkOf(width), shape: 'point', error: null, bar: interval },
      words: `${widthWords(measured, width)} · N ${formatCount(N)} · ${formatPercent(at)} · loss ${formatNumber(loss)}`,
    })),
    key: [],
    summary: `Share of ${share} and loss of ${sizes.length} sizes.`,
    table: {
      heads: ['width', 'N', `share of ${share}`, 'low', 'high', 'loss'],
      rows: sizes.map(({ width, N, share: at, interval, loss }) => [
        width,
        N,
        at,
        interval?.[0] ?? '',
        interval?.[1] ?? '',
        loss,
      ]),
    },
  };
}
