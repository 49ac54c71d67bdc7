// Numbers as people write them in tables: 70M, 1.4e9, 6.9 B tokens, 1,000,000, 3 × 10²⁰; and units in the names of columns.

/** What a word behind a number multiplies it by. B and G are both 10^9; m is not milli: tables of training runs do not need it. */
const suffixes: Readonly<Record<string, number>> = {
  ...{ k: 1e3, thousand: 1e3, thousands: 1e3 },
  ...{ m: 1e6, mm: 1e6, mn: 1e6, million: 1e6, millions: 1e6 },
  ...{ b: 1e9, bn: 1e9, g: 1e9, billion: 1e9, billions: 1e9 },
  ...{ t: 1e12, tn: 1e12, trillion: 1e12, trillions: 1e12 },
};

const flopPrefixes: Readonly<Record<string, number>> = {
  ...{ m: 1e6, g: 1e9, t: 1e12, p: 1e15, e: 1e18, z: 1e21 },
  ...{ mega: 1e6, giga: 1e9, tera: 1e12, peta: 1e15, exa: 1e18, zetta: 1e21 },
};

/** Letters of the longest number with its unit: a longer cell holds none, and patterns take long over it. */
export const LONGEST_QUANTITY = 100;

/** A number as programs write it: most cells of a large table. */
const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const SECONDS_A_DAY = 86_400;
const EMPTY = new Set(['', '-', '–', '—', '?', 'na', 'n/a', 'none', 'null']);
/** What is counted, behind a number and its unit. */
const NOUN = /\s*(?:params?|parameters?|tokens?|samples?|examples?|steps?|flops?|nats?)$/;
/** A mark between digits, three of which follow. */
const GROUPS_BY_POINT = /(\d)[.'’_\s](?=\d{3}(?:\D|$))/g;
const GROUPS_BY_COMMA = /(\d)[,'’_\s](?=\d{3}(?:\D|$))/g;
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/**
 * A number with its unit, or with `unitOfColumn` where it has none of its own; null for an empty cell, NaN for what is not a number. With
 * `decimalComma` 2,5 is two and a half and 1.000 a thousand, else the reverse.
 */
export function readQuantity(text: string, decimalComma = false, unitOfColumn = 1): number | null {
  if (text.length > LONGEST_QUANTITY) return NaN;
  if (!decimalComma && PLAIN.test(text)) return rounded(Number(text) * unitOfColumn);
  const cell = plainCell(text);
  if (EMPTY.has(cell)) return null;
  const plain = decimalComma
    ? cell.replace(GROUPS_BY_POINT, '$1').replace(',', '.')
    : cell.replace(GROUPS_BY_COMMA, '$1');
  const power = /^(?:([+-]?[\d.]+)\s*[x×*]\s*)?10\s*(?:\^|\*\*)\s*([+-]?\d+)$/.exec(plain.replace(NOUN, ''));
  if (power) return Number(power[1] ?? 1) * 10 ** Number(power[2]) * unitOfColumn;
  const [, digits, unit] = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[ed][+-]?\d+)?)\s*([a-z/ -]*)$/.exec(plain) ?? [];
  if (digits === undefined) return NaN;
  return rounded(Number(digits.replace('d', 'e')) * factorOfUnit(unit, unitOfColumn));
}

/** To 15 digits, so that 6.9B is 6900000000 to the last bit. */
function rounded(value: number): number {
  // Whole numbers have no more already; a sum with 0 is never -0.
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return value + 0;
  return Number(value.toPrecision(15));
}

/** In small letters, with plain signs for those of typesetting: 3 \times 10^{20} and 3 × 10²⁰ become 3 × 10^20. */
function plainCell(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/^[~≈]\s*/, '')
    .replace(/[${}\\]|\\[,;! ]/g, '')
    .replace(/\b(?:times|cdot)\b|·/g, '×')
    .replace(/−/g, '-')
    .replace(/([⁺⁻]?)([⁰¹²³⁴⁵⁶⁷⁸⁹]+)/g, (_, sign: string, digits: string) => {
      const plain = [...digits].map((digit) => SUPERSCRIPTS.indexOf(digit)).join('');
      return `^${sign === '⁻' ? '-' : ''}${plain}`;
    });
}

function factorOfUnit(unit: string, unitOfColumn: number): number {
  const own = unit.trim();
  if (own === '') return unitOfColumn;
  const whole = factorOf(own);
  if (!Number.isNaN(whole)) return whole;
  const short = own.replace(NOUN, '').trim();
  return short === '' ? unitOfColumn : factorOf(short);
}

/** What the numbers of a column count in, by its name: `params (M)`, `tokens_billions`, `C (1e18 FLOPs)`; 1 without a unit. */
export function unitOfName(name: string): number {
  const bracketed = /[([]\s*(?:in\s+)?([^)\]]+?)\s*[)\]]\s*$/.exec(name)?.[1];
  const unit = bracketed ?? /[\s_.](\w+)$/.exec(name)?.[1] ?? '';
  if (/^(?:1e\d+|10\s*(?:\^|\*\*)\s*\d+|10[⁰¹²³⁴⁵⁶⁷⁸⁹]+)/i.test(unit)) return readQuantity(unit) ?? 1;
  // Without brackets a lone small letter is more often an index than a unit.
  if (bracketed === undefined && /^[a-z]$/.test(unit)) return 1;
  const factor = factorOf(unit.toLowerCase());
  return Number.isNaN(factor) ? 1 : factor;
}

/** Of millions, B, pflop, exaflops, PF-days; NaN for what is not a unit. */
function factorOf(word: string): number {
  if (Object.hasOwn(suffixes, word)) return suffixes[word];
  const [, prefix, days] = /^([a-z]+?)f(?:lops?)?(?:\/?s)?([\s_-]?days?)?$/.exec(word) ?? [];
  return (flopPrefixes[prefix] ?? NaN) * (days === undefined ? 1 : SECONDS_A_DAY);
}
