// All that a person reads about forecasts, but for the sentences that a forecast itself makes (src/laws/forecast).

import { formatCount, formatEstimate, formatNumber, formatWithError } from '../../../base/format.js';
import type { LargerRun } from '../../../lab/plan/larger-run.js';
import type { Measured } from '../../../laws/forecast/score-card.js';
import type { Law } from '../../../laws/runs/lab-laws.js';
import type { GaugeReading } from './gauge-reading.js';

const range = ([low, high]: readonly [number, number]): string =>
  `${formatNumber(low)} to ${formatNumber(high)}`;
const times = (ratio: number): string => `${formatNumber(ratio, 2)} times the largest`;

export const words = {
  title: 'Forecast',
  held: (hits: number, scored: number): string => `${hits} of ${scored} intervals held`,
  notKept: (problem: string): string => `Forecasts cannot be kept over a reload: ${problem}`,

  /** While there is nothing to predict. */
  waiting: {
    noLaw:
      'Once a law is fitted, you can predict the loss of a larger model, lock the prediction, train the model, and see whether the ' +
      'prediction holds.',
    training: 'You can predict the loss of a larger run here once all runs have ended.',
    offers: 'Looking for larger runs that fit on this device …',
    noOffers: 'No larger run of this experiment fits on this device.',
  },

  choice: {
    size: ({ ratio }: LargerRun): string => `A run ${times(ratio)}`,
    cost: (axis: Law['axis'], { x, cost }: LargerRun, seconds: number | null): string => {
      const work = `${axis} = ${formatCount(x)}, ${cost.replicas} replicas, ${formatCount(cost.trainingFlops, 2)} FLOPs`;
      return seconds === null ? work : `${work}: ${formatEstimate(seconds)}`;
    },
    seal: 'Seal and train',
    best: (known: number): string =>
      `The best so far is ${formatNumber(known)}. Once sealed, the forecast cannot be changed.`,
  },

  sealed: {
    title: 'Sealed',
    hit: 'Hit',
    miss: 'Miss',
    /** How many standard errors from the forecast: −0.4, +2.3. */
    z: (z: number): string => `z = ${z < 0 ? '−' : '+'}${Math.abs(z).toFixed(1)}`,
    progress: 'Progress of the sealed run',
    share: (share: number): string => `${Math.floor(100 * share)} %`,
    time: (time: Date): string => time.toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' }),
    from: (points: number, alpha: number): string =>
      `, from ${points} points, α = ${formatNumber(alpha)}. Seal`,
    checksum: (checksum: string): string => `SHA-256 of the forecast: ${checksum}`,
    another: 'Predict a larger run',
    best: (known: number): string => `The best until then was ${formatNumber(known)}.`,
    training: 'Its run is training.',
    interrupted: 'Its run was not trained to the end; go on to settle it.',
    outcome: ({ loss, standardError, hit, z }: Measured): string => {
      const came = `The run reached ${formatWithError(loss, standardError)}: `;
      if (hit) return `${came}inside the interval.`;
      // A near miss may be chance.
      return Math.abs(z) < 3
        ? `${came}just outside the interval, which happens at random to 5 in 100.`
        : `${came}far outside the interval; the law does not reach this far, or its errors are too small.`;
    },
  },

  gauge: {
    expected: (loss: number): string => `expected ${formatNumber(loss)}`,
    measured: (loss: number): string => `measured ${formatNumber(loss)}`,
  },

  table: {
    title: 'All forecasts',
    summary: (count: number): string =>
      `${count} ${count === 1 ? 'forecast' : 'forecasts'} kept in this browser`,
    leftOut: (problem: string): string => `Left out: ${problem}.`,
    heads: ['Sealed', 'Experiment', 'Run', 'Expected', '95 %', 'Measured', 'z', 'Outcome'],
    date: (time: number): string => new Date(time).toLocaleDateString([], { dateStyle: 'medium' }),
    points: 'points',
    interval: range,
    outcome: { hit: 'hit', miss: 'miss', open: 'open' },
  },

  /** What a forecast is called in the labels of its files. */
  file: 'forecast',
} as const;

/** What the gauge shows, in a sentence. */
export function gaugeWords({ loss, interval, measured }: GaugeReading, unit: string): string {
  const promised = `Expected ${formatNumber(loss)} ${unit}, 95 % interval ${range(interval)}`;
  if (!measured) return `${promised}.`;
  const { hit, standardError } = measured;
  return `${promised}; measured ${formatWithError(measured.loss, standardError)}, ${hit ? 'inside' : 'outside'}.`;
}
