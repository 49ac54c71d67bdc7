// Names of columns as they are compared.

/** The letters of a name, in small letters; 层数(L) keeps its characters, so that it is not an L. */
export function bare(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}]/gu, '');
}

/** The words of a name: `val/loss_std` has val, loss and std. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');
}

/**
 * The first column that has one of these bare names, in the order of the names. Among columns that differ in their capitals alone, a single
 * capital comes first: D is data, d a width.
 */
export function findColumn(
  names: readonly string[],
  known: readonly string[],
  bareOf: (name: string) => string = bare,
): string | undefined {
  for (const wanted of known) {
    const found = names.filter((name) => bareOf(name) === wanted);
    if (found.length > 0) return found.find((name) => name === wanted.toUpperCase()) ?? found[0];
  }
  return undefined;
}
