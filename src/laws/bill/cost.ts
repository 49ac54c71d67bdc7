// Time, energy and money of a run, by assumptions that are stated and can be changed. Pure.
//
// C training FLOPs, D tokens or samples, N parameters.

/** What nobody can read off a law. */
export interface Rates {
  /** FLOPs a second at best. */
  readonly peak: number;
  /** Share of it that does useful work, of 1. */
  readonly utilisation: number;
  /** While it computes. */
  readonly watts: number;
  /** Of one such device for an hour, in dollars. */
  readonly pricePerHour: number;
}

/**
 * A rented accelerator: the peak of an H100 in dense 16-bit arithmetic and its 700 W by its data sheet; runs of large models do useful
 * work at 30 to 45 % of the peak; an hour costs 1.5 to 4 dollars, which moves by months (price lists of 2026).
 */
export const RENTED: Rates = { peak: 989e12, utilisation: 0.4, watts: 700, pricePerHour: 2 };

export interface Cost {
  readonly seconds: number;
  readonly joules: number;
  readonly dollars: number;
}

const HOUR = 3600;

/** Of one device that does it all; many do it faster for as much. */
export function costOf(flops: number, { peak, utilisation, watts, pricePerHour }: Rates): Cost {
  const seconds = flops / (peak * utilisation);
  return { seconds, joules: seconds * watts, dollars: (seconds / HOUR) * pricePerHour };
}

/** Training takes three times the FLOPs of the forward pass that answers: two thirds of them go backward. */
const TRAINING_PER_SERVING = 3;

/** FLOPs to answer once: on one sample, or for one token. */
export function servingFlops(trainingFlops: number, D: number): number {
  return trainingFlops / D / TRAINING_PER_SERVING;
}

/** Answers that cost as much as the training. */
export function answersForTraining(D: number): number {
  return TRAINING_PER_SERVING * D;
}
