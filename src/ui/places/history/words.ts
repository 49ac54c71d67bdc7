// All that the list of what was measured says.

import { formatBytes, formatEstimate, formatPercent, formatWithInterval } from '../../../base/format.js';
import { halfWidth, mean } from '../../../base/maths/statistics.js';
import { sentence } from '../../../base/sentence.js';
import { MOST_TEXT_BYTES } from '../../../lab/library/limits.js';
import { isUnfinished, type LibraryEntry } from '../../../lab/library/entry.js';
import { drawnLaw, type Findings, type FoundLaw } from '../../../laws/compare/findings.js';
import type { ForecastHistory, ForecastRecord } from '../../../laws/forecast/score-card.js';

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
const entries = (count: number): string => counted(count, 'entry', 'entries');
const percent = (share: number): string => `${Math.floor(100 * share)} %`;

export const words = {
  title: 'Everything you measured',
  about: (count: number): string => `${entries(count)}, kept on this computer, nothing is overwritten`,
  found: (count: number, all: number): string => `${count} of ${entries(all)}`,
  empty: 'Nothing measured yet. The first run takes half a minute.',
  toLab: 'To the experiment',
  noneFound: 'No entry has all of these words.',
  search: 'Search names, settings, notes',
  exportAll: 'Export all',
  import: 'Import',
  importHint: 'Adds the experiments of a file that the lab has saved',
  more: (count: number): string => `Show ${count} more`,

  heads: {
    choose: 'Choose',
    picture: 'Picture',
    name: 'Name',
    experiment: 'Experiment',
    law: 'Law',
    when: 'When, where',
    note: 'Note',
    actions: 'Actions',
  },
  choose: (name: string): string => `Choose ${name}`,
  open: 'Open',
  openHint: (name: string): string => `Open ${name}`,
  locked: 'Not while an experiment trains',
  rename: 'Rename',
  renameHint: (name: string): string => `Rename ${name}`,
  delete: 'Delete',
  deleteHint: (name: string): string => `Delete ${name}`,
  addNote: 'Add a note',
  noteHint: (said: string, name: string): string => `${said}: note on ${name}`,
  nameOf: 'Name of the entry',
  noteOf: 'Note on the entry',
  inSight: 'in the lab now',

  unfinished: {
    title: (name: string, fraction: number): string => `“${name}” stopped at ${percent(fraction)}`,
    text: (when: string): string =>
      `, ${when}. Its finished runs are kept, and the others go on where they were.`,
    goOn: (seconds: number | null): string =>
      seconds === null ? 'Go on' : `Go on, ${formatEstimate(seconds)}`,
    keep: 'Keep the law so far',
    discard: 'Discard',
  },

  chosen: (count: number): string => `${count} chosen`,
  compare: 'Compare on one chart',
  tooFew: 'Choose another one to compare them',
  export: 'Export',
  deleted: (names: readonly string[]): string =>
    names.length === 1 ? `“${names[0]}” is deleted.` : `${names.length} entries are deleted.`,
  undo: 'Undo',
  added: (count: number, total: number): string =>
    count === total
      ? `${count} ${count === 1 ? 'experiment was' : 'experiments were'} added.`
      : `${count} of ${total} experiments were added; the others are here already.`,
  withoutTexts: (names: readonly string[]): string =>
    `Without ${names.length === 1 ? 'the text' : 'the texts'} ${names.map((name) => `“${name}”`).join(', ')}: ` +
    `a file has room for ${formatBytes(MOST_TEXT_BYTES)} of texts, and only for those that are kept here. ` +
    'To go on with their experiments elsewhere, give them again.',
  textsNotKept: (reason: string): string =>
    sentence(`the texts of these experiments cannot be kept, and have to be given again: ${reason}`),
  notAdded: (file: string, reason: string): string => `${file}: ${sentence(reason)}`,

  forecasts: {
    none: 'No forecast yet',
    about: 'A forecast is sealed before its network is trained: then it is a hit or a miss.',
    distance: (off: number, allowed: number): string =>
      `Mean distance ${formatPercent(off)} where ${formatPercent(allowed)} was allowed.`,
    stay: 'Forecasts stay, also when their entry is deleted.',
    all: 'All forecasts',
  },

  storage: {
    used: (bytes: number): string => `${formatBytes(bytes)} on this computer`,
    unknown: 'Kept on this computer',
    nothingUploaded: 'Nothing was uploaded.',
    cleared: 'The storage of this page was cleared. What was open here is kept again; the others are gone.',
    mayClear: 'Your browser may clear it when space is short:',
    ask: 'ask it to keep it',
    orExport: 'or export all.',
    kept: 'Your browser keeps it until you delete it.',
    refused: 'Your browser did not promise to keep it: export all from time to time.',
  },

  fileName: 'scaling-lab-experiments',
} as const;

/** How the forecasts came out, as a title: `Forecasts: 3 sealed, 2 hit`. */
export function forecastsTitle({ records, calibration }: ForecastHistory): string {
  return records.length === 0
    ? words.forecasts.none
    : `Forecasts: ${records.length} sealed, ${calibration.hits} hit`;
}

/** How far off they were on the whole, and how far they might have been; '' before the first was measured. */
export function forecastsDistance({ records }: ForecastHistory): string {
  const scored = records.flatMap(({ forecast: { loss, interval }, measured }) =>
    measured ? [{ off: Math.abs(measured.loss / loss - 1), allowed: halfWidth(interval) / loss }] : [],
  );
  if (scored.length === 0) return '';
  return words.forecasts.distance(
    mean(scored.map(({ off }) => off)),
    mean(scored.map((each) => each.allowed)),
  );
}

/** The forecasts of one entry: `1 forecast, hit`. */
export function entryForecasts(records: readonly ForecastRecord[]): string {
  const hits = records.filter(({ measured }) => measured?.hit).length;
  const open = records.filter(({ measured }) => !measured).length;
  const outcome = records.length === 1 ? (open > 0 ? 'open' : hits > 0 ? 'hit' : 'miss') : `${hits} hit`;
  return `${counted(records.length, 'forecast', 'forecasts')}, ${outcome}`;
}

/** What an entry came to, for its row: a law, or why there is none. */
export interface OutcomeWords {
  readonly tone: 'law' | 'none' | 'tag' | 'waiting';
  readonly text: string;
  /** The whole reason, '' where the text says all. */
  readonly title: string;
}

/** `findings` are undefined until they are made, null where they cannot be. */
export function outcomeWords(
  entry: LibraryEntry,
  findings: Findings | null | undefined,
  isTraining: boolean,
): OutcomeWords {
  const { outcome, fraction } = entry;
  if (isTraining) return { tone: 'tag', text: `Training, ${percent(fraction)}`, title: '' };
  if (outcome === 'failed') return { tone: 'tag', text: `Failed at ${percent(fraction)}`, title: '' };
  if (isUnfinished(entry)) return { tone: 'tag', text: `Stopped at ${percent(fraction)}`, title: '' };
  if (findings === undefined) return { tone: 'waiting', text: '…', title: '' };
  if (findings === null) return { tone: 'none', text: 'Cannot be read by this version', title: '' };
  const own = findings.laws.filter(({ axis }) => axis !== 'C');
  const drawn = own.flatMap((law) => (drawnLaw(law) ? [exponentWords(law)] : []));
  if (drawn.length > 0) return { tone: 'law', text: drawn.join(', '), title: '' };
  const [law] = own;
  return { tone: 'none', text: noLawWords(law), title: law?.fit.type === 'refused' ? law.fit.reason : '' };
}

/** `α = 1.01 ± 0.09`; along data the exponent is β. */
function exponentWords(law: FoundLaw): string {
  const { alpha, intervals } = drawnLaw(law)!;
  const value = `${law.axis === 'D' ? 'β' : 'α'} = ${formatWithInterval(alpha, intervals.alpha)}`;
  return law.fit.type === 'fit' ? value : `${value}, so far`;
}

function noLawWords(law: FoundLaw | undefined): string {
  const points = (law?.points ?? []).filter(({ inFit }) => inFit);
  if (points.length < 4) return `No law: ${counted(points.length, 'size', 'sizes')} finished`;
  const isRising = points[points.length - 1].loss >= points[0].loss;
  return isRising ? 'No law: losses rise' : 'No law: no straight line';
}
