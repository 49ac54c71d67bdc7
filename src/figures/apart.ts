/**
 * Places along a line, in any order, moved as little as possible so that any two are `gap` apart, and kept within a range where it has
 * room: pools of neighbours that are too near move together (isotonic regression).
 */
export function apart(
  places: readonly number[],
  gap: number,
  [low, high]: readonly [low: number, high: number],
): number[] {
  const order = [...places.keys()].sort((a, b) => places[a] - places[b]);
  /** Without the gaps before it each place may only be as low as the one before. */
  const pools: { sum: number; count: number }[] = [];
  order.forEach((at, i) => {
    let pool = { sum: places[at] - i * gap, count: 1 };
    for (
      let last = pools.at(-1);
      last && last.sum / last.count > pool.sum / pool.count;
      last = pools.at(-1)
    ) {
      pool = { sum: pool.sum + last.sum, count: pool.count + last.count };
      pools.pop();
    }
    pools.push(pool);
  });
  const even = pools.flatMap(({ sum, count }) => Array<number>(count).fill(sum / count));
  const most = high - (places.length - 1) * gap;
  const moved = places.map((place) => place);
  order.forEach((at, i) => (moved[at] = Math.max(low, Math.min(even[i], most)) + i * gap));
  return moved;
}
