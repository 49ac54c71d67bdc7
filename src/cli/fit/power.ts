import { InputError } from '../../base/errors.js';
import { lawInWords } from '../../lab/laws.js';
import { lawOfTable, tableAxes, type TableAxis } from '../../lab/table-law.js';
import { UsageError } from '../command.js';
import { lawJson } from '../report/law-json.js';
import { printLaw } from '../report/print-law.js';
import type { FitLaw } from './fit-law.js';

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
      return { json: { law: lawJson(law), words: lawInWords(law) }, print: () => printLaw(law) };
    };
  },
};

function readAxis(text: string | undefined): TableAxis | null {
  if (text === undefined) return null;
  if ((tableAxes as readonly string[]).includes(text)) return text as TableAxis;
  throw new UsageError(`--x: expected one of ${tableAxes.join(', ')}, got ${text}.`);
}

function readFloor(text: string | undefined): 'free' | 'none' | number | null {
  if (text === undefined) return null;
  if (text === 'free' || text === 'none') return text;
  const value = Number(text);
  if (text !== '' && Number.isFinite(value) && value >= 0) return value;
  throw new InputError(`--floor: expected free, none or a number of at least 0, got ${text}`, 'floor');
}
