// THE cards of the gallery, and which of them an experiment belongs to. Their recordings are in `recordings/`; `recorded-laws.ts` loads them.

import type { ExperimentSpec } from '../experiment/experiment.js';
import { isOfPreset, leafPaths } from '../presets/resolve.js';
import type { Card, CardExperiment, CardGroup } from './card.js';
import { biggerCards } from './cards-bigger.js';
import { breakCards } from './cards-breaks.js';
import { computeCards } from './cards-compute.js';
import { dataCards } from './cards-data.js';
import { ownCards } from './cards-own.js';
import { recipeCards } from './cards-recipes.js';
import { skillCards } from './cards-skills.js';

export const cardGroups: readonly CardGroup[] = [
  { id: 'bigger', title: 'Bigger', about: 'Does size alone help, and how surely?' },
  { id: 'data', title: 'More data', about: 'When do more data help, and when do they stop to?' },
  { id: 'compute', title: 'Compute', about: 'One budget: how to spend it' },
  { id: 'skills', title: 'Skills', about: 'Loss is smooth; skills need not be' },
  { id: 'breaks', title: 'When laws break', about: 'No law goes on for ever' },
  { id: 'recipes', title: 'Better recipes', about: 'What moves the line, and what only seems to' },
  { id: 'own', title: 'Your own', about: 'A text, a table, or a design of your own' },
];

/** In the order of their groups. */
export const cards: readonly Card[] = [
  ...biggerCards,
  ...dataCards,
  ...computeCards,
  ...skillCards,
  ...breakCards,
  ...recipeCards,
  ...ownCards,
];

/** An experiment of a card. */
export interface FoundExperiment {
  readonly card: Card;
  readonly experiment: CardExperiment;
}

/**
 * The card that a spec belongs to, with whatever its dials say, and the nearest of the card's experiments; null where no card has its
 * preset. The lowest number of the cards that are equally near.
 */
export function cardOf(spec: ExperimentSpec): FoundExperiment | null {
  if (!isOfPreset(spec)) return null;
  const values = leafPaths(spec);
  const isLike = ([path, value]: [string, unknown]): boolean =>
    JSON.stringify(values.get(path)) === JSON.stringify(value);
  /** Settings that the spec shares with an experiment count most, then those that it does not. */
  const likeness = ({ overrides }: CardExperiment): number => {
    const settings = Object.entries(overrides);
    const shared = settings.filter(isLike).length;
    return shared - (settings.length - shared) / 1000;
  };
  const found = [...cards]
    .sort((a, b) => a.number - b.number)
    .flatMap((card) => card.experiments.map((experiment) => ({ card, experiment })))
    .filter(({ experiment }) => experiment.preset === spec.preset);
  return found.reduce<FoundExperiment | null>(
    (best, each) => (best && likeness(best.experiment) >= likeness(each.experiment) ? best : each),
    null,
  );
}

/** The card of an id, null where there is none. */
export function cardById(id: string): Card | null {
  return cards.find((card) => card.id === id) ?? null;
}
