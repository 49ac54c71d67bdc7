// What tests of ops have in common: seeded numbers, matrices and arenas on the GPU and back, finite differences.

import { expect } from 'chai';
import { normal } from '../../src/base/random.js';
import type { DeviceBuffer, Memory } from '../../src/engine/device.js';
import {
  arenaLayout,
  packArena,
  padRows,
  paddedColumns,
  unpackArena,
  type ArenaLayout,
  type Matrix,
} from '../../src/engine/tensor.js';

/** f32 keeps 24 bits; a sum of a few hundred products of order one loses a few of them. */
export const TOLERANCE = 2e-5;

let draw = 0;

/** Standard normal numbers that f32 holds exactly, others on every call. */
export function random(length: number): Float64Array {
  draw++;
  return Float64Array.from({ length }, (_, i) => Math.fround(normal(11, 'data', i, draw)));
}

/** `count` of what `make` makes. */
export function each<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

export function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

/** A matrix holding `values[r]`, dense rows of replica r. */
export function matrixOf(memory: Memory, values: readonly Float64Array[], rows: number): Matrix {
  const columns = values[0].length / rows;
  const copyStride = rows * paddedColumns(columns);
  const padded = new Float32Array(copyStride * values.length);
  values.forEach((dense, r) => padded.set(padRows(Float32Array.from(dense), columns), r * copyStride));
  const buffer = memory.storage('test', padded);
  return { buffer, replicas: values.length, rows, columns, sharing: 1, copyStride };
}

/** Dense rows of each replica; expects the padding to be zero. */
export function denseOf(matrix: Matrix, padded: Float32Array): Float64Array[] {
  const width = paddedColumns(matrix.columns);
  return Array.from({ length: matrix.replicas }, (_, r) => {
    const dense = new Float64Array(matrix.rows * matrix.columns);
    for (let i = 0; i < matrix.rows * width; i++) {
      const value = padded[r * matrix.copyStride + i];
      const column = i % width;
      if (column < matrix.columns) dense[Math.floor(i / width) * matrix.columns + column] = value;
      else expect(value, 'padding').to.equal(0);
    }
    return dense;
  });
}

/** Tensors behind another, so that offsets matter. */
export function layoutOf(shapes: Readonly<Record<string, readonly number[]>>): ArenaLayout {
  const tensors = Object.entries({ before: [3, 5], ...shapes });
  return arenaLayout(tensors.map(([name, shape]) => ({ name, shape })));
}

/** An arena holding each replica's tensors by name. */
export function arenaOf(
  memory: Memory,
  layout: ArenaLayout,
  replicas: readonly Readonly<Record<string, Float64Array>>[],
): DeviceBuffer {
  const arena = new Float32Array(replicas.length * layout.size);
  replicas.forEach((tensors, r) => {
    const values = new Map(Object.entries(tensors).map(([name, dense]) => [name, Float32Array.from(dense)]));
    packArena(layout, values, arena, r * layout.size);
  });
  return memory.storage('arena', arena);
}

/** Looks up a replica's tensors in what came back of an arena. */
export function gradientsOf(
  layout: ArenaLayout,
  arena: Float32Array,
  replica: number,
): (name: string) => Float32Array {
  const values = unpackArena(layout, arena, replica * layout.size);
  return (name) => {
    const dense = values.get(name);
    if (!dense) throw new Error(`expected a tensor ${name}`);
    return dense;
  };
}

/** Expects `gradient` to be the gradient of `f` at `at`, by central differences. */
export function expectGradient(
  f: (values: Float64Array) => number,
  at: Float64Array,
  gradient: ArrayLike<number>,
  what: string,
): void {
  const h = 1e-5;
  for (let i = 0; i < at.length; i += Math.max(1, Math.floor(at.length / 17))) {
    const moved = (by: number): number => f(at.map((value, j) => (j === i ? value + by : value)));
    const slope = (moved(h) - moved(-h)) / (2 * h);
    expect(gradient[i], `${what}[${i}]`).to.be.closeTo(slope, 1e-6 * Math.max(1, Math.abs(slope)));
  }
}
