/** What the gallery says. */
export const words = {
  title: (count: number): string => `${count} questions, each with a measured answer`,
  lead: 'Every card opens on a recorded law at once, with or without a GPU. Start measures it again on your machine.',
  here: 'Here',
  published: 'Published',
  measured: 'Measured',
  notRecorded: 'Add a file of your own; its law is measured here.',
  failed: 'This recording could not be loaded.',
  seconds: (time: string): string => (time === '' ? 'on this machine' : time),
  exponent: (exponent: string, name: string, several: boolean): string =>
    several ? `${name}: ${exponent}` : exponent,
  picture: (y: string, x: string, lines: number): string =>
    `${y} against ${x}, ${lines} ${lines === 1 ? 'line' : 'lines'}`,
  rate: 'learning rate',
  design: 'Design an experiment',
  designText: 'Sizes, data, budgets, rates and seeds of your own.',
  openDesigner: 'Open the designer',
  table: 'Fit a table',
  tableText: 'A CSV or JSON file, or an export of your runs.',
  openTables: 'Open Tables',
} as const;
