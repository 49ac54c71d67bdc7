import { InputError } from '../../base/errors.js';
import type { PointTable } from '../../laws/table/point-table.js';
import type { FitLaw, FitReport, FitValues } from './fit-law.js';

/** Every law in turn, each with its result or why the table does not support it. */
export function allLaws(laws: Readonly<Record<string, FitLaw>>): FitLaw {
  return {
    usage: 'all: every law that the table supports, and why not the others',
    options: [],
    prepare(values) {
      return (table) => {
        const reports = Object.entries(laws).map(([name, law]) => ({
          name,
          report: reportOf(name, law, values, table),
        }));
        return {
          json: {
            law: 'all',
            laws: Object.fromEntries(reports.map(({ name, report }) => [name, report.json])),
          },
          print() {
            for (const [i, { name, report }] of reports.entries()) {
              console.log(`${i > 0 ? '\n' : ''}## ${name}`);
              report.print();
            }
          },
        };
      };
    },
  };
}

/** A table that lacks a law's columns, or has them wrong, does not end the others. */
function reportOf(name: string, law: FitLaw, values: FitValues, table: PointTable): FitReport {
  try {
    return law.prepare(values)(table);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { message } = error;
    return { json: { law: name, refused: message }, print: () => console.log(`Not this law: ${message}`) };
  }
}
