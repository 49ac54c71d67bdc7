// The recordings of the cards, each loaded when it is asked for. `npm run record CARD` makes them; a new one needs a line here.

import type { RecordedLaw } from './recorded-law.js';

type Load = () => Promise<{ readonly default: RecordedLaw }>;

/** By card and label, as their files are named; two cards may have an experiment in common. */
const files: Readonly<Record<string, Load>> = {
  'axes-facts': () => import('./recordings/axes-facts.json?law'),
  'bigger-d2': () => import('./recordings/bigger-d2.json?law'),
  'bigger-d4': () => import('./recordings/bigger-d4.json?law'),
  'bigger-d8': () => import('./recordings/bigger-d8.json?law'),
  'bill-d4': () => import('./recordings/bigger-d4.json?law'),
  'breaks-facts': () => import('./recordings/breaks-facts.json?law'),
  'ceiling-labels': () => import('./recordings/ceiling-labels.json?law'),
  'counting-tuned': () => import('./recordings/counting-tuned.json?law'),
  'counting-untuned': () => import('./recordings/counting-untuned.json?law'),
  'data-facts': () => import('./recordings/data-facts.json?law'),
  'floor-markov': () => import('./recordings/floor-markov.json?law'),
  'floor-tales': () => import('./recordings/floor-tales.json?law'),
  'forecast-facts': () => import('./recordings/forecast-facts.json?law'),
  'optimal-facts': () => import('./recordings/optimal-facts.json?law'),
  'rates-mup': () => import('./recordings/rates-mup.json?law'),
  'rates-standard': () => import('./recordings/rates-standard.json?law'),
  'recipes-adamw': () => import('./recordings/bigger-d4.json?law'),
  'recipes-gelu': () => import('./recordings/floor-tales.json?law'),
  'recipes-muon': () => import('./recordings/recipes-muon.json?law'),
  'recipes-squared': () => import('./recordings/recipes-squared.json?law'),
  'repeats-facts': () => import('./recordings/repeats-facts.json?law'),
  'seeing-glyphs': () => import('./recordings/seeing-glyphs.json?law'),
  'skills-addition': () => import('./recordings/skills-addition.json?law'),
  'skills-parity': () => import('./recordings/skills-parity.json?law'),
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
