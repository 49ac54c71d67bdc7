// What a lesson is: words in steps, what its phrases do to the experiment, and what is read from the visitor's own records to check
// the answers to its questions.

import type { PresetId } from '../../../../lab/presets/presets.js';
import type { Overrides } from '../../../../lab/presets/preset.js';
import type { SourceId } from '../../../glossary/sources/words.js';
import type { PageView } from '../../../page/view.js';
import type { LessonId } from './lesson-ids.js';

/** Numbers that were read from an experiment, by name. */
export type Values = Readonly<Record<string, number>>;

/** What the visitor measured, and what the experiment is called in the library; '' where it has no name. */
export interface Measured {
  readonly name: string;
  readonly values: Values;
}

/** Everything that was measured for a lesson, by the name of its measurement. */
export type AllMeasured = Readonly<Record<string, Measured>>;

export interface QuestionWords {
  readonly ask: string;
  readonly choices: readonly string[];
  /** What the visitor's own numbers say. Called with all that the question needs. */
  readonly verdict: (measured: AllMeasured) => string;
}

export interface StepWords {
  readonly title: string;
  /** Paragraphs, with marks (markup.ts). */
  readonly text: readonly string[];
  readonly question?: QuestionWords;
  /** For whoever teaches. */
  readonly notes: string;
}

export interface LessonWords {
  readonly title: string;
  /** What one learns, in a sentence. */
  readonly learns: string;
  readonly steps: readonly StepWords[];
  /** Labels of the phrases that do something, by the name of their action. */
  readonly actions: Readonly<Record<string, string>>;
  /** Paragraphs of the last step: what the lesson does not show. */
  readonly notShown: readonly string[];
}

/** What a phrase does. */
export type Action =
  /** Makes the lesson's experiment with these settings that of the dials. */
  | { readonly type: 'set'; readonly overrides: Overrides }
  /** Starts it; done once that is measured. */
  | { readonly type: 'start'; readonly measures: string }
  /** Seals the forecast of a larger run and trains it; done once that is measured. */
  | { readonly type: 'seal'; readonly measures: string };

/** What is read from an experiment in sight that has ended. */
export interface Measurement {
  /** Settings that the experiment has to have. */
  readonly settings: Overrides;
  /** Null where the records do not hold it. */
  readonly read: (seen: Seen) => Values | null;
}

/** What measurements are read from. */
export type Seen = Pick<PageView, 'lab' | 'laws' | 'forecasts'>;

export interface Answer {
  /** Measurements that it takes to know. */
  readonly needs: readonly string[];
  /** Index of the right choice. */
  readonly right: (measured: AllMeasured) => number;
}

export interface Lesson {
  readonly id: LessonId;
  readonly minutes: number;
  readonly words: LessonWords;
  readonly preset: PresetId;
  /** Settings that all its experiments share. */
  readonly overrides: Overrides;
  readonly actions: Readonly<Record<string, Action>>;
  readonly measurements: Readonly<Record<string, Measurement>>;
  /** One for each step; null for a step without a question. */
  readonly answers: readonly (Answer | null)[];
  readonly sources: readonly SourceId[];
}
