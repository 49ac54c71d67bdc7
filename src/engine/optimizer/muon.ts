// Muon (Jordan et al. 2024) over the muon_* kernels: momentum, Newton-Schulz, update. All matrices of a network share the
// dispatches, so their number does not grow with depth.

import { largest } from '../../base/many.js';
import type { DeviceBuffer, Memory } from '../device.js';
import { isMuonMatrix, newtonSchulz, type MuonSpec } from '../../models/optimizers/muon.js';
import { THREADS } from '../ops/grid.js';
import type { Program } from '../program.js';
import { paddedColumns, tensorOf, type ArenaLayout } from '../tensor.js';
import { recordAdam } from './adamw.js';
import type { OptimizerTensors, RecordUpdate, UpdateSettings } from './update.js';

/** Vec4f that a workgroup of muon_momentum and muon_normalise covers: sixteen a thread. */
const CHUNK = 16 * THREADS;
/** Rows of a product that a thread keeps in registers, beside four columns. */
const TILE_ROWS = 8;

/** A matrix that Muon orthogonalises: one of a stack, as it lies in the arena. */
interface MuonMatrix {
  /** Floats before it in a replica's arena. */
  readonly offset: number;
  readonly rows: number;
  readonly columns: number;
  readonly learningRateScale: number;
}

/** AdamW for the whole arena, at a learning rate of 0 for Muon's matrices, then Muon for these. */
export const recordMuon: RecordUpdate<MuonSpec> = (program, memory, tensors, settings) => {
  const { optimizer, layout, learningRateScale } = settings;
  const { learningRateFactor, ...adam } = optimizer.adamw;
  const matrices = new Set(layout.filter(isMuonMatrix).map(({ name }) => name));
  const { moments, schedule } = recordAdam(program, memory, tensors, {
    ...settings,
    optimizer: { ...optimizer, ...adam },
    learningRateScale: (name) => (matrices.has(name) ? 0 : learningRateFactor) * learningRateScale(name),
  });
  recordMatrices(program, memory, { ...tensors, schedule, moments }, settings);
  return moments;
};

/**
 * Records the update of the matrices between hidden layers, 3 + 3 x `newtonSchulzSteps` dispatches, or none where there are no
 * such matrices. Their momentum takes the place of the first moment in `moments`, so that a run keeps one buffer.
 */
function recordMatrices(
  program: Program,
  memory: Memory,
  tensors: OptimizerTensors & { readonly schedule: DeviceBuffer; readonly moments: DeviceBuffer },
  settings: UpdateSettings<MuonSpec>,
): void {
  const { arena, parameters, gradients, replicas, replicaCount, schedule, moments } = tensors;
  const { momentum, newtonSchulzSteps, weightDecay, clipNorm } = settings.optimizer;
  const list = muonMatrices(arena, settings);
  if (list.length === 0) return;
  const { table, xSize, gramSize } = matrixTable(list);
  const matrices = memory.storage('muon matrices', table);
  const vec4s = arena.size / 4;
  const matrix_count = list.length;
  const workgroups = (count: (matrix: MuonMatrix) => number, each: number) =>
    [Math.ceil(largest(list.map(count)) / each), list.length, replicaCount] as const;

  let x = memory.storage('muon x', replicaCount * xSize);
  let next = memory.storage('muon next x', replicaCount * xSize);
  const chunks = workgroups(parameterVec4s, CHUNK);
  const partial = memory.storage('muon square sums', replicaCount * list.length * chunks[0]);
  program.add('muon_momentum', {
    params: {
      vec4s,
      x_replica: xSize,
      matrix_count,
      partials: chunks[0],
      momentum,
      clip_norm: clipNorm ?? 0,
    },
    tensors: { gradients, replicas, matrices, moments, x, partial },
    workgroups: chunks,
  });
  program.add('muon_normalise', {
    params: { x_replica: xSize / 4, matrix_count, partials: chunks[0] },
    tensors: { partial, matrices, x },
    workgroups: workgroups(xVec4s, CHUNK),
  });

  const gram = memory.storage('muon gram', replicaCount * gramSize);
  const polynomial = memory.storage('muon gram polynomial', replicaCount * gramSize);
  const strides = { x: xSize / 4, gram: gramSize / 4 };
  const { a, b, c } = newtonSchulz;
  const gramTiles = workgroups((matrix) => tiles(matrix, shortSide(matrix)), THREADS);
  for (let step = 0; step < newtonSchulzSteps; step++) {
    program.add('muon_gram', {
      params: {
        x_replica: strides.x,
        y_replica: strides.gram,
        matrix_count,
        of_gram: 0,
        linear: 0,
        quadratic: 1,
      },
      tensors: { x, matrices, y: gram },
      workgroups: gramTiles,
    });
    program.add('muon_gram', {
      params: {
        x_replica: strides.gram,
        y_replica: strides.gram,
        matrix_count,
        of_gram: 1,
        linear: b,
        quadratic: c,
      },
      tensors: { x: gram, matrices, y: polynomial },
      workgroups: gramTiles,
    });
    program.add('muon_product', {
      params: { x_replica: strides.x, gram_replica: strides.gram, matrix_count, linear: a },
      tensors: { x, gram: polynomial, matrices, y: next },
      workgroups: workgroups((matrix) => tiles(matrix, longSide(matrix)), THREADS),
    });
    [x, next] = [next, x];
  }

  program.add('muon_update', {
    params: { vec4s, x_replica: xSize, matrix_count, weight_decay: weightDecay },
    tensors: { x, matrices, replicas, schedule, parameters },
    workgroups: workgroups(parameterVec4s, THREADS),
  });
}

/** Muon's matrices of the network; the matrices of a stack are separate. */
function muonMatrices(
  arena: ArenaLayout,
  { layout, learningRateScale }: UpdateSettings<MuonSpec>,
): MuonMatrix[] {
  return layout.filter(isMuonMatrix).flatMap(({ name, shape: [stackRows, columns], stacked }) => {
    const { offset } = tensorOf(arena, name);
    const rows = stackRows / stacked;
    return Array.from({ length: stacked }, (_, i) => ({
      offset: offset + i * rows * paddedColumns(columns),
      rows,
      columns,
      learningRateScale: learningRateScale(name),
    }));
  });
}

/** MuonMatrix of shaders/lib/muon.wgsl for each, and the floats of all X and of all Gram matrices. */
function matrixTable(list: readonly MuonMatrix[]): { table: Uint32Array; xSize: number; gramSize: number } {
  const table = new Uint32Array(list.length * 6);
  const floats = new Float32Array(table.buffer);
  let xSize = 0;
  let gramSize = 0;
  list.forEach((matrix, i) => {
    table.set([matrix.offset / 4, xSize / 4, gramSize / 4, matrix.rows, matrix.columns], 6 * i);
    floats[6 * i + 5] = matrix.learningRateScale;
    xSize += 4 * xVec4s(matrix);
    gramSize += shortSide(matrix) * paddedColumns(shortSide(matrix));
  });
  return { table, xSize, gramSize };
}

function shortSide({ rows, columns }: MuonMatrix): number {
  return Math.min(rows, columns);
}

function longSide({ rows, columns }: MuonMatrix): number {
  return Math.max(rows, columns);
}

function parameterVec4s({ rows, columns }: MuonMatrix): number {
  return (rows * paddedColumns(columns)) / 4;
}

function xVec4s(matrix: MuonMatrix): number {
  return (shortSide(matrix) * paddedColumns(longSide(matrix))) / 4;
}

/** Threads that compute a product with the matrix's short side as rows, and `columns`. */
function tiles(matrix: MuonMatrix, columns: number): number {
  return (Math.ceil(shortSide(matrix) / TILE_ROWS) * paddedColumns(columns)) / 4;
}
