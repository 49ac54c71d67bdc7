/** What is said on a projector. */
export const words = {
  /** Where one is: of how many, what is measured, where it comes from. */
  where: (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(' · '),
  of: (number: number, total: number): string => `${number} of ${total}`,
  progress: (words: string, left: string): string => (left === '' ? words : `${words} · ${left}`),

  code: 'Try it on your phone',
  codeLabel: (address: string): string => `QR code of ${address}`,
  tooLong: 'This link is too long for a QR code. “Share and save” in the lab has it.',

  keys: 'Keys',
  next: 'next',
  nextQuestion: 'next question',
  nextLesson: 'next lesson',
  back: 'back',
  start: 'start',
  pause: 'pause',
  resume: 'go on',
  scale: 'log or linear',
  full: 'full screen',
  again: 'begin again',
  leave: 'leave',
  notes: { show: 'notes', hide: 'hide notes' },

  notesTitle: 'Notes',
  notesAbout: 'for whoever teaches',
} as const;
