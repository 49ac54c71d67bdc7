/** Numbers in [0, 1) from a seed (Park and Miller 1988). */
export function randomOf(seed) {
  let state = seed % 2147483647 || 1;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}
