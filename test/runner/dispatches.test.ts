// Covers the dispatches of a step that src/lab/plan/cost.ts counts by hand: they are compared with what trainers record. Also
// src/runner/run-trainer.ts.

import { expect } from 'chai';
import type { Device } from '../../src/engine/device.js';
import { taskOf } from '../../src/data/tasks/tasks.js';
import { dispatchesPerStep } from '../../src/lab/plan/cost.js';
import { plan } from '../../src/lab/plan/plan.js';
import type { Overrides } from '../../src/lab/presets/presets.js';
import { resolveExperiment } from '../support/experiments.js';
import { optimizerTypes } from '../../src/models/optimizers/optimizers.js';
import { DeviceRun } from '../../src/runner/run-trainer.js';
import { batchSource } from '../../src/runner/sources.js';
import { countingDevice } from '../support/counting-device.js';

const models: readonly (readonly [string, Overrides])[] = [
  ['manifold', { 'model.depth': 1 }],
  ['manifold', { 'model.depth': 2 }],
  ['zipf-facts', { 'model.depth': 4, 'training.batch': 16 }],
  ['markov', { 'model.depth': 1 }],
  ['grammar', { 'model.depth': 3, 'model.activation': 'swiglu', 'model.norm': 'rmsnorm' }],
  ['graph-walk', { 'model.depth': 2, 'model.positions': 'rotary' }],
  ['addition', { 'model.depth': 2, 'model.tied': true, 'model.biases': false, 'training.batch': 1 }],
];

describe('the dispatches of a training step', () => {
  for (const type of optimizerTypes) {
    for (const clipNorm of [null, 1]) {
      it(`are counted as they are recorded: ${type}, ${clipNorm === null ? 'not clipped' : 'clipped'}`, () => {
        for (const [preset, overrides] of models) {
          const optimizer = { 'training.optimizer.type': type, 'training.optimizer.clipNorm': clipNorm };
          const one = { 'model.widths': [16], 'lrSweep.enabled': false, 'seeds.count': 1 };
          const spec = resolveExperiment(preset, { ...one, ...overrides, ...optimizer });
          const { runs } = plan(spec);
          const [run] = runs;
          const device: Device = countingDevice(true);
          const task = taskOf(spec.task);
          const source = batchSource(task, device.memory());
          const { trainer } = new DeviceRun(device, run, { experiment: spec, task, source, startFrom: null });
          expect(trainer.dispatchesPerStep, `${preset} ${JSON.stringify(overrides)}`).to.equal(
            dispatchesPerStep(run, spec.training.optimizer),
          );
        }
      });
    }
  }
});
