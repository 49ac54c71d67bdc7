/** What the designer says. */
export const words = {
  title: 'Design an experiment',
  toLab: 'To the lab, where it starts',
} as const;
