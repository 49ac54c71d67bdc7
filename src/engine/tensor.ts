// What lies in a device's memory: matrices padded to whole vec4f, and the flat arena that holds all parameters of a network.
// Every tensor has the replica axis in front.

import type { ParameterTensor } from '../models/parameters.js';
import type { DeviceBuffer, Memory } from './device.js';

/** Floats of a row of `columns`, padded to whole vec4f. */
export function paddedColumns(columns: number): number {
  return Math.ceil(columns / 4) * 4;
}

/** Dense rows of `columns` as they lie in a matrix: each padded with zeros to whole vec4f. */
export function padRows(dense: Float32Array, columns: number): Float32Array {
  const rows = dense.length / columns;
  const padded = new Float32Array(rows * paddedColumns(columns));
  for (let row = 0; row < rows; row++) {
    padded.set(dense.subarray(row * columns, (row + 1) * columns), row * paddedColumns(columns));
  }
  return padded;
}

/** (copies, rows, columns) in f32, each row padded with zeros to whole vec4f; a copy for every `sharing` replicas. */
export interface Matrix {
  readonly buffer: DeviceBuffer;
  readonly replicas: number;
  readonly rows: number;
  readonly columns: number;
  /** Neighbouring replicas that share a copy: 1 where each has its own. */
  readonly sharing: number;
  /** Floats from one copy to the next. */
  readonly copyStride: number;
}

/** A zeroed matrix. `sharing` divides `replicas`. */
export function createMatrix(
  memory: Memory,
  label: string,
  shape: { replicas: number; rows: number; columns: number; sharing?: number },
): Matrix {
  const { replicas, rows, columns, sharing = 1 } = shape;
  const copyStride = rows * paddedColumns(columns);
  const buffer = memory.storage(label, (replicas / sharing) * copyStride);
  return { buffer, replicas, rows, columns, sharing, copyStride };
}

/** Where a tensor lies in a replica's arena. */
export interface ArenaTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** Floats before it; a multiple of 64, so that every segment of 64 floats is of one tensor. */
  readonly offset: number;
}

/** Layout of a flat arena (R, size): all parameters of a network, or their gradients, or a moment of them. */
export interface ArenaLayout {
  readonly tensors: ReadonlyMap<string, ArenaTensor>;
  /** Floats of one replica, a multiple of 64. */
  readonly size: number;
}

/** A tensor of the arena; throws if there is none of that name. */
export function tensorOf(arena: ArenaLayout, name: string): ArenaTensor {
  const tensor = arena.tensors.get(name);
  if (!tensor)
    throw new Error(`expected ${name} in the arena, which has ${[...arena.tensors.keys()].join(', ')}`);
  return tensor;
}

/** Floats in a segment: the optimiser looks its settings up once a segment. */
export const SEGMENT = 64;

/** Rows and columns of a tensor as it lies in the arena: one axis is one row. */
function matrixShape(shape: readonly number[]): { rows: number; columns: number } {
  const columns = shape.at(-1) ?? 1;
  return { rows: shape.reduce((product, extent) => product * extent, 1) / columns, columns };
}

/** Lays the tensors out one after another, rows padded to whole vec4f, tensors to whole segments. */
export function arenaLayout(parameters: readonly Pick<ParameterTensor, 'name' | 'shape'>[]): ArenaLayout {
  const tensors = new Map<string, ArenaTensor>();
  let offset = 0;
  for (const { name, shape } of parameters) {
    tensors.set(name, { name, shape, offset });
    const { rows, columns } = matrixShape(shape);
    offset += Math.ceil((rows * paddedColumns(columns)) / SEGMENT) * SEGMENT;
  }
  return { tensors, size: offset };
}

/** Writes one replica's tensors (dense, row-major) into `arena` from `start` on. Throws if one is missing or misshapen. */
export function packArena(
  layout: ArenaLayout,
  values: ReadonlyMap<string, Float32Array>,
  arena: Float32Array,
  start: number,
): void {
  for (const { name, shape, offset } of layout.tensors.values()) {
    const { rows, columns } = matrixShape(shape);
    const dense = values.get(name);
    if (dense?.length !== rows * columns) {
      throw new Error(`expected ${rows * columns} numbers for ${name}, got ${dense?.length ?? 'none'}`);
    }
    for (let row = 0; row < rows; row++) {
      arena.set(
        dense.subarray(row * columns, (row + 1) * columns),
        start + offset + row * paddedColumns(columns),
      );
    }
  }
}

/** Reads one replica's tensors back, dense and row-major. */
export function unpackArena(
  layout: ArenaLayout,
  arena: Float32Array,
  start: number,
): Map<string, Float32Array> {
  const values = new Map<string, Float32Array>();
  for (const { name, shape, offset } of layout.tensors.values()) {
    const { rows, columns } = matrixShape(shape);
    const dense = new Float32Array(rows * columns);
    for (let row = 0; row < rows; row++) {
      const from = start + offset + row * paddedColumns(columns);
      dense.set(arena.subarray(from, from + columns), row * columns);
    }
    values.set(name, dense);
  }
  return values;
}
