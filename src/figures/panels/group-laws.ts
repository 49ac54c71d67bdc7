// The laws of the groups of a table side by side: a law each on one chart, and a table of their exponents.

import { InputError } from '../../base/errors.js';
import { formatWithError } from '../../base/format.js';
import { halfWidth } from '../../base/maths/statistics.js';
import { compareFigure } from '../compare-figure.js';
import type { Figure } from '../figure.js';
import { drawnLaw, type FoundLaw } from '../../laws/compare/findings.js';
import { foundLawOf } from '../../laws/outlook/table-outlook.js';
import { lawsOfTable, type LawsOfTable } from '../../laws/table-laws.js';
import type { Group, Split } from '../../laws/table/series.js';
import { sizes, type Size } from '../../laws/table/six-nd.js';
import { headlineOf } from './law-panels.js';
import type { PanelId } from './panel.js';
import { groupWords as says } from './words.js';

export interface GroupRow {
  readonly value: string;
  /** What the law says of the group: its exponent, or that there is none. */
  readonly exponent: string;
  readonly floor: string;
  /** Of the law that the table was made for, where that is another. */
  readonly headline: string | null;
  readonly rows: number;
  readonly r2: string;
}

export interface GroupLaws {
  readonly column: string;
  /** Why the table is split, as a sentence. */
  readonly words: string;
  /** The size along which the laws run; null where no group has a law along one. */
  readonly axis: Size | null;
  /** Null without such laws. */
  readonly figure: Figure | null;
  readonly heads: readonly string[];
  /** In the order of the file, which is that of their colours. */
  readonly rows: readonly GroupRow[];
}

export function groupLaws({ column, words }: Split, groups: readonly Group[], madeFor: PanelId): GroupLaws {
  const fitted = groups.map(({ value, table }) => ({
    value,
    rows: table.points.length,
    laws: lawsOfTable(table),
  }));
  const own = sizes.find((size) => size === madeFor);
  const axis =
    [...(own ? [own] : []), ...sizes].find((size) => fitted.some(({ laws }) => hasLaw(laws, size))) ?? null;
  const along = fitted.map((group) => ({ ...group, law: axis === null ? null : lawAlong(group.laws, axis) }));
  const other = axis !== null && madeFor === axis ? null : madeFor;
  const figure = compareFigure(
    along.flatMap(({ value, law }, index) =>
      law ? [{ name: says.name(column, value), aside: '', index, measuredHere: true, law }] : [],
    ),
    { unit: '', height: 'loss', scale: 'log', names: 'ends' },
  );
  return {
    column,
    words,
    axis,
    figure,
    heads: [column, says.exponent(axis), ...(other ? [says.headline] : []), says.floor, says.rows, says.r2],
    rows: along.map(({ value, rows, laws, law }) => ({
      value,
      rows,
      ...numbersOf(law),
      headline: other && headlineOf(laws, other),
    })),
  };
}

function numbersOf(law: FoundLaw | null): Pick<GroupRow, 'exponent' | 'floor' | 'r2'> {
  const fit = law && drawnLaw(law);
  if (!fit) return { exponent: says.noLaw, floor: '', r2: '' };
  const { alpha, E, intervals, floor, r2 } = fit;
  return {
    exponent: formatWithError(alpha, halfWidth(intervals.alpha)),
    floor:
      floor.type === 'none' || intervals.E[0] <= 0
        ? says.noFloor
        : formatWithError(E, halfWidth(intervals.E)),
    r2: r2.toFixed(r2 > 0.999 ? 4 : 3),
  };
}

function hasLaw(laws: LawsOfTable, axis: Size): boolean {
  const law = lawAlong(laws, axis);
  return law !== null && drawnLaw(law) !== null;
}

/** Null where the table lacks the axis. */
function lawAlong(laws: LawsOfTable, axis: Size): FoundLaw | null {
  try {
    const law = foundLawOf(laws.power[axis]);
    return law.points.length > 0 ? law : null;
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}
