/** Numbers of which the largest comes first: a binary heap in an array, where the children of i are 2 i + 1 and 2 i + 2. */
export class MaxHeap {
  readonly #values: number[] = [];

  get size(): number {
    return this.#values.length;
  }

  push(value: number): void {
    const values = this.#values;
    let i = values.length;
    while (i > 0) {
      const parent = (i - 1) >>> 1;
      if (values[parent] >= value) break;
      values[i] = values[parent];
      i = parent;
    }
    values[i] = value;
  }

  /** Takes the largest out. Throws if there is none. */
  pop(): number {
    const values = this.#values;
    const last = values.pop();
    if (last === undefined) throw new Error('expected a heap with at least one number, got an empty one');
    if (values.length === 0) return last;
    const largest = values[0];
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= values.length) break;
      if (child + 1 < values.length && values[child + 1] > values[child]) child++;
      if (values[child] <= last) break;
      values[i] = values[child];
      i = child;
    }
    values[i] = last;
    return largest;
  }
}
