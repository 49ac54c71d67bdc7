// "Did you mean …": the nearest of some names, by edit distance. By hand because fastest-levenshtein would save ten lines and
// add 0.5 kB to the first load.

/** The name nearest to `word`, null if none is near enough to suggest. */
function nearestName(word: string, names: readonly string[]): string | null {
  let best: string | null = null;
  let least = Math.max(2, Math.ceil(word.length * 0.4)) + 1;
  for (const name of names) {
    // The distance is at least as much: a word of any length is compared with few names.
    if (Math.abs(word.length - name.length) >= least) continue;
    const distance = editDistance(word.toLowerCase(), name.toLowerCase());
    if (distance < least) [best, least] = [name, distance];
  }
  return best;
}

/** `did you mean x?`, or all names. */
export function suggestion(word: string, names: readonly string[]): string {
  const nearest = nearestName(word, names);
  return nearest ? `did you mean ${nearest}?` : `there are ${names.join(', ')}`;
}

/** Insertions, deletions and replacements from one word to the other (Levenshtein 1966). */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, j) => j);
  for (let i = 0; i < from.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < to.length; j++) {
      const replaced = row[j] + (from[i] === to[j] ? 0 : 1);
      next.push(Math.min(replaced, row[j + 1] + 1, next[j] + 1));
    }
    row = next;
  }
  return row[to.length];
}
