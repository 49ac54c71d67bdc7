/** A name of a column as it is compared: its letters in lower case. */
export function bare(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '');
}

/** The first column that has one of these bare names, in the order of the names. */
export function findColumn(
  names: readonly string[],
  known: readonly string[],
  bareOf: (name: string) => string = bare,
): string | undefined {
  for (const wanted of known) {
    const found = names.find((name) => bareOf(name) === wanted);
    if (found !== undefined) return found;
  }
  return undefined;
}
