// Numbers as people write them in tables: 70M, 1.4e9, 6.9 B tokens, 1,000,000, 3 × 10²⁰, 1'000, 2,95 ± 0,02.
// cspell:ignore imately textbf mathbf textit mathrm emph

import { plainLetters } from './names.js';
import { factorOfUnit, isNoun } from './units.js';

/** Letters of the longest number with its unit: a longer cell holds none, and patterns take long over it. */
export const LONGEST_QUANTITY = 100;

/** A number as programs write it: most cells of a large table. */
const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const EMPTY = new Set(['', '-', '–', '—', '?', 'na', 'n/a', 'none', 'null']);
/** A mark between digits, three of which follow. */
const GROUPS_BY_POINT = /(\d)[.'’_\s](?=\d{3}(?:\D|$))/g;
const GROUPS_BY_COMMA = /(\d)[,'’_\s](?=\d{3}(?:\D|$))/g;
/** Digits as India groups them: 7,00,00,000. */
const INDIAN = /^[+-]?\d{1,2}(?:,\d{2})*,\d{3}(?![,\d])/;
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
/** An error behind a number: ± 0.02, (0.02), +/- 0.02. */
const ERROR = /(?<=\d)\s*(?:±|\+\/-|\+-|pm\b)\s*[\d.,]+(?:e[+-]?\d+)?|(?<=\d)\s?\(\s*\d[\d.,]*\s*\)/;
const ABOUT = /^(?:[~≈∼≃]|ca?\.|circa|approx(?:\.|imately)?|about)\s*/;
/** What papers mark numbers with: bold, footnotes. */
const MARKS = /\\(?:textbf|mathbf|textit|underline|mathrm|text|num|emph)\b|[*†‡§¶]+$|^\*+|\*+$|`|\[\d+\]$/g;

/**
 * A number with its unit, or with `unitOfColumn` where it has none of its own; null for an empty cell, NaN for what is not a number. With
 * `decimalComma` 2,5 is two and a half and 1.000 a thousand, else the reverse.
 */
export function readQuantity(text: string, decimalComma = false, unitOfColumn = 1): number | null {
  if (text.length > LONGEST_QUANTITY) return NaN;
  if (!decimalComma && PLAIN.test(text)) return rounded(Number(text) * unitOfColumn);
  const cell = plainCell(text);
  if (EMPTY.has(cell)) return null;
  const plain = inPoints(cell, decimalComma);
  const power =
    /^(?:([+-]?[\d.]+)\s*[x×*]\s*)?(?:10\s*(?:\^|\*\*)\s*|1?e(?=[+-]?\d+\D*$))([+-]?\d+)\s*(\D*)$/.exec(
      plain,
    );
  if (power) return Number(power[1] ?? 1) * 10 ** Number(power[2]) * factorOf(power[3], unitOfColumn);
  const [, digits, unit] =
    /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[ed][+-]?\d+)?)\s*([\p{L}/ .-]*)$/u.exec(plain) ?? [];
  if (digits === undefined) return NaN;
  return rounded(Number(digits.replace('d', 'e')) * factorOf(unit, unitOfColumn));
}

/** Whether a cell names its own unit, as 70M does and 70 or 70 params do not. */
export function hasOwnUnit(text: string): boolean {
  return (
    text.length <= LONGEST_QUANTITY &&
    /\d\s*\p{L}/u.test(text) &&
    readQuantity(text, false, 2) === readQuantity(text)
  );
}

/** A cell whose decimals begin with a point, and whose digits are in no groups. */
function inPoints(cell: string, decimalComma: boolean): string {
  if (decimalComma) return cell.replace(GROUPS_BY_POINT, '$1').replace(',', '.');
  if (INDIAN.test(cell)) return cell.replaceAll(',', '');
  return cell.replace(GROUPS_BY_COMMA, '$1');
}

/** To 15 digits, so that 6.9B is 6900000000 to the last bit. */
function rounded(value: number): number {
  // Whole numbers have no more already; a sum with 0 is never -0.
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return value + 0;
  return Number(value.toPrecision(15));
}

/** In small letters, with plain signs for those of typesetting: 3 \times 10^{20} and 3 × 10²⁰ become 3 × 10^20. */
function plainCell(text: string): string {
  return plainLetters(text.replace(/．/g, '.').replace(/，/g, ','))
    .trim()
    .replace(MARKS, '')
    .trim()
    .replace(ABOUT, '')
    .replace(/\\[,;! ]/g, '')
    .replace(/[${}\\]/g, '')
    .replace(/(?<![a-z])(?:times|cdot)(?![a-z])|·/g, '×')
    .replace(/−/g, '-')
    .replace(/([⁺⁻]?)([⁰¹²³⁴⁵⁶⁷⁸⁹]+)/g, (_, sign: string, digits: string) => {
      const plain = [...digits].map((digit) => SUPERSCRIPTS.indexOf(digit)).join('');
      return `^${sign === '⁻' ? '-' : ''}${plain}`;
    })
    .replace(ERROR, '')
    .trim();
}

function factorOf(unit: string, unitOfColumn: number): number {
  const own = unit.trim();
  return own === '' || isNoun(own) ? unitOfColumn : factorOfUnit(own);
}
