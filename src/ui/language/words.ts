// All that a person reads in the panels of languages.

export const words = {
  obstacle: {
    reading: 'Making tokens of the text …',
    noText: 'Add a text to train on first.',
  },
} as const;
