// relu, tanh and gelu, element by element, over the kernels of those names.

import type { Activation } from '../../models/model-spec.js';
import type { Program, Workgroups } from '../program.js';
import { paddedColumns, type Matrix } from '../tensor.js';
import { folded } from './grid.js';

function elements(matrix: Matrix): { count: number; workgroups: Workgroups } {
  const count = (matrix.replicas * matrix.rows * paddedColumns(matrix.columns)) / 4;
  return { count, workgroups: folded(Math.ceil(count / 64)) };
}

export function activationForward(
  program: Program,
  activation: Activation,
  tensors: { x: Matrix; y: Matrix },
): void {
  const { count, workgroups } = elements(tensors.x);
  program.add(`${activation}_forward`, {
    params: { count },
    tensors: { x: tensors.x.buffer, y: tensors.y.buffer },
    workgroups,
  });
}

/** `x` is the input of the forward pass. */
export function activationBackward(
  program: Program,
  activation: Activation,
  tensors: { x: Matrix; dy: Matrix; dx: Matrix },
): void {
  const { count, workgroups } = elements(tensors.x);
  program.add(`${activation}_backward`, {
    params: { count },
    tensors: { x: tensors.x.buffer, dy: tensors.dy.buffer, dx: tensors.dx.buffer },
    workgroups,
  });
}
