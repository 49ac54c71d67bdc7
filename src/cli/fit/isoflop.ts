import { isoflopAxes, isoflopOfTable, type IsoflopAxis } from '../../lab/table-isoflop.js';
import { UsageError } from '../command.js';
import { isoflopJson, printIsoflop } from '../report/isoflop.js';
import type { FitLaw } from './fit-law.js';

export const isoflop: FitLaw = {
  usage: `isoflop: the N (or D) of lowest loss for each C, and the power law N* ~ C^a through them
  --axis N|D               whose optimum; N if not given
  --optimum spline|parabola
                           how it is read off the runs of one C; spline if not given`,
  options: ['axis', 'optimum'],
  prepare({ axis = 'N', optimum = 'spline' }) {
    if (!isAxis(axis)) throw new UsageError(`--axis: expected ${isoflopAxes.join(' or ')}, got ${axis}.`);
    if (optimum !== 'spline' && optimum !== 'parabola') {
      throw new UsageError(`--optimum: expected spline or parabola, got ${optimum}.`);
    }
    return (table) => {
      const result = isoflopOfTable(table, axis, optimum);
      return { json: isoflopJson(result), print: () => printIsoflop(result) };
    };
  },
};

function isAxis(text: string): text is IsoflopAxis {
  return (isoflopAxes as readonly string[]).includes(text);
}
