import { smallest } from '../../base/many.js';
import { tensorSize, type ParameterTensor } from '../parameters.js';
import { ADAMW_FLOPS, adamDefaults, adamFields, type AdamSettings } from './adamw.js';
import { commonFields, type CommonSettings, type Optimizer } from './optimizer.js';

/**
 * Muon (Jordan et al. 2024) for the matrices between hidden layers (`isMuonMatrix`), AdamW for the rest. The momentum, with
 * Nesterov's look ahead, is brought near the closest orthogonal matrix by `newtonSchulzSteps` steps of `newtonSchulz`, each
 * matrix of a stack separately, and scaled by sqrt(max(1, rows / columns)).
 */
export interface MuonSpec extends CommonSettings {
  readonly type: 'muon';
  readonly momentum: number;
  readonly newtonSchulzSteps: number;
  /** A replica's learning rate is Muon's; AdamW's is this factor times it, so that a learning-rate sweep still has one rate. */
  readonly adamw: AdamSettings & { readonly learningRateFactor: number };
}

/** Coefficients of X -> a X + (b A + c A A) X, A = X X^T: steep at 0, and the singular values end between about 0.7 and 1.2. */
export const newtonSchulz = { a: 3.4445, b: -4.775, c: 2.0315 } as const;

/** Whether Muon updates it: a matrix between two hidden layers. AdamW updates tables, input, head and vectors (Jordan et al. 2024). */
export function isMuonMatrix({ group, shape }: Pick<ParameterTensor, 'group' | 'shape'>): boolean {
  return shape.length === 2 && (group === 'hidden' || group === 'attention' || group === 'mlp');
}

/** Operations for each parameter beside the products: momentum 3, Nesterov 3, norm and division 3, scale, decay and step 4. */
const MUON_FLOPS = 13;

/** Rows and columns of one matrix of a stack. */
function matrixShape({ shape, stacked }: ParameterTensor): readonly [rows: number, columns: number] {
  return [shape[0] / stacked, shape[1]];
}

/** Of a step of Newton-Schulz: A = X X^T, B = b A + c A A, X = a X + B X, on the side where A is small. */
function iterationFlops(tensor: ParameterTensor): number {
  const [rows, columns] = matrixShape(tensor);
  const short = Math.min(rows, columns);
  return 4 * short * rows * columns + (2 * short + 3) * short * short + 2 * rows * columns;
}

/** As src/engine/optimizer/muon.ts allocates it: X and its Gram matrix, two of each. */
function workFloats(tensor: ParameterTensor): number {
  const short = smallest(matrixShape(tensor));
  return 2 * (tensorSize(tensor) + tensor.stacked * short * short);
}

export const muon: Optimizer<MuonSpec> = {
  label: 'Muon',
  fields: {
    momentum: { kind: 'decay', range: [0, 0.9999] },
    newtonSchulzSteps: { kind: 'count', range: [1, 20] },
    ...commonFields,
    adamw: { ...adamFields, learningRateFactor: { kind: 'factor', range: [1e-4, 100] } },
  },
  defaults: {
    type: 'muon',
    momentum: 0.95,
    newtonSchulzSteps: 5,
    weightDecay: 0,
    clipNorm: null,
    adamw: { ...adamDefaults, learningRateFactor: 1 },
  },
  learningRateFactor: 1,
  hasMup: false,
  moments: 2,
  workFloats: (layout) => layout.filter(isMuonMatrix).reduce((sum, tensor) => sum + workFloats(tensor), 0),
  // They grow with the cube of the width, whatever the batch.
  flops: (tensor, { newtonSchulzSteps }) =>
    isMuonMatrix(tensor)
      ? MUON_FLOPS * tensorSize(tensor) + tensor.stacked * newtonSchulzSteps * iterationFlops(tensor)
      : ADAMW_FLOPS * tensorSize(tensor),
  // All matrices share the dispatches.
  dispatches: (layout, { newtonSchulzSteps }) => (layout.some(isMuonMatrix) ? 4 + 3 * newtonSchulzSteps : 1),
};
