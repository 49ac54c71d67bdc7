/** What surrounds a lesson, and the list of all lessons. */
export const words = {
  title: 'Lessons',
  lead: 'Eight lessons of five to ten minutes. In each you guess, measure on your own machine, and check your guess against your own numbers.',
  more: {
    glossary: 'Glossary: every technical word',
    why: 'Why this matters',
  },
  state: {
    new: 'Not begun',
    begun: (step: number, steps: number): string => `Step ${step} of ${steps}`,
    done: 'Done',
  },
  open: { new: 'Begin', begun: 'Go on', done: 'Read again' },
  minutes: (minutes: number): string => `${minutes} minutes`,

  toList: 'Lessons',
  ofAll: (number: number, total: number): string => `${number} of ${total}`,
  step: (step: number, steps: number): string => `Step ${step} of ${steps}`,
  left: (minutes: number): string => (minutes === 1 ? 'about 1 min left' : `about ${minutes} min left`),
  back: 'Back',
  next: (title: string): string => `Next: ${title}`,
  nextLesson: (title: string): string => `Next lesson: ${title}`,
  allLessons: 'All lessons',
  keys: 'Keys: → next, ← back. Your answers stay on this computer.',
  wait: 'Wait until this run has ended.',
  already: 'done',

  question: (number: number, ask: string): string => `Question ${number}. ${ask}`,
  pending: 'Your answer is kept. It is checked as soon as you have measured this.',
  right: 'Right.',
  wrong: 'Not this one.',

  end: 'What this does not show',
  sources: 'Sources',
  notes: 'Notes for teachers',
  startAgain: 'Begin this lesson again',
  unknown: (id: string): string => `There is no lesson “${id}”.`,
} as const;
