import type { ExperimentSpec } from '../../lab/experiment/experiment.js';
import type { Card, CardPicture } from '../../lab/gallery/card.js';

/** The picture that an experiment asks for: its valleys where it has compute budgets, else that of its question; null for none. */
export function askedPicture({ data }: ExperimentSpec, card: Card | null): CardPicture | null {
  return data.budgets.length > 0 ? 'valleys' : (card?.picture ?? null);
}
