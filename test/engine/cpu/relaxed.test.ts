// Covers src/engine/cpu/kernels-relaxed.wasm.

import { expect } from 'chai';
import { CpuDevice } from '../../../src/engine/cpu/cpu-device.js';
import { linearForward } from '../../../src/engine/ops/linear.js';
import { arenaLayout, createMatrix, tensorOf } from '../../../src/engine/tensor.js';
import { compareReplica } from '../../../src/lab/records/compare-records.js';
import type { ReplicaRecord } from '../../../src/lab/records/write-records.js';
import { withinGpuTolerance } from '../../../src/lab/records/record-tolerance.js';
import * as twins from '../../reference/twins.js';
import { expectClose } from '../../support/close.js';
import { cpuModule, runProgram } from '../../support/device.js';
import { trainGolden } from '../../support/golden.js';
import { GuardedMemory } from '../../support/guarded-memory.js';
import { arenaOf, denseOf, matrixOf, random, TOLERANCE } from '../../support/matrices.js';

/** The kernels that multiply and add in one instruction where the machine has one. Node has them from version 22 on. */
async function relaxedModule(): Promise<WebAssembly.Module> {
  const response = await fetch(new URL('../../../src/engine/cpu/kernels-relaxed.wasm', import.meta.url));
  return WebAssembly.compile(await response.arrayBuffer());
}

const linesOf = (text: string): ReplicaRecord[] => (JSON.parse(text) as { records: ReplicaRecord[] }).records;

describe('relaxed SIMD', () => {
  const shapes = [
    [1, 1, 1],
    [5, 10, 19],
    [67, 70, 65],
    [9, 300, 4],
  ];
  for (const [rows, inputs, outputs] of shapes) {
    it(`multiplies as exactly as plain SIMD at ${rows} x ${inputs} -> ${outputs}`, async () => {
      const device = CpuDevice.open(await relaxedModule());
      const memory = new GuardedMemory(device);
      const arena = arenaLayout([
        { name: 'weight', shape: [outputs, inputs] },
        { name: 'bias', shape: [outputs] },
      ]);
      const layer = { arena, weight: tensorOf(arena, 'weight'), bias: tensorOf(arena, 'bias') };
      const [x, weight, bias] = [random(rows * inputs), random(outputs * inputs), random(outputs)];
      const y = createMatrix(memory, 'y', { replicas: 1, rows, columns: outputs });
      const parameters = arenaOf(memory, arena, [{ weight, bias }]);
      const tensors = { x: matrixOf(memory, [x], rows), parameters, y };
      const [result] = await runProgram(device, memory, (program) => linearForward(program, layer, tensors), [
        y.buffer,
      ]);
      expectClose(denseOf(y, result)[0], twins.linear(x, weight, bias, rows), TOLERANCE, 'y');
      await memory.check();
      memory.free();
    });
  }

  for (const name of ['manifold-widened', 'markov-samples', 'grammar-muon']) {
    it(`trains ${name} as near to plain SIMD as a GPU must come`, async () => {
      const plain = linesOf(await trainGolden(name, await cpuModule()));
      const relaxed = linesOf(await trainGolden(name, await relaxedModule()));
      expect(relaxed).to.have.length(plain.length);
      const agree = withinGpuTolerance(plain);
      for (const [i, line] of plain.entries()) {
        const { numbers, difference } = compareReplica(line, relaxed[i], agree);
        expect(difference?.words).to.equal(undefined);
        expect(numbers).to.be.above(line.curve.steps.length);
      }
    });
  }
});
