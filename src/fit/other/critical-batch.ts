// The critical batch size (McCandlish et al. 2018, "An empirical model of large-batch training", 2.11): to one fixed loss, steps S
// and examples E = B S trade as
//
//   (S / S_min - 1)(E / E_min - 1) = 1,   which is   S = S_min + E_min / B,
//
// and at B_crit = E_min / S_min both are twice their least. (E here counts examples.)

import type { Interval } from '../goodness/prediction.js';
import { invalidPoint, isOrAre } from '../goodness/words.js';
import {
  describeLogModel,
  nameParameters,
  solveLogModel,
  type LogModel,
  type LogModelFit,
} from './log-model.js';

/** A batch size and the steps that it took to the fixed loss. */
export interface BatchPoint {
  readonly batch: number;
  readonly steps: number;
}

type Parameter = 'criticalBatch' | 'leastSteps' | 'leastExamples';

/** Residuals are those of the steps S, which take the place of the loss. */
export interface CriticalBatchFit extends LogModelFit {
  readonly type: 'fit';
  readonly parameters: Readonly<Record<Parameter, number>>;
  /** 95 %: delta method, Student t. */
  readonly intervals: Readonly<Record<Parameter, Interval>>;
  readonly batchRange: Interval;
  readonly warnings: readonly string[];
}

export interface CriticalBatchRefusal {
  readonly type: 'refused';
  readonly reason: string;
}

const FEWEST_BATCHES = 4;
/** B_crit should lie within the batches by this factor on both sides. */
const INSIDE = 2;
/** Further than this factor from the batches it is not measured. */
const FARTHEST = 100;

interface Steps {
  readonly batch: number;
  /** Steps stand where other laws have a loss. */
  readonly loss: number;
}

/** theta = (ln S_min, ln E_min). */
const model: LogModel<Steps> = {
  value: ([s, e], { batch }) => Math.log(Math.exp(s) + Math.exp(e) / batch),
  gradient([s, e], { batch }) {
    const share = 1 / (1 + Math.exp(e - s) / batch);
    return [share, 1 - share];
  },
  box: { low: [-Infinity, -Infinity], high: [Infinity, Infinity] },
};

/** Fits by least squares of ln S, or says why not. Pure; never throws. The order of the points does not matter. */
export function fitCriticalBatch(points: readonly BatchPoint[]): CriticalBatchFit | CriticalBatchRefusal {
  const before = refusalBeforeFit(points);
  if (before !== null) return { type: 'refused', reason: before };
  const measured = [...points]
    .sort((a, b) => a.batch - b.batch || a.steps - b.steps)
    .map(({ batch, steps }) => ({ batch, loss: steps }));
  const batchRange: Interval = [measured[0].batch, measured[measured.length - 1].batch];
  const solution = solveLogModel(model, measured, startsOf(measured));
  const [s, e] = solution.theta;
  const critical = Math.exp(e - s);
  const after = refusalAfterFit(critical, batchRange);
  if (after !== null) return { type: 'refused', reason: after };
  const fit = describeLogModel(
    model,
    points.map(({ batch, steps }) => ({ batch, loss: steps })),
    solution,
  );
  if (fit === null) {
    const reason = 'These batches do not determine the critical one. Spread them wider.';
    return { type: 'refused', reason };
  }
  return {
    type: 'fit',
    ...fit,
    ...nameParameters(fit, {
      criticalBatch: { value: e - s, gradient: [-1, 1], log: true },
      leastSteps: { value: s, gradient: [1, 0], log: true },
      leastExamples: { value: e, gradient: [0, 1], log: true },
    }),
    batchRange,
    warnings: warningsOf(critical, batchRange),
  };
}

/** Steps to the fixed loss at a batch size. */
export function stepsAt({ parameters }: CriticalBatchFit, batch: number): number {
  return parameters.leastSteps + parameters.leastExamples / batch;
}

/** The critical batch at each of the batches, S_min from the point with the fewest steps. */
function startsOf(points: readonly Steps[]): number[][] {
  const least = points.reduce((a, b) => (b.loss < a.loss ? b : a));
  return points.map(({ batch }) => {
    const s = Math.log(least.loss / (1 + batch / least.batch));
    return [s, s + Math.log(batch)];
  });
}

function refusalBeforeFit(points: readonly BatchPoint[]): string | null {
  const invalid = invalidPoint(points, ['batch', 'steps']);
  if (invalid !== null) return invalid;
  const batches = new Set(points.map(({ batch }) => batch)).size;
  if (batches >= FEWEST_BATCHES) return null;
  return (
    `A critical batch size needs at least ${FEWEST_BATCHES} different batches, and there ${isOrAre(batches)}. ` +
    'Train with more.'
  );
}

function refusalAfterFit(critical: number, [smallest, largest]: Interval): string | null {
  if (critical > FARTHEST * largest) {
    return `Steps still fall in proportion to the batch at ${largest}: the critical batch is larger. Train with larger ones.`;
  }
  if (critical < smallest / FARTHEST) {
    return `A batch larger than ${smallest} saves no steps: the critical batch is smaller. Train with smaller ones.`;
  }
  return null;
}

function warningsOf(critical: number, [smallest, largest]: Interval): string[] {
  if (critical >= INSIDE * smallest && critical <= largest / INSIDE) return [];
  const beyond = critical < INSIDE * smallest ? 'smaller' : 'larger';
  return [
    `The critical batch lies near the end of the batches that were tried, or beyond it. Train with ${beyond} ones.`,
  ];
}
