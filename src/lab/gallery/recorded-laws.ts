// The recordings of the cards, each loaded when it is asked for. `npm run record CARD` makes them; a new one needs a line here.

import type { RecordedLaw } from './recorded-law.js';

type Load = () => Promise<{ readonly default: RecordedLaw }>;

/** By card and label, as their files are named. */
const files: Readonly<Record<string, Load>> = {
  'bigger-d2': () => import('./recordings/bigger-d2.json?law'),
  'bigger-d4': () => import('./recordings/bigger-d4.json?law'),
  'bigger-d8': () => import('./recordings/bigger-d8.json?law'),
};

/** Card and label of every recording: `bigger-d4`. */
export const recordingNames: readonly string[] = Object.keys(files);

export function hasRecording(card: string, label: string): boolean {
  return Object.hasOwn(files, `${card}-${label}`);
}

/** What was recorded of a card's experiment. Throws where there is no recording: ask `hasRecording` before. */
export async function recordedLaw(card: string, label: string): Promise<RecordedLaw> {
  if (!hasRecording(card, label)) throw new Error(`there is no recording of ${card}, ${label}`);
  return (await files[`${card}-${label}`]()).default;
}
