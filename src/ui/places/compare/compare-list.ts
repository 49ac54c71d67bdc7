// What is put side by side, as ids in the address `#compare=id,id`, and what was there last, so that more can be added from elsewhere.

import { tabStore } from '../../parts/storage.js';
import { hashOf } from '../../session/address.js';

const LAST = 'scaling-lab-compared';
/** Ids of the library are UUIDs: their first part tells them apart, and keeps links short. */
const SHORT = 8;
/** More laws than this would not be a chart. */
const MOST = 50;

/** The ids of an address. */
export function comparedIds(value: string): readonly string[] {
  const ids = value.split(',').map((id) => id.trim());
  return [...new Set(ids.filter((id) => id !== ''))].slice(0, MOST);
}

/** The hash of these ids side by side. */
export function compareHash(ids: readonly string[]): string {
  // A comma needs no code in a hash, and the link stays legible.
  return hashOf('compare', ids.join(',')).replaceAll('%2C', ',');
}

/** The id of an entry of the library in a comparison. */
export function comparedId(entry: string): string {
  return entry.slice(0, SHORT);
}

/** What the id of a link's result begins with; the result itself stands behind it. */
const RESULT = 'r-';

/** The id of the result of a link in a comparison, by what the link holds. */
export function resultId(content: string): string {
  return RESULT + content;
}

/** What the link of a result holds, by its id; null for any other id. */
export function resultOf(id: string): string | null {
  return id.startsWith(RESULT) ? id.slice(RESULT.length) : null;
}

/** What was side by side last, in this tab. */
export function lastCompared(): readonly string[] {
  return comparedIds(tabStore.getItem(LAST) ?? '');
}

/** Keeps what is side by side now. */
export function keepCompared(ids: readonly string[]): void {
  tabStore.setItem(LAST, ids.join(','));
}

/** Adds one to what was side by side last; returns the hash that shows them. */
export function addToCompare(id: string): string {
  const ids = [...new Set([...lastCompared(), id])];
  keepCompared(ids);
  return compareHash(ids);
}
