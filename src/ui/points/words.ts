// All that a person reads where tables are fitted: the file, its columns and rows, its laws, its forecasts.

import { formatCount, formatNumber } from '../../base/format.js';
import type { Interval } from '../../fit/goodness/prediction.js';
import type { HeldOut } from '../../laws/forecast/sealed-points.js';
import type { PointsReading } from '../../laws/table/read-points.js';
import type { SizeConvention } from '../../laws/table/size-columns.js';

const percent = (share: number): string => `${formatNumber(100 * share, 2)}\u00a0%`;

export const words = {
  refused: 'These points cannot be fitted.',
  refusedFile: (name: string, reason: string): string => `${name}: ${reason}`,
  law: 'Law',
  reading: 'Reading …',
  fitting: 'Fitting …',
  fitted: (count: number): string => `Fitting … ${count} ${count === 1 ? 'law' : 'laws'} so far`,
  refining: 'Refining the intervals …',
  failed: (reason: string): string => `The fit failed: ${reason}`,

  /** What a file is that is not a table. */
  kinds: {
    picture: 'This is a picture, not a table. Open a CSV, TSV or JSON file.',
    document:
      'This is a PDF, not a table. Copy its table and paste it here, or open a CSV, TSV or JSON file.',
    archive: 'This is an archive, not a table. Unpack it and open the CSV, TSV or JSON file in it.',
    workbook: 'This is a workbook. Save the sheet with the table as CSV, and open that.',
    array: 'This is a file of arrays, not a table. Save the table as CSV, TSV or JSON.',
    program: 'This is a program, not a table. Open a CSV, TSV or JSON file.',
    page: 'This is a web page, not a table. Copy its table and paste it here, or open a CSV, TSV or JSON file.',
    other: 'This file is not text, so it is not a table that can be read here. Open a CSV, TSV or JSON file.',
  },

  source: {
    drop: 'Drop a table here, or anywhere on the page',
    release: 'Let go to open it',
    dropMore:
      'A CSV, TSV or JSON with a row for each run: its loss, and its size N, its data D or its compute C. Results of the lab (JSON) open ' +
      'too. It is read on this computer and sent nowhere.',
    pick: 'Choose a file',
    another: 'Another file',
    paste: 'Paste',
    fileLabel: 'File of points',
    tableLabel: 'Table of points',
    example: 'N,D,loss\n70M,1.4B,3.21',
    fitPasted: 'Fit these',
    pastedName: 'Pasted table',
    nothingPasted: 'Nothing was pasted. Copy a table with its line of names first.',
  },

  columns: {
    title: 'How the columns were read',
    rows: 'Rows',
    quantities: {
      N: 'N, size',
      D: 'D, data',
      C: 'C, compute',
      loss: 'Loss',
    },
    full: {
      N: 'N, parameters',
      D: 'D, tokens or samples',
      C: 'C, training FLOPs',
      loss: 'Loss',
    },
    none: '–',
    byName: 'by its name',
    byHand: 'as you chose',
    logarithm: 'a perplexity: its logarithm is the loss',
    computed: (formula: string): string => `computed: ${formula}`,
    scale: (quantity: string): string => `What the numbers of ${quantity} are multiplied by`,
    split: 'Split by',
    oneLaw: 'nothing: one law for all',
    forAll: 'One law for all',
    tuning: 'Of each size counts',
    best: 'The best row',
    interpolate: 'The minimum between rows',
    tunedOver: (names: readonly string[]): string => `Tuned over ${names.join(', ')}.`,
    all: 'all',
    only: (value: string): string => `only ${value}`,
    but: (value: string): string => `all but ${value}`,
    emptyCell: '(empty)',
    counts: 'What N counts',
    conventions: {
      total: 'Total',
      active: 'Active',
      'non-embedding': 'Non-embedding',
      'without-head': 'Without head',
      given: 'As given',
    } satisfies Readonly<Record<SizeConvention, string>>,
    countsMore:
      'The exponent depends on it: embeddings are a large share of a small model and a small share of a large one, so each count ' +
      'stretches the axis differently.',
    losses: 'Laws and surface fitted by',
    squares: 'Least squares',
    huber: 'Huber loss',
    lossesMore:
      'Least squares is best when noise is normal. Huber loss (δ = 0.001) gives outliers little weight.',
  },

  rows: {
    title: 'What was left out, and why',
    size: ({ rowCount, names }: PointsReading): string => {
      const rows = `${rowCount} ${rowCount === 1 ? 'row' : 'rows'}`;
      return names.length === 0 ? `${rows}.` : `${rows}, ${names.length} columns.`;
    },
    from: (name: string, { used, rowCount }: PointsReading): string =>
      `${name} · ${used === rowCount ? used : `${used} of ${rowCount}`} rows`,
    fitted: ({ used, rowCount }: PointsReading): string => `${used} of ${rowCount} rows are fitted.`,
    count: (count: number): string => `${count} ${count === 1 ? 'row' : 'rows'}`,
    use: 'use them',
    used: (flag: string): string => `Rows marked by ${flag} are used.`,
    leave: 'leave them out',
    take: 'take it',
    takeOf: (name: string): string => `Take ${name} as the loss`,
    leftOut: (count: number): string =>
      `Show ${count === 1 ? 'the row' : `the ${count} rows`} that cannot be read`,
    more: (count: number): string => `and ${count} more`,
  },

  groups: {
    title: (count: number): string => `${count} groups, ${count} laws`,
    table: 'Exponents of the groups',
    none: 'no law',
    of: (column: string, value: string): string =>
      `Every law of ${column} = ${value === '' ? '(empty)' : value}`,
  },

  panel: {
    law: 'The law',
    noLaw: 'No law',
    compared: 'Forms compared',
    recipeMore: 'These lines are in every SVG and CSV of its charts.',
    noRecipe: 'There is no law, so there is nothing to say of how it was fitted.',
    noChecks: 'There is no law, so there are no residuals.',
    scale: 'Scale of the axes',
    scales: { log: 'Log', linear: 'Linear' },
    copy: 'Copy',
  },

  forecast: {
    waiting: 'Forecasts open when every law is fitted.',
    none: 'Forecast and bill are closed: no law can be read from these points.',
    sizes: { N: 'At a size N of', D: 'At data D of', C: 'At a compute C of' },
    expects: (loss: number): string => formatNumber(loss),
    head: 'The law expects',
    between: ([low, high]: Interval): string =>
      `, between ${formatNumber(low)} and ${formatNumber(high)} (95 %).`,
    within: 'That is within what was measured.',
    reach: (axis: string, largest: number, times: number): string =>
      `Your largest ${axis} is ${formatCount(largest)}, so this reaches ${formatNumber(times, 2)}\u00a0× further.`,
    below: (axis: string, smallest: number, times: number): string =>
      `Your smallest ${axis} is ${formatCount(smallest)}, so this reaches ${formatNumber(times, 2)}\u00a0× below it.`,
    by: { line: (axis: string): string => `by the law of ${axis}`, surface: 'by the surface of N and D' },
    target: (axis: string, x: number): string => `${axis} = ${formatCount(x)}`,
    seal: 'Seal it, enter the result later',
    sealMore:
      'Nobody can change it then, and the page says how it came out as soon as the table has its row.',
    onlyLines: 'To seal a forecast, choose the law along N, D or C.',
    inTable: 'The table has this run already. Choose one that was not measured.',
    sealed: (when: string): string => `Sealed ${when}: neither you nor the page can change it now.`,
    open: 'Add its row to the table and open it again, or enter the loss that it came to.',
    measuredLoss: 'Its loss',
    enter: 'Show how it came out',
    another: 'Predict another run',
    notALoss: 'A loss is a number above 0.',
    hit: (off: number, allowed: number): string =>
      `Hit: ${percent(off)} off, where up to ${percent(allowed)} was allowed.`,
    miss: (off: number, allowed: number): string =>
      `Missed: ${percent(off)} off, ${percent(allowed)} allowed.`,
    earlier: (count: number, hits: number): string =>
      `${count} ${count === 1 ? 'forecast' : 'forecasts'} of this law ${count === 1 ? 'has' : 'have'} come out, ${hits} of them as said.`,
    holdOut: 'Hold out the largest, predict it from the rest',
    heldOut: (axis: string, { x, sizes, expected, interval: [low, high], loss, hit }: HeldOut): string =>
      `Without ${axis} = ${formatCount(x)}, the law of the other ${sizes} sizes expects ${formatNumber(expected)} there, between ` +
      `${formatNumber(low)} and ${formatNumber(high)} (95 %). It came to ${formatNumber(loss)}: ${hit ? 'inside' : 'outside'}.`,
    noHoldOut: 'Without the largest there are too few sizes for a law.',
  },

  bill: {
    noLaw: 'The bill is closed: no law can be read from these points.',
  },
} as const;
