import { checklistJson, countsOfTable, frontierChecklist, isoflopChecklist } from '../../laws/recipe.js';
import { frontierOfTable, isoflopOfTable, sizeAxes, type SizeAxis } from '../../laws/compute-optimal.js';
import { UsageError } from '../shared/command.js';
import { frontierJson, isoflopJson, printFrontier, printIsoflop } from '../report/compute-optimal.js';
import type { FitLaw } from './fit-law.js';

export const isoflop: FitLaw = {
  usage: `isoflop: the N (or D) of lowest loss for each C, and the power law N* ~ C^a through them
  --axis N|D               whose optimum; N if not given
  --optimum spline|parabola
                           how it is read off the runs of one C; spline if not given`,
  options: ['axis', 'optimum'],
  prepare({ axis: text, optimum = 'spline' }) {
    const axis = readAxis(text);
    if (optimum !== 'spline' && optimum !== 'parabola') {
      throw new UsageError(`--optimum: expected spline or parabola, got ${optimum}.`);
    }
    return (table) => {
      const result = isoflopOfTable(table, axis, optimum);
      const used = { rows: result.rows, given: table.points.length };
      const checklist = checklistJson(isoflopChecklist(result.fit, used, countsOfTable(table)));
      return { json: { ...isoflopJson(result), checklist }, print: () => printIsoflop(result) };
    };
  },
};

export const frontier: FitLaw = {
  usage: `frontier: the same through the lower envelope of all losses over C; wants runs whose learning rate has decayed
  --axis N|D               whose optimum; N if not given`,
  options: ['axis'],
  prepare({ axis: text }) {
    const axis = readAxis(text);
    return (table) => {
      const result = frontierOfTable(table, axis);
      const used = { rows: result.rows, given: table.points.length };
      const checklist = checklistJson(frontierChecklist(result.fit, used, countsOfTable(table)));
      return { json: { ...frontierJson(result), checklist }, print: () => printFrontier(result) };
    };
  },
};

function readAxis(text = 'N'): SizeAxis {
  if ((sizeAxes as readonly string[]).includes(text)) return text as SizeAxis;
  throw new UsageError(`--axis: expected ${sizeAxes.join(' or ')}, got ${text}.`);
}
