import { visitorStore } from '../parts/storage.js';

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

/** Where the browser remembers that the tour was taken, or that nobody asked for it. */
const TOUR_KEY = 'scaling-lab-tour';

/** False once the tour was taken or refused in this browser. */
export function isTourDue(store: Pick<Storage, 'getItem'> = visitorStore): boolean {
  try {
    return store.getItem(TOUR_KEY) === null;
  } catch {
    return false;
  }
}

/** The tour is not offered any more. */
export function tourSeen(): void {
  try {
    localStorage.setItem(TOUR_KEY, 'seen');
  } catch {
    // Where storage is shut, isTourDue says no.
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
