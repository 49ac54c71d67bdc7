// Activations, element by element, over the kernels of their names; swiglu combines two numbers into one.

import type { Activation, TransformerActivation } from '../../models/model-spec.js';
import type { Program, Workgroups } from '../program.js';
import { paddedColumns, type Matrix } from '../tensor.js';
import { folded, THREADS } from './grid.js';

type AnyActivation = Activation | TransformerActivation;

const kernelNames = {
  relu: 'relu',
  tanh: 'tanh',
  gelu: 'gelu',
  'relu-squared': 'relu_squared',
} as const;

function elements(matrix: Matrix): { count: number; workgroups: Workgroups } {
  const count = (matrix.replicas * matrix.rows * paddedColumns(matrix.columns)) / 4;
  return { count, workgroups: folded(Math.ceil(count / THREADS)) };
}

/** vec4f of a row of swiglu's output `half`; its input `whole` has two such rows side by side. */
function swigluColumns(whole: Matrix, half: Matrix): number {
  if (whole.columns !== 2 * half.columns || half.columns % 4 !== 0) {
    throw new Error(
      `expected swiglu to make a multiple of 4 columns of twice as many, got ${half.columns} of ${whole.columns}`,
    );
  }
  return half.columns / 4;
}

/** y = activation(x). swiglu turns (rows, 2 hidden), gate and up side by side, into (rows, hidden), with hidden a multiple of 4. */
export function activationForward(
  program: Program,
  activation: AnyActivation,
  tensors: { x: Matrix; y: Matrix },
): void {
  const { x, y } = tensors;
  const { count, workgroups } = elements(y);
  const dispatch = { tensors: { x: x.buffer, y: y.buffer }, workgroups };
  if (activation === 'swiglu') {
    program.add('swiglu_forward', { params: { count, columns: swigluColumns(x, y) }, ...dispatch });
  } else {
    program.add(`${kernelNames[activation]}_forward`, { params: { count }, ...dispatch });
  }
}

/** `x` is the input of the forward pass. */
export function activationBackward(
  program: Program,
  activation: AnyActivation,
  tensors: { x: Matrix; dy: Matrix; dx: Matrix },
): void {
  const { x, dy, dx } = tensors;
  const { count, workgroups } = elements(dy);
  const dispatch = { tensors: { x: x.buffer, dy: dy.buffer, dx: dx.buffer }, workgroups };
  if (activation === 'swiglu') {
    program.add('swiglu_backward', { params: { count, columns: swigluColumns(x, dy) }, ...dispatch });
  } else {
    program.add(`${kernelNames[activation]}_backward`, { params: { count }, ...dispatch });
  }
}
