import { words } from './words.js';

const DAY = 24 * 3600 * 1000;

/** A time for people, by how long ago it is: `today 15:40`, `yesterday 9:02`, `28 Nov`, `28 Nov 2025`. */
export function when(time: number, now = Date.now()): string {
  const date = new Date(time);
  const today = new Date(now);
  const clock = date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  if (date.toDateString() === today.toDateString()) return words.today(clock);
  if (date.toDateString() === new Date(now - DAY).toDateString()) return words.yesterday(clock);
  const year = date.getFullYear() === today.getFullYear() ? undefined : ('numeric' as const);
  return date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year });
}
