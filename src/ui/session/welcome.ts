/** Where the browser remembers that somebody has measured a law here. */
const KEY = 'scaling-lab-measured';

/** True on all visits up to the one after the first own law; what is said of the page then stays in it. */
export function isNewHere(): boolean {
  try {
    return localStorage.getItem(KEY) === null;
  } catch {
    // A browser that keeps nothing knows nobody.
    return true;
  }
}

/** Somebody has measured a law: the next visit needs no welcome. */
export function hasMeasured(): void {
  try {
    localStorage.setItem(KEY, 'yes');
  } catch {
    // The next visit is welcomed again.
  }
}
