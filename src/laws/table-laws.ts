// Every law of a table of points: the page's panels, `fit --json` and the words that `fit` prints are three readings of what this returns.
// A new law is a file beside this one and a line in `tableLaws`; the compiler then asks for its panels (figures/panels/panel.ts) and its
// report (cli/fit/laws/laws.ts).
//
// C training FLOPs, D samples or tokens, N parameters.

import type { Optimum } from '../fit/isoflop/isoflop.js';
import { breakOfLaw, type TableBreak } from './broken-power-law.js';
import {
  frontierOfTable,
  isoflopOfTable,
  type SizeAxis,
  type TableFrontier,
  type TableIsoflop,
} from './compute-optimal.js';
import { criticalBatchOfTable, type TableCriticalBatch } from './critical-batch.js';
import { lazily, lazyRecord } from './lazily.js';
import { powerLawOfTable, type PowerLawRequest, type TablePowerLaw } from './power-law.js';
import { repeatOfTable, type TableRepeat } from './repeated-data.js';
import type { Size } from './table/six-nd.js';
import { surfaceFormsOfRows, type TableSurfaceForms } from './surface-forms.js';
import {
  surfaceOfRows,
  surfaceRowsOf,
  type SurfaceRequest,
  type SurfaceRows,
  type TableSurface,
} from './surface.js';
import { bestRows, tuningInWords } from './table/best-rows.js';
import { withSameSizes } from './table/near-sizes.js';
import { cooledRows, type PointTable } from './table/point-table.js';

type Nothing = Readonly<Record<string, never>>;

/** What each law can be asked for, and what it returns. */
interface LawTypes {
  readonly power: { request: PowerLawRequest; result: Readonly<Record<Size, TablePowerLaw>> };
  readonly broken: { request: Nothing; result: Readonly<Record<Size, TableBreak>> };
  readonly isoflop: { request: { optimum: Optimum }; result: Readonly<Record<SizeAxis, TableIsoflop>> };
  readonly frontier: { request: Nothing; result: Readonly<Record<SizeAxis, TableFrontier>> };
  readonly surface: { request: SurfaceRequest; result: TableSurface };
  readonly forms: { request: Nothing; result: TableSurfaceForms };
  readonly repeat: { request: Nothing; result: TableRepeat };
  readonly 'critical-batch': { request: { loss: number | null }; result: TableCriticalBatch };
}

export type LawId = keyof LawTypes;
export type LawRequests = { readonly [Id in LawId]: LawTypes[Id]['request'] };

/**
 * The laws of a table. Each is fitted when it is first read, and once. Reading a law that the table does not support throws InputError
 * with the reason.
 */
export type LawsOfTable = { readonly [Id in LawId]: LawTypes[Id]['result'] } & {
  readonly table: PointTable;
};

/** What a law is made of. */
interface Context {
  /** All rows at the best settings of their sizes, those of training curves among them. */
  readonly swept: PointTable;
  /** Those that are not points of training curves, with a sentence for those left out. */
  readonly cooled: TableWithWarnings;
  /** Of these the best of each size, over learning rates and other settings. */
  readonly ends: TableWithWarnings;
  /** The same, with sizes that differ by rounding as one. */
  readonly sized: TableWithWarnings;
  readonly surfaceRows: () => SurfaceRows;
  /** The others, which it may use. */
  readonly laws: LawsOfTable;
  /** What is asked of them. */
  readonly requests: LawRequests;
}

interface TableWithWarnings {
  readonly table: PointTable;
  readonly warnings: readonly string[];
}

interface TableLaw<Id extends LawId> {
  /** For people. */
  readonly label: string;
  /** What is asked for by default. */
  readonly request: LawRequests[Id];
  make(context: Context, request: LawRequests[Id]): LawTypes[Id]['result'];
}

/** In the order in which they are reported. */
export const tableLaws: { readonly [Id in LawId]: TableLaw<Id> } = {
  power: {
    label: 'Power law',
    request: { floor: null, allRows: false, huber: null },
    make: ({ sized, laws }, request) =>
      alongEach(['N', 'D', 'C'], (axis) =>
        withWarnings(sized.warnings, powerLawOfTable(sized.table, axis, request, bestRuns(sized, laws))),
      ),
  },
  surface: {
    label: 'Loss surface',
    request: { train: [] },
    make: ({ ends, surfaceRows }, request) => surfaceOfRows(surfaceRows(), ends.table, request),
  },
  isoflop: {
    label: 'IsoFLOP minima',
    request: { optimum: 'centred' },
    make: ({ sized }, { optimum }) =>
      alongEach(['N', 'D'], (axis) =>
        withWarnings(sized.warnings, isoflopOfTable(sized.table, axis, optimum)),
      ),
  },
  frontier: {
    label: 'Compute-optimal frontier',
    request: {},
    make: ({ swept }) => alongEach(['N', 'D'], (axis) => frontierOfTable(swept, axis)),
  },
  forms: {
    label: 'Forms of the surface',
    request: {},
    make: ({ surfaceRows, laws, requests }) =>
      surfaceFormsOfRows(surfaceRows(), isPlain(requests.surface) ? laws.surface : null),
  },
  broken: {
    label: 'Power law with a break',
    request: {},
    make: ({ laws }) => alongEach(['N', 'D', 'C'], (axis) => breakOfLaw(laws.power[axis])),
  },
  repeat: {
    label: 'Repeated data',
    request: {},
    make: ({ ends }) => withWarnings(ends.warnings, repeatOfTable(ends.table)),
  },
  'critical-batch': {
    label: 'Critical batch size',
    request: { loss: null },
    make: ({ cooled }, { loss }) => withWarnings(cooled.warnings, criticalBatchOfTable(cooled.table, loss)),
  },
};

export const lawIds = Object.keys(tableLaws) as readonly LawId[];

/** The laws of a table, by what is asked of each; `asked` may leave out what is asked for by default. */
export function lawsOfTable(
  given: PointTable,
  asked: { readonly [Id in LawId]?: Partial<LawRequests[Id]> } = {},
): LawsOfTable {
  const cooled = cooledRows(given);
  const ends = tunedRows(cooled);
  // Most tables have no training curves.
  const swept = cooled.table === given ? ends.table : bestRows(given, { tuning: given.tuning }).table;
  const same = withSameSizes(ends.table);
  const sized = { table: same.table, warnings: [...ends.warnings, ...same.warnings] };
  const surfaceRows = lazily(() => withWarnings(ends.warnings, surfaceRowsOf(ends.table)));
  const requests = Object.fromEntries(
    lawIds.map((id) => [id, { ...tableLaws[id].request, ...asked[id] }]),
  ) as unknown as LawRequests;
  const makers = Object.fromEntries(lawIds.map((id) => [id, () => makeLaw(id, context)]));
  const laws = lazyRecord({ ...makers, table: () => given } as unknown as Makers);
  const context: Context = { swept, cooled, ends, sized, surfaceRows, laws, requests };
  return laws;
}

/** The rows at the best settings of each size, with a sentence for the others. */
function tunedRows({ table, warnings }: TableWithWarnings): TableWithWarnings {
  const { tuning = 'best' } = table;
  const best = bestRows(table, { tuning });
  return { table: best.table, warnings: [...warnings, ...tuningInWords(best, tuning)] };
}

type Makers = { readonly [Key in keyof LawsOfTable]: () => LawsOfTable[Key] };

function makeLaw<Id extends LawId>(id: Id, context: Context): LawTypes[Id]['result'] {
  return tableLaws[id].make(context, context.requests[id]);
}

function alongEach<Axis extends Size, Law>(
  axes: readonly Axis[],
  make: (axis: Axis) => Law,
): Readonly<Record<Axis, Law>> {
  const makers = Object.fromEntries(axes.map((axis) => [axis, () => make(axis)])) as Record<Axis, () => Law>;
  return lazyRecord<Record<Axis, Law>>(makers);
}

/** The optima of a table for its law along C. The envelope is that of ends alone. */
function bestRuns({ table }: TableWithWarnings, laws: LawsOfTable) {
  return {
    isoflop: () => laws.isoflop.N,
    frontier: () =>
      laws.table.points.every(({ cooled }) => cooled) ? laws.frontier.N : frontierOfTable(table, 'N'),
  };
}

/** Whether a surface is that of least squares of log loss to all rows, as the comparison of forms fits it. */
function isPlain({
  residuals = 'log',
  robust = { type: 'none' },
  tied = false,
  train,
}: SurfaceRequest): boolean {
  return residuals === 'log' && robust.type === 'none' && !tied && train.length === 0;
}

function withWarnings<Law extends { readonly warnings: readonly string[] }>(
  warnings: readonly string[],
  law: Law,
): Law {
  return warnings.length === 0 ? law : { ...law, warnings: [...warnings, ...law.warnings] };
}
