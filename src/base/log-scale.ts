// Ticks of log axes: at powers of ten, at 1-2-5 for few decades, at 1 … 9 or finer for less than one decade.

export type Range = readonly [low: number, high: number];

const close = 1 + 1e-9;

/** Log axes end here: so their ratios, margins and ticks are numbers. */
const LOWEST = 1e-150;
const HIGHEST = 1e150;

/** About `most` ticks at round values within [low, high], 0 < low < high, ascending; none where these are not such numbers. */
export function logTicks([low, high]: Range, most = 8): number[] {
  const decades = Math.log10(high) - Math.log10(low);
  if (!Number.isFinite(decades)) return [];
  if (decades < 0.55) return linearTicks(low, high, Math.min(most, 6));
  const factors = decades * 3 <= most ? [1, 2, 5] : decades * 2 <= most ? [1, 3] : [1];
  const stride = Math.max(1, Math.ceil(decades / most));
  const ticks: number[] = [];
  const last = Math.floor(Math.log10(high) + 1e-9);
  for (let exponent = Math.floor(Math.log10(low)); exponent <= last; exponent++) {
    if (exponent % stride !== 0) continue;
    for (const factor of factors) {
      const tick = Number((factor * 10 ** exponent).toPrecision(1));
      if (tick >= low / close && tick <= high * close) ticks.push(tick);
    }
  }
  return ticks;
}

/** At most about `most` ticks at round steps within [low, high], ascending; none where no step is small enough. */
export function linearTicks(low: number, high: number, most: number): number[] {
  const rough = (high - low) / most;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = magnitude * ([1, 2, 5, 10].find((factor) => factor * magnitude >= rough) ?? 10);
  const [first, last] = [Math.ceil(low / step - 1e-9), Math.floor(high / step + 1e-9)];
  // Beside a number that is much larger than the step, adding the step changes nothing.
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(last)) return [];
  const ticks: number[] = [];
  for (let i = first; i <= last; i++) ticks.push(Number((i * step).toPrecision(6)));
  return ticks;
}

/** Smallest and largest positive finite value, null if there is none. */
export function positiveExtent(values: Iterable<number | null>): Range | null {
  let low = Infinity;
  let high = 0;
  for (const value of values) {
    if (value === null || !(value > 0) || !Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return high > 0 ? [low, high] : null;
}

/** A range with margins: `share` of its decades on either side, and at least `least` decades wide; within 1e-150 and 1e150. */
export function padded([low, high]: Range, share = 0.06, least = 0.3): Range {
  const decades = Math.log10(high) - Math.log10(low);
  const air = Math.max(decades * share, (least - decades) / 2);
  const within = (value: number, lowest: number, highest: number): number =>
    Math.min(Math.max(value, lowest), highest);
  return [within(low / 10 ** air, LOWEST, HIGHEST / 10), within(high * 10 ** air, LOWEST * 10, HIGHEST)];
}
