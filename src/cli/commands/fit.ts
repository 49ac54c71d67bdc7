import { InputError } from '../../base/errors.js';
import { readPointsCsv } from '../../lab/points-csv.js';
import { lawInWords } from '../../lab/laws.js';
import { lawOfTable, tableAxes, type TableAxis } from '../../lab/table-law.js';
import { parseWithFile, printJson, readingFile, readInput, UsageError, type Command } from '../command.js';
import { lawJson } from '../report/law-json.js';
import { printLaw } from '../report/print-law.js';

export const fit: Command = {
  summary: 'fit a law to a table of points',
  usage: `fit <points.csv> [--law power] [--x N|D|C] [--floor free|none|NUMBER] [--json]

Fits L = E + A x^-alpha to the rows of a table. Columns are found by their names: N (parameters), D (samples or tokens), C
(FLOPs), loss, and if there are any loss_se, lr and seed; rows that share x are one point, tuned over lr, averaged over seed.
  --law power   the form of the law
  --x           what runs along x; the first of N, D, C that varies if not given
  --floor       fit the floor E, assume none, or fix it; what the points favour if not given
  --json        one JSON document instead of words`,

  async run(args) {
    const options = {
      law: { type: 'string', default: 'power' },
      x: { type: 'string' },
      floor: { type: 'string' },
      json: { type: 'boolean' },
    } as const;
    const { values, file } = parseWithFile(args, options, 'table of points');
    if (values.law !== 'power') throw new UsageError(`--law: expected power, got ${values.law}.`);
    const axis = readAxis(values.x);
    const floor = readFloor(values.floor);
    const text = new TextDecoder().decode(await readInput(file));
    const law = readingFile(file, () => lawOfTable(readPointsCsv(text), axis, floor));
    if (values.json) printJson({ law: lawJson(law), words: lawInWords(law) });
    else printLaw(law);
    return 0;
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
