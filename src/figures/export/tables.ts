// The points of a result as a table to paste: Markdown and LaTeX. The law stands above them, the source below.
//
// C training FLOPs, D samples or tokens seen, N parameters.

import type { SharedPoint } from '../../lab/share/result-link.js';
import { lawInWords } from '../../laws/runs/words.js';
import { labWords, lawNumbers, measuredWords, settingsOf, titleOf, type ExportedResult } from './exported.js';
import { texNumber, texText } from './tex.js';

const heads = ['N', 'D', 'C', 'loss', 'standard error', 'learning rate'] as const;

function cellsOf(point: SharedPoint): readonly (number | null)[] {
  return [point.N, point.D, point.C, point.loss, point.standardError, point.learningRate];
}

export function markdownTable(exported: ExportedResult): string {
  const { result, law } = exported;
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rows = result.points.map((point) =>
    row(cellsOf(point).map((cell) => (cell === null ? '' : String(Number(cell.toPrecision(5)))))),
  );
  const numbers = lawNumbers(law);
  const paragraphs = [
    `**${markdownText(titleOf(result))}** (${markdownText(settingsOf(result))})`,
    markdownText([...(numbers === null ? [] : [`${numbers} (95 %).`]), lawInWords(law)].join(' ')),
    [row(heads), row(heads.map(() => '---:')), ...rows].join('\n'),
    markdownText(`${measuredWords(result)} · ${labWords(exported)}`),
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

/** A text in which Markdown finds no marks of its own, and no markup. */
export function markdownText(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>|#~$]/g, (mark) => `\\${mark}`);
}

/** A table that needs no package. */
export function latexTable(exported: ExportedResult): string {
  const { result, law } = exported;
  const numbers = lawNumbers(law);
  const rows = result.points.map(
    (point) =>
      `    ${cellsOf(point)
        .map((cell) => texNumber(cell))
        .join(' & ')} \\\\`,
  );
  const caption = [
    `${texText(titleOf(result))} (${texText(settingsOf(result))}).`,
    ...(numbers === null ? [] : [`${texText(numbers)} (95\\,\\%).`]),
    `${texText(`${measuredWords(result)} · ${labWords(exported)}`)}.`,
  ];
  return [
    '\\begin{table}',
    '  \\centering',
    `  \\caption{${caption.join(' ')}}`,
    `  \\begin{tabular}{${'r'.repeat(heads.length)}}`,
    '    \\hline',
    `    ${heads.map((head) => (head.length === 1 ? `$${head}$` : head)).join(' & ')} \\\\`,
    '    \\hline',
    ...rows,
    '    \\hline',
    '  \\end{tabular}',
    '\\end{table}',
    '',
  ].join('\n');
}
