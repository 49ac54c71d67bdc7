/** What surrounds a lesson, and the list of all lessons. */
export const words = {
  title: 'Lessons',
  lead: 'Eight lessons of five to ten minutes. In each you guess, measure on your own machine, and check your guess against your own numbers.',
  more: {
    glossary: 'Glossary: every technical word',
    why: 'Why this matters',
    board: 'One law of a whole class',
    challenge: 'For a class: set a challenge',
  },
  state: {
    new: 'Not begun',
    begun: (step: number, steps: number): string => `Step ${step} of ${steps}`,
    done: 'Done',
  },
  open: { new: 'Begin', begun: 'Go on', done: 'Read again' },
  minutes: (minutes: number): string => `${minutes} minutes`,

  teachers: {
    title: 'For teachers: a lesson of 45 minutes, and what people get wrong',
    before:
      'One computer for two is enough, and phones do. Write the question on the board before you begin: “How much better is a model that is twice as large?”',
    plan: {
      title: 'A plan',
      head: ['Minutes', 'What', 'Ask'],
      rows: [
        ['0 to 5', 'Everybody writes down a guess: 50, 20 or 5 % less loss. Hands up.', 'Why not half?'],
        [
          '5 to 10',
          'The first law on linear axes, then on logarithmic ones.',
          'How many times from here to there?',
        ],
        [
          '10 to 20',
          'Pairs measure d = 2, 4 or 8 and note the exponent with its error.',
          'Whose line is steepest, and why?',
        ],
        ['20 to 25', 'All exponents on one chart.', 'What would d = 16 give?'],
        [
          '25 to 33',
          'Each pair seals a forecast for a larger network and trains it.',
          'What would you bet on it?',
        ],
        ['33 to 38', 'Count the hits of the class.', 'Is it near 95 in 100? What does a miss mean?'],
        [
          '38 to 43',
          'Show a law that fails: a floor, a skill, or a wrong learning rate.',
          'Is a straight line a proof?',
        ],
        ['43 to 45', 'Three sentences from everybody.', 'What scales, what does it cost, what is not said?'],
      ],
    },
    errors: {
      title: 'What people get wrong',
      head: ['They say', 'Show them', 'What holds'],
      rows: [
        [
          'Twice as large, twice as good',
          'Lesson 1',
          'It depends on the exponent: 50 % less loss here, 5 % in language.',
        ],
        ['Bigger is always better', 'Lessons 3 and 4', 'Not with too few data, and not for a fixed budget.'],
        ['The line goes on for ever', 'Lesson 2', 'There is a floor, and laws break.'],
        ['A high R² means a good forecast', 'Lessons 5 and 7', 'Forecasts are tested ahead, not behind.'],
        [
          'Sudden skills are magic, or a fraud',
          'Lesson 6',
          'A smooth mean can hold jumps, and a harsh score can make them.',
        ],
        ['Lower loss means smarter', 'Lesson 8', 'Of 46 tasks 18 improved smoothly and predictably.'],
        ['One run is enough', 'The replicas of any run', 'Seeds differ; that is what the ± is for.'],
      ],
    },
  },

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
