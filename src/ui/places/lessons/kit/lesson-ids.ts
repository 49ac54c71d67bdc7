// The lessons in their order and what of the lab each needs: without their words, which load when a lesson is opened.

export const lessonIds = [
  'bigger',
  'floor',
  'data',
  'budget',
  'forecast',
  'sudden',
  'rate',
  'recipe',
] as const;
export type LessonId = (typeof lessonIds)[number];

/** What of the lab stands beside a lesson, with Start, the figure and the finding; the rest is left out. */
export interface LessonControls {
  /** The one dial, as a path of a spec; null for none. */
  readonly dial: string | null;
  /** A further part of the lab that the lesson speaks of. */
  readonly part: 'forecast' | 'measures' | null;
}

export const lessonControls: Readonly<Record<LessonId, LessonControls>> = {
  bigger: { dial: 'task.dimension', part: null },
  floor: { dial: 'task.successors', part: null },
  data: { dial: 'task.exponent', part: null },
  budget: { dial: 'task.exponent', part: null },
  forecast: { dial: 'task.dimension', part: 'forecast' },
  sudden: { dial: 'task.subtasks', part: 'measures' },
  rate: { dial: 'lrSweep.centre', part: null },
  recipe: { dial: 'training.optimizer.type', part: null },
};

export function isLessonId(id: string): id is LessonId {
  return (lessonIds as readonly string[]).includes(id);
}
