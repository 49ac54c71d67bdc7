import { tensorSize } from '../parameters.js';
import { commonFields, type CommonSettings, type Optimizer } from './optimizer.js';

/** Stochastic gradient descent with momentum. */
export interface SgdSpec extends CommonSettings {
  readonly type: 'sgd';
  readonly momentum: number;
}

/** Operations for each parameter: velocity 2, decay and step 3. */
const SGD_FLOPS = 5;

export const sgd: Optimizer<SgdSpec> = {
  label: 'SGD with momentum',
  fields: { momentum: { kind: 'decay', range: [0, 0.9999] }, ...commonFields },
  defaults: { type: 'sgd', momentum: 0.9, weightDecay: 0, clipNorm: null },
  learningRateFactor: 10,
  hasMup: false,
  moments: 1,
  workFloats: () => 0,
  flops: (tensor) => SGD_FLOPS * tensorSize(tensor),
  dispatches: () => 1,
};
