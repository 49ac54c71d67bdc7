// Covers the last kernel of a training step (src/engine/training/trainer.ts).

import { expect } from 'chai';
import { expectClose } from '../../support/close.js';
import { onEachEngine, runProgram } from '../../support/device.js';
import { TOLERANCE } from '../../support/matrices.js';

onEachEngine('finish_step', (withDevice) => {
  it('traces the mean over scored rows and counts the step', () =>
    withDevice(async (device, memory) => {
      const [rows, replicas, scoredRows] = [70, 3, 50];
      const score = Float32Array.from({ length: replicas * rows * 2 }, (_, i) =>
        i % 2 === 0 && (i >> 1) % rows < scoredRows ? (i % 23) / 5 : 0,
      );
      const trace = memory.storage('trace', replicas * 2);
      const state = memory.storage('replicas', replicas * 4);
      const [traceOut, stateOut] = await runProgram(
        device,
        memory,
        (program) =>
          program.add('finish_step', {
            params: { rows, replica_count: replicas, capacity: 1, scale: 1 / scoredRows },
            tensors: { score: memory.storage('score', score), trace, replicas: state },
            workgroups: [1, 1, replicas],
          }),
        [trace, state],
      );
      for (let r = 0; r < replicas; r++) {
        const losses = score.subarray(r * rows * 2, (r + 1) * rows * 2).filter((_, i) => i % 2 === 0);
        const mean = losses.reduce((sum, loss) => sum + loss, 0) / scoredRows;
        expectClose([traceOut[2 * r]], [mean], TOLERANCE, 'loss');
        expect(new Uint32Array(stateOut.buffer)[r * 4 + 1], 'steps done').to.equal(1);
      }
    }));
});
