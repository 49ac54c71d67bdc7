// A chart as plain data: lines, bands and marks in the units of its axes. The page draws it, files are made from it, and its table is
// its text equivalent.

import { largest, smallest } from '../base/many.js';
import { padded, positiveExtent, type Range } from '../base/log-scale.js';

/** Which colour: ink and its weaker shades, an earlier result, a hit or a miss, a place on the ramp of sizes, or a law among others. */
export type Ink =
  | 'ink'
  | 'soft'
  | 'faint'
  | 'ghost'
  | 'good'
  | 'bad'
  | { readonly index: number; readonly count: number }
  | { readonly law: number };

export type Coordinate = readonly [x: number, y: number];

export interface FigureLine {
  readonly points: readonly Coordinate[];
  readonly ink: Ink;
  /** A pale line lies behind another of its colour. */
  readonly style: 'solid' | 'thin' | 'pale' | 'dashed' | 'long-dashed' | 'dotted';
  /** Its entry in the key; lines of one name have one entry, unnamed ones none. */
  readonly name: string | null;
  /** Written at the line's end in the chart. */
  readonly label: string | null;
}

export interface FigureBand {
  readonly points: readonly (readonly [x: number, low: number, high: number])[];
  readonly name: string | null;
  /** That of the page's ink unless it says otherwise. */
  readonly ink?: Ink;
}

/** A box around a value: an interval that was stated before the value was measured. */
export interface FigureBox {
  readonly x: number;
  readonly low: number;
  readonly middle: number;
  readonly high: number;
  readonly ink: Ink;
  readonly name: string;
}

/** Marks with corners, beside the circle. */
type Polygon = 'diamond' | 'square' | 'triangle' | 'triangle-down' | 'plus';
export type MarkShape = 'point' | 'dot' | 'hollow' | Polygon | `hollow-${Polygon}`;

export interface FigureMark {
  readonly x: number;
  readonly y: number;
  readonly ink: Ink;
  /** Points are measured, diamonds are read off a curve; hollow ones are not in the fit. Where laws are compared each has a mark of its own. */
  readonly shape: MarkShape;
  /** Half the height of its 95 % bar, null without one. */
  readonly error: number | null;
  /** Its 95 % bar where that is not as far to both sides. */
  readonly bar?: Range | null;
  /** What it is, where the crosshair is near. */
  readonly words: string;
}

/** The name of a line beside its end, and what else tells it from the others. */
export interface FigureEnd {
  readonly x: number;
  readonly y: number;
  readonly ink: Ink;
  readonly name: string;
  readonly aside: string;
}

/** How much a step along x lowers y: two sides of a triangle on a line, each with its words. */
export interface FigureSlope {
  readonly from: Coordinate;
  readonly to: Coordinate;
  readonly along: string;
  readonly down: string;
}

/** A dotted line from a mark to an edge of the plot, where another chart of the same y goes on with it. */
export interface FigureJoin {
  readonly x: number;
  readonly y: number;
  readonly ink: Ink;
  readonly side: 'left' | 'right';
}

export interface FigureAxis {
  readonly label: string;
  readonly scale: 'log' | 'linear';
  readonly range: Range;
}

export interface Figure {
  readonly title: string;
  readonly x: FigureAxis;
  readonly y: FigureAxis;
  readonly bands: readonly FigureBand[];
  readonly lines: readonly FigureLine[];
  readonly boxes?: readonly FigureBox[];
  readonly marks: readonly FigureMark[];
  /** The plot leaves room for them at its right. */
  readonly ends?: readonly FigureEnd[];
  /** From here on nothing was measured; null where that goes without saying. */
  readonly beyond?: { readonly x: number; readonly name: string } | null;
  /** A floor that y cannot go below. */
  readonly ground?: { readonly y: number; readonly name: string } | null;
  readonly slope?: FigureSlope | null;
  readonly joins?: readonly FigureJoin[];
  /** Further entries of the key: what marks are, and remarks, which have no shape. */
  readonly key: readonly { readonly shape: FigureMark['shape'] | null; readonly name: string }[];
  /** How what it shows was fitted, for files that leave the lab: a line each. */
  readonly notes?: readonly string[];
  /** The finding, which files show above the key. */
  readonly headline?: string | null;
  /** The chart in a sentence. */
  readonly summary: string;
  readonly table: {
    readonly heads: readonly string[];
    readonly rows: readonly (readonly (string | number)[])[];
  };
}

/** Geometric steps over a range, both ends included. */
export function logSteps([low, high]: Range, count = 96): number[] {
  return Array.from({ length: count }, (_, i) => low * (high / low) ** (i / (count - 1)));
}

/** A log axis that holds these values. */
export function logAxis(
  label: string,
  values: Iterable<number | null>,
  share = 0.06,
  least = 0.3,
): FigureAxis {
  return { label, scale: 'log', range: padded(positiveExtent(values) ?? [1, 10], share, least) };
}

/** Linear axes end here: so the length of one is a number. */
const FARTHEST = 1e150;

/** A linear axis that holds these values with some air. */
export function linearAxis(label: string, values: readonly number[], least = 1e-12): FigureAxis {
  const low = Math.max(smallest(values), -FARTHEST);
  const high = Math.min(largest(values), FARTHEST);
  if (!(high >= low)) return { label, scale: 'linear', range: [0, 1] };
  const air = Math.max(0.08 * (high - low), least);
  return { label, scale: 'linear', range: [low - air, high + air] };
}

/** A line's points where they lie between two heights: charts clip, files do not. */
export function within(points: readonly Coordinate[], [low, high]: Range): readonly Coordinate[] {
  return points.filter(([, y]) => y >= low && y <= high);
}

/** A figure's table as CSV, under comments that say how it was fitted. */
export function figureCsv({ table: { heads, rows }, notes = [] }: Figure): string {
  const comments = notes.map((note) => `# ${withoutFormulas(note.replace(/\s+/g, ' '))}\n`);
  return [...comments, ...[heads, ...rows].map((row) => `${row.map(csvCell).join(',')}\n`)].join('');
}

function csvCell(value: string | number): string {
  const text = typeof value === 'string' ? withoutFormulas(value) : String(value);
  return /[",\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Text in which a spreadsheet sees no formula: an apostrophe stands before what begins as one, at its beginning and behind each mark at
 * which a spreadsheet may cut. Numbers stay as they are.
 */
function withoutFormulas(text: string): string {
  return text.replace(
    /(^|[,;\t\r\n][ "]*)([=+\-@\t\r][^,;\t\r\n]*)/g,
    (whole, before: string, cell: string) =>
      cell.trim() !== '' && Number.isFinite(Number(cell)) ? whole : `${before}'${cell}`,
  );
}
