// All that the board of a class says.

import { formatNumber, formatPercent } from '../../../base/format.js';
import type { Disagreement, Repeats } from '../../../lab/merge/repeats.js';

const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

export const words = {
  title: 'One law of many machines',
  lead:
    'Each machine trains its share of one experiment, and saves a file. Open the files here, in any order: the law is that of all of them. ' +
    'Nothing leaves this page, and no server is needed.',

  share: {
    title: 'Share out an experiment',
    about: (title: string, settings: string): string => `${title}: ${settings}`,
    how: 'It is the experiment of the lab: change it there.',
    toLab: 'To the lab',
    machines: 'Machines',
    most: (units: number): string => `At most ${units}: as many as sizes times seeds.`,
    text: 'A text is not part of a link. Choose an experiment without one, or have each machine open the text too.',
    each: (units: number, time: string): string =>
      `${counted(units, 'size with one seed', 'sizes with one seed each')} at most for each machine${time === '' ? '' : `, ${time} on this one`}.`,
    widen: 'Shares do not widen their learning-rate sweeps.',
    links: 'A link for each machine',
    copy: 'Copy the links',
    copied: 'Copied ✓',
    shown: (index: number): string => `QR code of share ${index}`,
    previous: 'Share before',
    next: 'Next share',
  },

  files: {
    open: 'Open files',
    drop: 'Drop the files of all machines here, as many at once as you like.',
    reading: (count: number): string => `Reading ${counted(count, 'file')} …`,
    save: 'Save all as one file',
    clear: 'Clear the board',
    undo: 'Bring them back',
    cleared: 'The board is empty.',
    kept: 'They stay in this browser until you clear the board.',
    notKept: 'This browser does not keep them: save them before you leave.',
  },

  law: {
    title: 'The law of all machines',
    none: 'No law yet.',
    units: (done: number, all: number): string => `${done} of ${all} sizes with a seed are in`,
  },

  table: {
    title: 'Who trained what',
    heads: ['File', 'Trained', 'Best loss', 'On', 'Drop'],
    model: (width: number, seed: number): string => `${width} wide, seed ${seed}`,
    trained: (models: readonly string[]): string => models.join('; '),
    loss: (loss: number | null): string => (loss === null ? 'diverged' : formatNumber(loss, 3)),
    unknown: 'unknown',
    drop: 'Drop',
    dropLabel: (name: string): string => `Drop what ${name} trained`,
  },

  /** A name that is there already. */
  again: (name: string, count: number): string => `${name} (${count})`,

  refused: 'Left out',
  missing: {
    title: (count: number): string => `${counted(count, 'share')} missing`,
    about: 'These links train what is missing.',
  },
  /** Where machines have trained the same; '' where none have. */
  repeats: ({ units, deviation, disagreements }: Repeats): string => {
    if (units === 0 || deviation === null) return '';
    const what = `${counted(units, 'size with a seed was', 'sizes with a seed were')} trained on several machines`;
    if (deviation === 0) return `${what}: their losses are the same, bit for bit.`;
    const agree =
      disagreements.length === 0 ? 'The machines agree.' : 'Some machines do not agree: see below.';
    return `${what}: a machine’s loss varies by ${formatPercent(deviation)}. ${agree}`;
  },
  disagreement: ({ names, config, seed, difference }: Disagreement): string =>
    `${names.join(' and ')} do not agree on ${config}, seed ${seed}: ${difference.words}. Have it trained once more, and drop the one that is alone.`,
};
