import type { SkillKind } from '../../../laws/runs/skills.js';

/** What the chart of measures says of each kind: its title, the label of y, and what to see in it. */
export const kindWords: Readonly<Record<SkillKind, Record<'title' | 'label' | 'lesson', string>>> = {
  answers: {
    title: 'Whole answers right',
    label: 'share of answers right',
    lesson:
      'The share of right answers seems to jump, while the loss falls smoothly. Bands and bars: 95 % intervals.',
  },
  sentences: {
    title: 'Grammatical sentences',
    label: 'share of sentences right',
    lesson:
      'The share of sentences in the samples that the grammar can produce. Bands and bars: 95 % intervals.',
  },
  subtasks: {
    title: 'Losses of the subtasks',
    label: 'loss',
    lesson:
      'Each thin line is a subtask. Its loss stays high and then drops suddenly, for common subtasks first. The thick line is their mean, weighted by frequency: it is smooth.',
  },
};

export const words = {
  axes: 'Horizontal axis',
  size: 'Size',
  steps: 'optimiser steps',
  line: 'Line',
  interval: '95 %, in %',
  last: 'last evaluation',
  subtask: (number: number): string => `subtask ${number}`,
  mean: 'mean, as drawn',
} as const;

/** Names of the axes to choose from. */
export const axisNames = { step: 'Steps', size: 'N' } as const;

/** The chart for screen readers. */
export function plotLabel(title: string, lines: number): string {
  return `${title}, ${lines} lines. Arrow keys move the crosshair; the numbers are in the table below.`;
}
