// Ticks of log axes: at powers of ten, at 1-2-5 for few decades, at 1 … 9 or finer for less than one decade.

export type Range = readonly [low: number, high: number];

const close = 1 + 1e-9;

/** About `most` ticks at round values within [low, high], 0 < low < high, ascending. */
export function logTicks([low, high]: Range, most = 8): number[] {
  const decades = Math.log10(high / low);
  if (decades < 0.55) return linearTicks(low, high, Math.min(most, 6));
  const factors = decades * 3 <= most ? [1, 2, 5] : decades * 2 <= most ? [1, 3] : [1];
  const stride = Math.max(1, Math.ceil(decades / most));
  const ticks: number[] = [];
  for (let exponent = Math.floor(Math.log10(low)); 10 ** exponent <= high * close; exponent++) {
    if (exponent % stride !== 0) continue;
    for (const factor of factors) {
      const tick = Number((factor * 10 ** exponent).toPrecision(1));
      if (tick >= low / close && tick <= high * close) ticks.push(tick);
    }
  }
  return ticks;
}

/** At most about `most` ticks at round steps within [low, high], ascending. */
export function linearTicks(low: number, high: number, most: number): number[] {
  const rough = (high - low) / most;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = magnitude * ([1, 2, 5, 10].find((factor) => factor * magnitude >= rough) ?? 10);
  const ticks: number[] = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high * close; i++) {
    ticks.push(Number((i * step).toPrecision(6)));
  }
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

/** A range with margins: `share` of its decades on either side, and at least `least` decades wide. */
export function padded([low, high]: Range, share = 0.06, least = 0.3): Range {
  const decades = Math.log10(high / low);
  const air = Math.max(decades * share, (least - decades) / 2);
  return [low / 10 ** air, high * 10 ** air];
}
