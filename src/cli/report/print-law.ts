// A law in words and a table on stdout.

import { formatCount, formatNumber, formatWithError } from '../../base/format.js';
import { lawLines } from '../../laws/law-lines.js';
import { printTable } from '../shared/command.js';
import type { ReportedLaw } from './law-json.js';

export function printLaw(law: ReportedLaw): void {
  for (const line of lawLines(law)) console.log(line);
  console.log('');
  const rows = law.points.map(({ x, loss, standardError, learningRate, excluded }) => [
    formatCount(x),
    formatWithError(loss, standardError),
    learningRate === null ? '' : formatNumber(learningRate),
    excluded === null ? '' : `left out: ${excluded}`,
  ]);
  printTable([[law.axis, 'loss', 'learning rate', ''], ...rows]);
}
