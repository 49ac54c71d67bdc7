// All that a comparison says.

import { formatWithInterval, formatNumber } from '../../../base/format.js';
import { halfWidth } from '../../../base/maths/statistics.js';
import type { PowerLawFit } from '../../../fit/power-law/law.js';
import { meanDifference, type SizeDifference } from '../../../laws/compare/difference.js';
import { drawnLaw, type FoundAxis, type FoundLaw } from '../../../laws/compare/findings.js';

const numbers = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'];

export const words = {
  title: 'Laws on one chart',
  /** Where one setting tells all of them apart. */
  question: (field: string): string => `What does the ${field} change?`,
  about: (count: number): string => `${numbers[count] ?? count} ${count === 1 ? 'law' : 'laws'}, one chart`,
  reading: 'Reading …',
  empty: 'Nothing to compare yet.',
  emptyMore:
    'Put several experiments on one chart, from your history, from what was recorded, from tables, or from links with results.',
  offer: (count: number): string =>
    `Compare ${(numbers[count] ?? String(count)).toLowerCase()} recorded laws`,
  toHistory: 'Choose from your history',
  missing: (ids: readonly string[]): string =>
    `Not in this browser: ${ids.join(', ')}. Entries of another browser come with the file that its history exports, tables with their own.`,
  otherUnit: (names: readonly string[], unit: string, first: string): string =>
    `${names.join(', ')}: losses in ${unit} have no place beside losses in ${first}.`,
  noChart: 'None of them has points along this axis.',

  axes: { N: 'Parameters', D: 'Data', C: 'Compute' } satisfies Record<FoundAxis, string>,
  axis: 'Law along',
  heights: { loss: 'Loss', excess: 'Loss − floor' },
  height: 'Height',
  scales: { log: 'Log', linear: 'Linear' },
  scale: 'Axes',

  sources: { library: 'From history', recorded: 'Recording', tables: 'Table', results: 'Link' },
  recorded: (name: string): string => `${name}, recorded`,
  add: (label: string): string => `+ ${label}`,
  nothingMore: 'There is nothing more.',

  heads: {
    law: 'Law',
    exponent: (axis: FoundAxis): string => `Exponent ${axis === 'D' ? 'β' : 'α'}, 95 %`,
    floor: 'Floor',
    doubling: 'A doubling cuts',
    sizes: 'Sizes, seeds',
    measured: 'Measured',
    actions: 'Actions',
  },
  scaleOf: (high: number): string => `Exponents from 0 to ${formatNumber(high, 2)}`,
  hide: 'Hide',
  show: 'Show',
  remove: 'Remove',
  hideHint: (name: string): string => `Hide ${name}`,
  showHint: (name: string): string => `Show ${name}`,
  removeHint: (name: string): string => `Remove ${name}`,
  table: 'Laws in numbers',
  here: (when: string): string => `Here, ${when}`,
  recordedOn: (device: string): string => `Recorded, ${device}`,
  recordedTag: 'Recorded',
  file: 'A file',
  elsewhere: (device: string, date: string): string =>
    ['Elsewhere', device, date].filter((part) => part !== '').join(', '),
  result: {
    label: 'Link with a result',
    hint: 'From “Share and save”, it begins with #r=',
    add: 'Put it on the chart',
    none: 'This is not a link with a result: it has no part #r=… “Share and save” makes one, under “Link”.',
    broken: 'a broken link',
    problem: (reason: string): string => `One link with a result cannot be read. ${reason}`,
    differs: (name: string): string =>
      `${name}: the law that its link says is another than that of its points. That of the points is drawn.`,
  },

  difference: {
    title: 'Difference at each size',
    one: 'One law',
    other: 'Another law',
    against: 'against',
    tooFew: 'With two laws on the chart their difference stands here.',
    noSizes: 'They share no size, so only their laws can be compared.',
    paired: 'Both sides share their seeds, so what a seed does to both cancels.',
    unpaired: 'Their seeds saw other data or are not known, so the luck of both counts.',
    noErrors: 'One seed each: how sure this is, nobody knows.',
    bySize: 'The multiplier at each size',
    bySizeHeads: (name: string): readonly string[] => [`Compute of ${name}`, 'Multiplier', '90 %'],
    range: (low: number, high: number): string => `${formatNumber(low)} to ${formatNumber(high)}`,
  },
} as const;

/** `1.01 ± 0.09`, or why there is none. */
export function exponentWords(law: FoundLaw | null): string {
  const fit = law && drawnLaw(law);
  if (!law) return 'no such law';
  return fit ? formatWithInterval(fit.alpha, fit.intervals.alpha) : 'no law';
}

/** `0, known`, `0.34 ± 0.02, fitted`. */
export function floorWords(law: FoundLaw | null): string {
  const fit = law && drawnLaw(law);
  if (!fit) return law?.knownFloor == null ? '–' : `${formatNumber(law.knownFloor)}, known`;
  if (fit.floor.type === 'fixed') return `${formatNumber(fit.E)}, known`;
  if (fit.floor.type === 'none') return 'none assumed';
  return `${formatWithInterval(fit.E, fit.intervals.E)}, fitted`;
}

/** What each doubling takes off the loss, or off what of it is above the floor. */
export function doublingWords(fit: PowerLawFit | null): string {
  if (!fit) return '–';
  return `${Math.round(100 * (1 - 2 ** -fit.alpha))} %`;
}

/** `7 × 2`, or the sizes alone where seeds are not known. */
export function sizesWords(law: FoundLaw | null, seedCount: number | null): string {
  const points = (law?.points ?? []).filter(({ inFit }) => inFit).length;
  return seedCount === null ? String(points) : `${points} × ${seedCount}`;
}

/** What the differences at each size show, as sentences: the first is the finding. */
export function differenceWords(
  name: string,
  other: string,
  differences: readonly SizeDifference[],
): { readonly finding: string; readonly rest: string } {
  const says = words.difference;
  const whole = meanDifference(differences);
  if (!whole) return { finding: says.noSizes, rest: '' };
  const known = differences.filter(({ interval }) => interval !== null);
  if (known.length === 0) {
    return {
      finding: `The loss of ${name} is ${shareWords(whole)} than that of ${other}.`,
      rest: says.noErrors,
    };
  }
  const clear = known.filter(({ interval }) => isClear(interval));
  const isOneSided = new Set(clear.map(({ share }) => Math.sign(share))).size === 1;
  const paired = known.every((each) => each.paired) ? says.paired : says.unpaired;
  if (!isClear(whole.interval) && clear.length < known.length) {
    return {
      finding: `The losses of ${name} and ${other} do not differ on the whole (${withError(whole)}).`,
      rest: paired,
    };
  }
  const where =
    clear.length === known.length && isOneSided
      ? ', at every size'
      : `; at ${clear.length} of ${known.length} sizes the difference is larger than its error`;
  return {
    finding: `The loss of ${name} is ${shareWords(whole)} than that of ${other}${where}.`,
    rest: paired,
  };
}

/** What becomes of the exponent, and with it of the line. */
export function exponentsWords(
  [name, other]: readonly [string, string],
  { value, half }: { readonly value: number; readonly half: number },
  moves: boolean,
): string {
  // The error has two digits, and the difference as many decimals, however small it is.
  const decimals = half > 0 ? Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(half)))) : 6;
  const size = `${Math.abs(value).toFixed(decimals)} ± ${half.toFixed(decimals)}`;
  if (Math.abs(value) > half) {
    return `The exponent of ${value > 0 ? name : other} is larger by ${size} than that of ${value > 0 ? other : name}.`;
  }
  const same = `Exponents of ${name} and ${other} do not differ (${size})`;
  return moves ? `${same}: the line moves and does not tilt.` : `${same}.`;
}

/** True where an interval leaves 0 out. */
export function isClear(interval: SizeDifference['interval']): boolean {
  return interval !== null && (interval[0] > 0 || interval[1] < 0);
}

type Share = Pick<SizeDifference, 'share' | 'interval'>;

/** `30 ± 4 % lower`. */
function shareWords({ share, interval }: Share): string {
  return `${percents(Math.abs(share), interval)} ${share < 0 ? 'lower' : 'higher'}`;
}

/** `−3 ± 5 %`. */
function withError({ share, interval }: Share): string {
  const size = percents(Math.abs(share), interval);
  const isZero = Number.parseFloat(size) === 0;
  return `${isZero ? '' : share < 0 ? '−' : '+'}${size}`;
}

function percents(share: number, interval: SizeDifference['interval']): string {
  const half = interval === null ? 0 : 100 * halfWidth(interval);
  const decimals = half >= 1 || (half === 0 && share > 0.1) ? 0 : 1;
  const value = (100 * share).toFixed(decimals);
  return half === 0 ? `${value} %` : `${value} ± ${half.toFixed(decimals)} %`;
}
