// All that the frame of the page says: its header, its notices, what stands beside the results.

import { formatNumber } from '../../base/format.js';
import { sentence } from '../../base/sentence.js';
import type { Shard } from '../../lab/plan/run-plan.js';
import type { DeviceInfo, LabState } from '../../lab/records/record.js';
import { hasOnlyDiverged } from '../../lab/records/store.js';
import type { Law } from '../../laws/runs/lab-laws.js';
import type { Notice } from '../parts/notice.js';

/** What became of the device that is gone; the message beside it says why. */
const lostDevice = (device: DeviceInfo | null): string =>
  device?.engine === 'cpu' ? 'Training was interrupted.' : 'The GPU was lost.';

/** `12 Nov 2026`; '' for anything but a date. */
function day(date: string): string {
  const time = new Date(date);
  if (Number.isNaN(time.getTime())) return '';
  return time.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
}

/** How many runs of an experiment are done for good. */
export interface RunCounts {
  readonly ended: number;
  readonly total: number;
  /** Runs that go on from a checkpoint. */
  readonly resumable: number;
  /** Share of the training that is done. */
  readonly share: number;
  /** They come from an earlier visit. */
  readonly restored: boolean;
  /** Another engine trained last than would go on now. */
  readonly elsewhere?: boolean;
}

export const words = {
  drop: 'Let go to open this file',
  places: {
    lab: 'Lab',
    gallery: 'Gallery',
    lessons: 'Lessons',
    compare: 'Compare',
    tables: 'Tables',
    history: 'History',
  },
  /** What single keys do, where nothing is typed. */
  keys: [
    ['S', 'Start, pause or resume'],
    ['[ ]', 'The question before, the next one'],
    ['1 to 6', 'The tabs under the figure'],
    ['L', 'Logarithmic or linear axes'],
    ['F', 'The figure in full screen'],
    ['N', 'Rename the experiment'],
    ['C', 'Put its law beside others'],
    ['/', 'Search earlier experiments'],
    ['P', 'On a projector: large type, → for next'],
    ['?', 'Help and these keys'],
    ['Esc', 'Close'],
  ],
  skip: 'To the experiment',
  welcome: {
    sentence: 'Make a neural network bigger, and its error falls along a straight line.',
    text:
      'Scaling Lab trains families of tiny networks inside this page, measures that line with its uncertainty, and predicts a larger ' +
      'network before it is trained. Lines like this one guided how large GPT-3 and Chinchilla were made.',
    why: 'Why this matters',
    tour: 'Take a tour of two minutes',
    noTour: 'No tour',
  },

  figure: {
    link: 'Copy link',
    linkHint: 'Copies a link to this experiment',
    share: 'Share and save',
    views: 'Charts shown',
    curves: 'Curves and law',
    rename: 'Rename this experiment (N)',
    nameOf: 'Name of this experiment',
    compare: 'Compare',
    compareHint: 'Puts this law beside others (C)',
    back: 'Back to its settings',
    now: 'Measuring now',
    stale: 'These results are for other settings than the dials',
    recorded: (device: string, engine: 'cpu' | 'gpu', date: string): string =>
      [
        'Recorded',
        [device, engine === 'cpu' ? 'CPU engine' : 'GPU engine'].filter(Boolean).join(', '),
        day(date),
      ]
        .filter(Boolean)
        .join(' · '),
    here: (device: string, when: string): string =>
      ['Measured here', device, when].filter(Boolean).join(' · '),
    file: (name: string): string => `A file: ${name}`,
    recordedBefore: (exponent: string): string => `recorded before: ${exponent}`,
    when: (time: number, now: number): string => {
      const isToday = new Date(time).toDateString() === new Date(now).toDateString();
      const clock = new Date(time).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
      return `${isToday ? 'today' : day(new Date(time).toISOString())} ${clock}`;
    },
  },

  header: {
    name: 'Scaling Lab',
    places: 'Places',
    tools: 'Page',
    present: 'Present',
    leave: 'Leave',
    help: 'Help',
    helpHint: 'Help and keys of this page (?)',
    tour: 'Tour of the lab',
    glossary: 'Glossary',
    why: 'Why this matters',
    keys: 'Single keys',
    keysAreOn: 'Single keys are on',
    presentHint: 'Large type for a projector (P)',
    toTheme: { light: 'Use the light theme', dark: 'Use the dark theme' },
  },

  notRecorded: 'These are not the settings of the recorded run. Start trains them, not the recorded run.',
  experiment: 'Experiment',
  background: (share: number): string =>
    `In the background it trained at ${Math.round(100 * share)} % of its speed.`,
  results: {
    allLaws: 'All laws',
    allLawsHint:
      'Fits the surface L(N, D), isoFLOP valleys and the frontier to these runs, their branches and their curves',
    /** What the results are called in the labels of their files. */
    name: 'results',
    notKept: (problem: string): string =>
      `This experiment is not kept in the browser now: ${problem}. Training goes on, and the results can be saved here.`,
  },

  licences: 'Licences of the code in this page',

  actions: {
    tryAgain: 'Try again',
    dismiss: 'Dismiss',
    close: 'Close',
    goOn: 'Go on',
    keep: 'Keep as it is',
    discard: 'Discard',
    useProcessor: 'Train on the processor instead',
    shrink: 'Use the small version',
    loadNew: 'Load it',
    saveShare: 'Save my share',
  },

  notices: {
    missing: {
      tone: 'danger',
      title: 'A part of this page could not be loaded.',
      text: 'Check the network and try again. If that does not help, the site has changed: reload the page. Finished runs are kept.',
    },
    share: ({ index, count }: Shard, models: number, isDone: boolean): Notice => ({
      tone: 'notice',
      title: `Your share of an experiment of many: ${index} of ${count}, ${models} ${models === 1 ? 'model' : 'models'}.`,
      text: isDone
        ? 'It is trained. Save it, and give the file to whoever puts the shares together.'
        : 'Press Start. Once it has ended you can save its file for whoever puts the shares together.',
    }),
    outdated: {
      tone: 'notice',
      title: 'A new version of this page is there.',
      text: 'You can go on with this one. Loading the new one opens the page again, with the experiments that your browser keeps.',
    },
    software: {
      tone: 'warning',
      title: 'No GPU in use.',
      text: 'The browser has only a software adapter, which computes on the processor. The lab’s own engine for processors is faster.',
    },
    diverged: {
      tone: 'warning',
      title: 'Every model diverged.',
      text: 'The loss grew without end at every learning rate. Try lower ones.',
    },
    recorded: (name: string, device: string | null): Notice => ({
      tone: 'notice',
      title: 'Recorded run.',
      text: `From ${name}${device === null ? '' : `, measured on ${device}`}. Nothing is trained here.`,
    }),
    cannotGoOn: 'This experiment cannot go on here.',
    cannotOpen: 'This experiment cannot be opened.',
    cannotRead: 'This file cannot be opened.',
    cannotSeal: 'This forecast cannot be sealed.',
  } satisfies Record<string, Notice | string | ((...values: never[]) => Notice)>,
} as const;

/** One line for screen readers: it changes with the state of the experiment, not with its numbers. */
export function statusWords({ status, message, device }: LabState, law: Law | null): string {
  switch (status) {
    case 'empty':
      return '';
    case 'compiling':
      return device?.engine === 'cpu' ? 'Getting ready.' : 'Compiling shaders.';
    case 'running':
      return 'Training.';
    case 'paused':
      return 'Paused.';
    case 'finished':
      return law?.fit.type === 'fit'
        ? `Finished. The exponent is ${formatNumber(law.fit.alpha, 2)}.`
        : 'Finished.';
    case 'stopped':
      return 'Stopped.';
    case 'device-lost':
      return `${lostDevice(device)} Finished points are kept.`;
    case 'failed':
      return `The experiment failed. ${message}`;
  }
}

/** A notice for each end that leaves something to say, null for the rest. */
export function statusNotice(
  state: LabState,
  { ended, total, resumable, share, restored, elsewhere = false }: RunCounts,
): Notice | null {
  const { status, message, device } = state;
  if (status === 'finished' && hasOnlyDiverged(state)) return words.notices.diverged;
  const kept = ended > 0 ? `${ended} of ${total} runs are finished and kept.` : '';
  const reason = [sentence(message), kept].filter(Boolean).join(' ');
  switch (status) {
    case 'device-lost':
      return { tone: 'danger', title: lostDevice(device), text: reason };
    case 'failed':
      return { tone: 'danger', title: 'The experiment failed.', text: reason };
    case 'stopped': {
      if (ended === total || (share === 0 && message === '')) return null;
      const going = goOnWords(total - ended, resumable, elsewhere);
      const title = `${restored ? 'From an earlier visit: s' : 'S'}topped at ${Math.floor(100 * share)} %.`;
      return { tone: 'notice', title, text: [reason, going].filter(Boolean).join(' ') };
    }
    case 'finished':
      return restored
        ? {
            tone: 'notice',
            title: 'From an earlier visit.',
            text: 'This experiment was kept in your browser.',
          }
        : null;
    case 'running':
      return message === '' ? null : { tone: 'notice', title: 'Recovered.', text: message };
    default:
      return null;
  }
}

/** From where the runs that are left go on. */
function goOnWords(left: number, resumable: number, elsewhere: boolean): string {
  if (resumable === 0) return left === 1 ? 'The other run starts again.' : `${left} runs start again.`;
  const how = elsewhere ? 'on another engine, whose last digits differ' : 'with the same results';
  const from = `from where they were kept last, ${how}`;
  return resumable === left
    ? `The runs that are left go on ${from}.`
    : `Of ${left} runs that are left, ${resumable} go on ${from}, the others start again.`;
}
