import { checklistJson, countsOfTable, powerChecklist } from '../../laws/recipe.js';
import { lawInWords } from '../../laws/words.js';
import { lawOfTable } from '../../laws/power-law.js';
import { lawJson } from '../report/law-json.js';
import { printLaw } from '../report/print-law.js';
import type { FitLaw } from './fit-law.js';
import { readAxis, readFloor } from './read-options.js';

export const power: FitLaw = {
  usage: `power: L = E + A x^-alpha. Rows that share x are one point, tuned over lr, averaged over seed.
  --x N|D|C                what runs along x; the first that varies if not given
  --floor free|none|NUMBER fit the floor E, assume none, or fix it; what the points favour if not given`,
  options: ['x', 'floor'],
  prepare(values) {
    const axis = readAxis(values.x);
    const floor = readFloor(values.floor);
    return (table) => {
      const law = lawOfTable(table, axis, floor);
      const checklist = checklistJson(powerChecklist(law.axis, law.fit, law.points, countsOfTable(table)));
      return { json: { law: lawJson(law), words: lawInWords(law), checklist }, print: () => printLaw(law) };
    };
  },
};
