// The bits of a float64, through one shared view.

const float = new Float64Array(1);
/** Low word, high word: every platform of the lab is little-endian, as WebAssembly is by definition. */
const words = new Int32Array(float.buffer);

/** Sign, exponent and the first 20 bits of the fraction, as a signed integer. */
export function highWord(x: number): number {
  float[0] = x;
  return words[1];
}

/** x with another high word. */
export function withHighWord(x: number, high: number): number {
  float[0] = x;
  words[1] = high;
  return float[0];
}

/** x with the last 32 bits of its fraction cleared: 21 significant bits, so a product of two such numbers is exact. */
export function truncated(x: number): number {
  float[0] = x;
  words[0] = 0;
  return float[0];
}

/** y 2^n for y in [1/2, 2) and a whole n in [-1100, 1024], rounded once where it is subnormal. */
export function scaled(y: number, n: number): number {
  if (n > 1023) return y * 2 * twoTo(n - 1);
  return n < -1021 ? y * twoTo(n + 1000) * twoTo(-1000) : y * twoTo(n);
}

/** 2^n, -1022 <= n <= 1023. */
function twoTo(n: number): number {
  words[0] = 0;
  words[1] = (n + 1023) << 20;
  return float[0];
}
