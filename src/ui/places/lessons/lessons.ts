// THE lessons. A new one is a folder with its words and its structure, a line here, and its id in kit/lesson-ids.ts.

import { lesson as bigger } from './bigger/lesson.js';
import { lesson as budget } from './budget/lesson.js';
import { lesson as data } from './data/lesson.js';
import { lesson as floor } from './floor/lesson.js';
import { lesson as forecast } from './forecast/lesson.js';
import type { LessonId } from './kit/lesson-ids.js';
import type { Lesson } from './kit/lesson.js';
import { lesson as rate } from './rate/lesson.js';
import { lesson as recipe } from './recipe/lesson.js';
import { lesson as sudden } from './sudden/lesson.js';

export const lessons: Readonly<Record<LessonId, Lesson>> = {
  bigger,
  floor,
  data,
  budget,
  forecast,
  sudden,
  rate,
  recipe,
};

/** Steps of a lesson, with its last one, which says what it does not show. */
export const stepCount = ({ words }: Pick<Lesson, 'words'>): number => words.steps.length + 1;
