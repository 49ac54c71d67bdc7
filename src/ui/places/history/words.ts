import type { LibraryEntry } from '../../../lab/library/entry.js';

/** What the list of experiments says. */
export const words = {
  title: 'Everything you measured',
  list: 'Experiments in this browser',
  empty: 'Every experiment that you start is kept here.',
  about: 'They stay in this browser, on this device. Nothing is sent.',
  used: (used: string, quota: string): string =>
    `${used} of the ${quota} that the browser offers are in use.`,
  open: 'Open',
  rename: 'Rename',
  note: 'Note',
  delete: 'Delete',
  undo: 'Undo',
  save: 'Save all as a file',
  add: 'Add from a file',
  nameOf: 'Name of the experiment',
  noteOf: 'Note on the experiment',
  inSight: 'shown now',
  elsewhere: 'trains in another tab',
  deleted: (name: string): string => `${name} was deleted.`,
  added: (count: number, total: number): string =>
    count === total
      ? `${count} ${count === 1 ? 'experiment was' : 'experiments were'} added.`
      : `${count} of ${total} experiments were added; the others are here already.`,
  state: ({ outcome, ended, runs, fraction }: LibraryEntry): string => {
    if (runs > 0 && ended === runs) return 'finished';
    const share = `${Math.floor(100 * fraction)} %`;
    return outcome === 'failed' ? `failed at ${share}` : `stopped at ${share}`;
  },
  fileName: 'scaling-lab-experiments',
} as const;
