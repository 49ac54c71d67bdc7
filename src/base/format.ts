// Numbers for people: short, with significant digits only, the same on the page, in reports and on the command line.

const MINUS = '−';
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const NOTHING = '–';

/** Counts with three digits: 616, 18.4 k, 1.2 M; powers of ten from 10^12 on. */
export function formatCount(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return NOTHING;
  const size = Math.abs(Number(value.toPrecision(digits)));
  if (size >= 1e12) return formatPower(value, digits);
  if (size >= 1e9) return `${trimmed(value / 1e9, digits)} G`;
  if (size >= 1e6) return `${trimmed(value / 1e6, digits)} M`;
  if (size >= 1e3) return `${trimmed(value / 1e3, digits)} k`;
  return trimmed(value, digits);
}

/** 3.2 × 10¹⁵; a bare power of ten without its factor 1. */
export function formatPower(value: number, digits = 2): string {
  if (!Number.isFinite(value)) return NOTHING;
  if (value === 0) return '0';
  const [factor, exponent] = Math.abs(value)
    .toExponential(digits - 1)
    .split('e');
  const sign = value < 0 ? MINUS : '';
  const power = `10${superscript(Number(exponent))}`;
  return Number(factor) === 1 ? sign + power : `${sign}${Number(factor)} × ${power}`;
}

/** Losses, exponents and rates with significant digits; powers of ten outside 0.001 … 99 999. */
export function formatNumber(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return NOTHING;
  if (value === 0) return '0';
  const rounded = Number(value.toPrecision(digits));
  const size = Math.abs(rounded);
  if (size < 0.001 || size >= 1e5) return formatPower(value, digits);
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(size) + 1e-12));
  return signed(rounded.toFixed(decimals));
}

/** Value and error with the decimals of the error's first two digits: 0.0123 ± 0.0004, 21 ± 2. */
export function formatWithError(value: number, error: number | null): string {
  if (error === null || !(error > 0) || !Number.isFinite(error)) return formatNumber(value);
  if (Math.abs(value) < 0.001) return `${formatNumber(value)} ± ${formatNumber(error, 2)}`;
  const decimals = Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(error))));
  return `${signed(value.toFixed(decimals))} ± ${error.toFixed(decimals)}`;
}

/** Sides of an interval that differ by less count as equally long. */
const EQUAL_SIDES = 1.3;

/** Whether an interval reaches about as far above a value as below it. */
export function hasEvenSides(value: number, [low, high]: readonly [low: number, high: number]): boolean {
  const ratio = (high - value) / (value - low);
  return ratio <= EQUAL_SIDES && ratio >= 1 / EQUAL_SIDES;
}

/** Value and interval: 0.0123 ± 0.0004 where its sides are about as long, else 0.30 (0.12 to 0.61). */
export function formatWithInterval(value: number, [low, high]: readonly [low: number, high: number]): string {
  const error = (high - low) / 2;
  if (hasEvenSides(value, [low, high]) || !(error > 0) || !Number.isFinite(error))
    return formatWithError(value, error);
  if (Math.abs(value) < 0.001 || high >= 1e5) {
    return `${formatNumber(value)} (${formatNumber(low, 2)} to ${formatNumber(high, 2)})`;
  }
  const decimals = Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(error))));
  const fixed = (number: number): string => signed(number.toFixed(decimals));
  return `${fixed(value)} (${fixed(low)} to ${fixed(high)})`;
}

/** A share in whole per cent: 73 %. */
export function formatPercent(share: number): string {
  return `${formatWholePercent(share)} %`;
}

/** An interval of a share, in per cent without the sign: 66 to 79. */
export function formatPercents([low, high]: readonly [low: number, high: number]): string {
  return `${formatWholePercent(low)} to ${formatWholePercent(high)}`;
}

function formatWholePercent(share: number): string {
  return Number.isFinite(share) ? String(Math.round(100 * share)) : NOTHING;
}

/** Tick of a log axis: 0.01, 1, 500, 10 k, 10⁻⁵. */
export function formatTick(value: number): string {
  if (value >= 1e6 || value < 0.000995) return formatPower(value);
  return value >= 1 ? formatCount(value) : String(Number(value.toPrecision(2)));
}

/** Time for people: 8 s, 2 min 10 s, 1 h 05 min. */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return NOTHING;
  if (seconds < 1) return 'under 1 s';
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  const rest = minutes < 10 ? whole % 60 : 0;
  if (minutes < 60) return rest > 0 ? `${minutes} min ${rest} s` : `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

/** An estimated duration, rounded so coarsely that it does not suggest precision. */
export function formatEstimate(seconds: number): string {
  if (seconds < 1) return 'under 1 s';
  const step = seconds < 20 ? 1 : seconds < 60 ? 5 : seconds < 600 ? 30 : 300;
  return `about ${formatDuration(Math.max(step, Math.round(seconds / step) * step))}`;
}

/** By how much an estimate may be off, either way: machines do other work too, and slow down as they warm up. */
const ESTIMATE_RANGE = [0.75, 1.4] as const;

/** An estimated duration as the range in which it may lie: 25 to 45 s, 2 to 4 min. */
export function formatTimeRange(seconds: number): string {
  return formatSecondsRange([ESTIMATE_RANGE[0] * seconds, ESTIMATE_RANGE[1] * seconds]);
}

/** A range of durations: 25 to 45 s, 2 to 4 min. */
export function formatSecondsRange([low, high]: readonly [low: number, high: number]): string {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return NOTHING;
  if (high < 2) return 'under 2 s';
  const [unit, size] = high < 100 ? ['s', 1] : high < 5400 ? ['min', 60] : ['h', 3600];
  const step = high / size < 20 ? 1 : 5;
  const from = Math.floor(low / size / step) * step;
  const to = Math.max(from + step, Math.ceil(high / size / step) * step);
  return from < 1 ? `under ${to} ${unit}` : `${from} to ${to} ${unit}`;
}

/** Memory in powers of 1024: 512 B, 1.5 KiB, 240 MiB. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, bytes)) / 10)));
  const value = bytes / 1024 ** power;
  return `${value >= 100 ? Math.round(value) : trimmed(value, 3)} ${units[power]}`;
}

/** Energy: 500 J, 2.5 kJ, 12 Wh, 3.4 kWh. */
export function formatEnergy(joules: number): string {
  if (!Number.isFinite(joules)) return NOTHING;
  const wattHours = Number((joules / 3600).toPrecision(2));
  if (wattHours < 1) return `${formatCount(joules, 2)}${joules < 1000 ? ' ' : ''}J`;
  return `${formatCount(wattHours, 2)}${wattHours < 1000 || wattHours >= 1e12 ? ' ' : ''}Wh`;
}

function superscript(exponent: number): string {
  const digits = [...String(Math.abs(exponent))].map((digit) => SUPERSCRIPTS[Number(digit)]).join('');
  return exponent < 0 ? `⁻${digits}` : digits;
}

function trimmed(value: number, digits: number): string {
  return signed(String(Number(value.toPrecision(digits))));
}

function signed(text: string): string {
  return text.replace('-', MINUS);
}
