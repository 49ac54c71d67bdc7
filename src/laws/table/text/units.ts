// What the numbers of tables count in: words behind numbers (70M, 1,4 Mrd., 2.5 PF-days, 1.2 亿) and in the names of columns
// (`params (M)`, `tokens_billions`, `C / 1e18`).
// cspell:ignore lakh crore tausend millionen millones milhoes milioni milliarde milliarden miliardi yotta toks KMBGT Mparams EFLOPs eter kmbt

import { plainLetters } from './names.js';

/** What a word multiplies a number by. B and G are both 10^9; m is not milli: tables of training runs do not need it. */
const suffixes: Readonly<Record<string, number>> = {
  ...{ k: 1e3, thousand: 1e3, thousands: 1e3, lakh: 1e5, crore: 1e7 },
  ...{ m: 1e6, mm: 1e6, mn: 1e6, mln: 1e6, million: 1e6, millions: 1e6 },
  ...{ b: 1e9, bn: 1e9, g: 1e9, bil: 1e9, bln: 1e9, billion: 1e9, billions: 1e9 },
  ...{ t: 1e12, tn: 1e12, trn: 1e12, trillion: 1e12, trillions: 1e12 },
  ...{ p: 1e15, e: 1e18, z: 1e21, y: 1e24, quadrillion: 1e15, quintillion: 1e18 },
  ...{ ki: 2 ** 10, mi: 2 ** 20, gi: 2 ** 30, ti: 2 ** 40 },
  ...{
    tsd: 1e3,
    tausend: 1e3,
    mille: 1e3,
    mio: 1e6,
    millionen: 1e6,
    millones: 1e6,
    milhoes: 1e6,
    milioni: 1e6,
  },
  ...{
    mrd: 1e9,
    mia: 1e9,
    milliarde: 1e9,
    milliarden: 1e9,
    milliard: 1e9,
    milliards: 1e9,
    miliardi: 1e9,
    bio: 1e12,
  },
  ...{
    千: 1e3,
    万: 1e4,
    萬: 1e4,
    百万: 1e6,
    千万: 1e7,
    亿: 1e8,
    億: 1e8,
    十亿: 1e9,
    十億: 1e9,
    万亿: 1e12,
    兆: 1e12,
  },
};

const flopPrefixes: Readonly<Record<string, number>> = {
  ...{ k: 1e3, m: 1e6, g: 1e9, t: 1e12, p: 1e15, e: 1e18, z: 1e21, y: 1e24 },
  ...{ kilo: 1e3, mega: 1e6, giga: 1e9, tera: 1e12, peta: 1e15, exa: 1e18, zetta: 1e21, yotta: 1e24 },
};

const SECONDS = { day: 86_400, hour: 3600, year: 365.25 * 86_400 } as const;

/** What is counted, behind a number or its unit. */
const NOUN =
  /[\s_-]*(?:params?|parameters?|tokens?|toks?|samples?|examples?|steps?|flops?|ops?|nats?|bits?|fp operations?)\.?$/;

/** A power of ten: 1e18, 10^18, 10**18, e18, ×10⁶. */
const POWER =
  /^(?:[x×*·]\s*)?(?:1(?:\.0*)?e\+?|e\+?|10\s*(?:\^|\*\*)\s*\{?|10(?=[⁰¹²³⁴⁵⁶⁷⁸⁹]))(\d+|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)\}?/;
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Of M, millions, Mrd., PF-days, 1e18 FLOPs, 亿; NaN for what is not a unit. */
export function factorOfUnit(text: string): number {
  const word = plainLetters(text).trim().replace(/\.$/, '');
  const power = POWER.exec(word);
  if (power) {
    const rest = word.slice(power[0].length).replace(NOUN, '').trim();
    const digits = [...power[1]].map((digit) =>
      SUPERSCRIPTS.includes(digit) ? SUPERSCRIPTS.indexOf(digit) : digit,
    );
    return rest === '' ? 10 ** Number(digits.join('')) : NaN;
  }
  const whole = factorOfWord(word);
  if (!Number.isNaN(whole)) return whole;
  const short = word
    .replace(NOUN, '')
    .replace(/\s+(?:of|de)$/, '')
    .trim();
  return short === word || short === '' ? NaN : factorOfWord(short);
}

/** Whether a text only says what is counted: tokens, FLOPs. */
export function isNoun(text: string): boolean {
  return text !== '' && text.replace(NOUN, '').trim() === '';
}

function factorOfWord(word: string): number {
  if (Object.hasOwn(suffixes, word)) return suffixes[word];
  const thousands = /^(?:mil|mille|thousand)\s+(\p{L}+)$/u.exec(word)?.[1];
  if (thousands !== undefined && Object.hasOwn(suffixes, thousands)) return 1e3 * suffixes[thousands];
  const [, prefix, time] =
    /^([a-z]+?)[\s_-]?f(?:lops?)?(?:[\s_-]?\/?\s?s(?:ec)?)?(?:[\s_-]?(days?|d|hours?|h|years?))?$/.exec(
      word,
    ) ?? [];
  const unit =
    time === undefined
      ? 1
      : time.startsWith('d')
        ? SECONDS.day
        : time.startsWith('h')
          ? SECONDS.hour
          : SECONDS.year;
  return (flopPrefixes[prefix] ?? NaN) * unit;
}

/** A name without its unit, and what its unit multiplies numbers by: null without one. */
export interface NameWithUnit {
  readonly stem: string;
  readonly unit: number | null;
}

const BRACKETS = /^(.*?)[\s_.]*[([{（【]\s*(?:in\s+|en\s+)?([^()[\]{}（）【】]+?)\s*[)\]}）】]\s*$/u;
/** `N / 1e6`, `tokens in billions`, `N, M`, `N x 10^6`. */
const PHRASE = /^(.*?\S)\s*(?:\/\s*|\s+in\s+|,\s*|\s+[x×*]\s*(?=1))([\w^*⁰¹²³⁴⁵⁶⁷⁸⁹ -]+)$/u;
const LAST_WORDS = /^(.*?)[\s_.-]+([^\s_.]+(?:[\s_-](?:days?|hours?|years?|flops?|params?|tokens?))?)$/u;
const FIRST_WORD = /^([^\s_]+)[\s_]+(.+)$/u;
/** `tokensB`, `paramsM`. */
const CAPITAL = /^(.*[a-z])([KMBGT])$/u;
/** `Mparams`, `GTokens`, `EFLOPs`: the noun stays as the stem. */
const JOINED =
  /^(k|m|b|g|t|p|e|z|y|kilo|mega|giga|tera|peta|exa|zetta)[\s_-]?(param(?:eter)?s?|tok(?:en)?s?|samples?|flops?)$/i;
/** Whole words of sizes: behind them a lone small letter is a unit. */
const SIZE_WORD = /(?:param(?:eter)?s?|tok(?:en)?s?|samples?|flops?|size|compute)$/i;

/** A lone letter without brackets is more often an index than a unit, and so is a small one but behind a whole word. */
function isLoneUnit(letter: string, stem: string): boolean {
  return /[KMBGT]/.test(letter) || (/[kmbt]/.test(letter) && SIZE_WORD.test(stem));
}

/** Reads the unit of a column's name. */
export function unitInName(name: string): NameWithUnit {
  const trimmed = name.trim();
  for (const pattern of [BRACKETS, PHRASE, LAST_WORDS]) {
    const [, stem, unit] = pattern.exec(trimmed) ?? [];
    if (stem === undefined || stem === '') continue;
    if (pattern !== BRACKETS && /^[A-Za-z]$/.test(unit) && !isLoneUnit(unit, stem)) continue;
    const factor = factorOfUnit(unit);
    if (!Number.isNaN(factor)) return { stem: stem.replace(/[\s_.,/-]+$/, ''), unit: factor };
    if (pattern === BRACKETS && isNoun(unit.toLowerCase())) return { stem, unit: null };
  }
  const [, capitalStem, capital] = CAPITAL.exec(trimmed) ?? [];
  if (capitalStem !== undefined && SIZE_WORD.test(capitalStem))
    return { stem: capitalStem, unit: suffixes[capital.toLowerCase()] };
  const [, prefix, noun] = JOINED.exec(trimmed) ?? [];
  if (prefix !== undefined) {
    const factors = /^f/i.test(noun) ? flopPrefixes : suffixes;
    const unit = factors[prefix.toLowerCase()] ?? flopPrefixes[prefix.toLowerCase()];
    return { stem: noun, unit };
  }
  const [, first, rest] = FIRST_WORD.exec(trimmed) ?? [];
  if (first !== undefined && (first.length > 1 || /[KMBGT]/.test(first)) && SIZE_WORD.test(rest)) {
    const factor = factorOfUnit(first);
    if (!Number.isNaN(factor)) return { stem: rest, unit: factor };
  }
  return { stem: trimmed, unit: null };
}
