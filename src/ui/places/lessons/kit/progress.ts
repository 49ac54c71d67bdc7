// How far a visitor is in each lesson, what they answered and measured: kept in this browser, nowhere else. Storage may be shut to the
// page, or hold something else: then a lesson begins at its first step.

import { visitorStore } from '../../../parts/storage.js';
import { parseJson } from '../../../../base/json.js';
import type { AllMeasured, Measured } from './lesson.js';
import type { LessonId } from './lesson-ids.js';

const KEY = 'scaling-lab-lessons';

export interface LessonProgress {
  /** From 0. */
  readonly step: number;
  /** The last step was reached. */
  readonly isDone: boolean;
  /** Index of the choice, by the number of the step. */
  readonly answers: Readonly<Record<string, number>>;
  /** Actions that were done. */
  readonly actions: readonly string[];
  readonly measured: AllMeasured;
}

export const noProgress: LessonProgress = { step: 0, isDone: false, answers: {}, actions: [], measured: {} };

type Store = Pick<Storage, 'getItem' | 'setItem'>;

export function loadProgress(lesson: LessonId, store: Store = visitorStore): LessonProgress {
  return readProgress(readAll(store)[lesson]);
}

export function saveProgress(lesson: LessonId, progress: LessonProgress, store: Store = visitorStore): void {
  try {
    store.setItem(KEY, JSON.stringify({ ...readAll(store), [lesson]: progress }));
  } catch {
    // The progress lasts as long as the page.
  }
}

function readAll(store: Store): Readonly<Record<string, unknown>> {
  try {
    return treeOf(parseJson(store.getItem(KEY) ?? '{}'));
  } catch {
    return {};
  }
}

function readProgress(value: unknown): LessonProgress {
  const { step, isDone, answers, actions, measured } = treeOf(value);
  return {
    step: isCount(step) ? step : 0,
    isDone: isDone === true,
    answers: entriesOf(answers, isCount),
    actions: Array.isArray(actions) ? actions.filter((name) => typeof name === 'string') : [],
    measured: entriesOf(measured, isMeasured),
  };
}

function treeOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

function entriesOf<Value>(
  value: unknown,
  isRight: (entry: unknown) => entry is Value,
): Readonly<Record<string, Value>> {
  const right = Object.entries(treeOf(value)).filter((entry): entry is [string, Value] => isRight(entry[1]));
  return Object.fromEntries(right);
}

const isCount = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;

const isMeasured = (value: unknown): value is Measured => {
  const { name, values } = treeOf(value);
  return (
    typeof name === 'string' && Object.values(treeOf(values)).every((entry) => typeof entry === 'number')
  );
};
