// Covers the kernel of src/engine/training/evaluation.ts; trainer.test.ts covers evaluations as a whole.

import { expect } from 'chai';
import * as twins from '../../reference/twins.js';
import { expectClose } from '../../support/close.js';
import { onEachEngine, runProgram } from '../../support/device.js';
import { TOLERANCE } from '../../support/matrices.js';

onEachEngine('evaluation_sum', (withDevice) => {
  for (const { samples, positions, groups, replicas } of [
    { samples: 70, positions: 1, groups: 1, replicas: 3 },
    { samples: 5, positions: 19, groups: 3, replicas: 3 },
    { samples: 1, positions: 3, groups: 2, replicas: 1 },
  ]) {
    it(`adds two batches of ${samples} samples of ${positions} positions in ${groups} groups, as its twin, R = ${replicas}`, () =>
      withDevice(async (device, memory) => {
        const batches = 2;
        const scored = Math.ceil(positions / 2);
        // The last `scored` positions of a sample count; every third sample has all of them right.
        const score = Float32Array.from({ length: replicas * samples * positions * 2 }, (_, i) => {
          const row = i >> 1;
          const sample = Math.floor(row / positions);
          if (row % positions < positions - scored) return 0;
          return i % 2 === 0 ? ((row * 37) % 101) / 50 : sample % 3 === 0 || row % 2 === 0 ? 1 : 0;
        });
        const weight = Float32Array.from({ length: batches * samples }, (_, i) => ((i * 13) % 7) / 7);
        const groupOf = Uint32Array.from({ length: batches * samples }, (_, i) => (i * 5) % groups);
        const sums = memory.storage('sums', replicas * groups * 4);
        const state = memory.storage('replicas', replicas * 4);
        const dispatch = {
          params: { samples, positions, scored, groups },
          tensors: {
            score: memory.storage('score', score),
            weight: memory.storage('weight', weight),
            group_of: memory.storage('groups', groupOf),
            sums,
            replicas: state,
          },
          workgroups: [1, 1, replicas],
        } as const;
        const [sumsOut, stateOut] = await runProgram(
          device,
          memory,
          (program) => {
            for (let i = 0; i < batches; i++) program.add('evaluation_sum', dispatch);
          },
          [sums, state],
        );
        const size = samples * positions * 2;
        for (let r = 0; r < replicas; r++) {
          const scores = score.subarray(r * size, (r + 1) * size);
          const twin = twins.evaluationSums(scores, { weight, groupOf, positions, scored, groups });
          expectClose(sumsOut.subarray(r * groups * 4, (r + 1) * groups * 4), twin, TOLERANCE, 'sums');
          expect(new Uint32Array(stateOut.buffer)[r * 4 + 1], 'batches done').to.equal(batches);
        }
      }));
  }
});
