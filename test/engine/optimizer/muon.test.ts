// Covers src/engine/optimizer/muon.ts.

import { expect } from 'chai';
import type { ModelSpec } from '../../../src/models/model-spec.js';
import type { MuonSpec } from '../../../src/models/optimizers/muon.js';
import type { OptimizerSpec } from '../../../src/models/optimizers/optimizers.js';
import { onEachEngine } from '../../support/device.js';
import { dot, each, random } from '../../support/matrices.js';
import { STEPS, rows, perceptron, descentsOf, descend, expectTwins } from '../../support/descent.js';

const muon: MuonSpec = {
  type: 'muon',
  momentum: 0.9,
  newtonSchulzSteps: 5,
  weightDecay: 0.1,
  clipNorm: 2,
  adamw: { beta1: 0.8, beta2: 0.95, epsilon: 1e-8, learningRateFactor: 0.3 },
};

const models: Readonly<Record<string, ModelSpec>> = {
  'tall, wide, square and single rows': perceptron(5, 13, 7, 7, 1, 6),
  'several tiles and workgroups': perceptron(70, 130, 33),
  'stacks of queries, keys and values, of gate and up': {
    family: 'transformer',
    vocabulary: 7,
    context: 5,
    layers: 2,
    heads: 3,
    channels: 12,
    mlpRatio: 1.25,
    activation: 'swiglu',
    norm: 'layernorm',
    positions: 'learned',
    tied: false,
    biases: true,
  },
};

onEachEngine('Muon', (withDevice) => {
  for (const [shapes, model] of Object.entries(models)) {
    for (const replicas of [1, 3]) {
      it(`goes where its float64 twin goes, R = ${replicas}: ${shapes}`, () =>
        withDevice(async (device, memory) => {
          const settings = {
            model,
            optimizer: muon,
            learningRateScale: (name: string) => (name.endsWith('proj.weight') ? 0.25 : 1),
          };
          const descents = descentsOf(model, replicas);
          const { parameters } = await descend(device, memory, settings, descents);
          // Five steps stretch a small singular value, and its rounding, by up to 3.4^5.
          expectTwins(parameters, descents, settings, 1e-4);
        }));
    }
  }

  it('moves a replica as it moves alone, bit for bit', () =>
    withDevice(async (device, memory) => {
      const settings = { model: models['several tiles and workgroups'], optimizer: muon };
      const descents = descentsOf(settings.model, 3);
      const { parameters } = await descend(device, memory, settings, descents);
      const alone = await descend(device, memory, settings, [descents[2]]);
      expect(alone.parameters[0]).to.deep.equal(parameters[2]);
    }));

  it('turns a momentum into steps of about the same length in all directions', () =>
    withDevice(async (device, memory) => {
      const model = perceptron(64, 16);
      const [descent] = descentsOf(model, 1);
      const optimizer = { ...muon, weightDecay: 0 };
      const still = { ...descent, gradients: each(STEPS, () => descent.gradients[0]), learningRate: 1 };
      const { parameters } = await descend(device, memory, { model, optimizer }, [still]);
      const [before, after] = [descent.parameters, parameters[0]].map(
        (of) => of.get('layers.1.weight') ?? [],
      );
      const step = Float64Array.from(before, (value, i) => value - after[i]);
      const rate = [...rows].reduce((sum, { factor }) => sum + factor, 0);
      for (const along of each(10, () => random(16))) {
        const response = Float64Array.from({ length: 64 }, (_, column) =>
          along.reduce((sum, value, row) => sum + value * step[row * 64 + column], 0),
        );
        const stretch = Math.sqrt(dot(response, response) / dot(along, along)) / rate;
        expect(stretch).to.be.within(0.65, 1.25);
      }
    }));

  it('takes as many dispatches for a deep network as for a shallow one, and none more than AdamW without a matrix', () =>
    withDevice(async (device, memory) => {
      const dispatchesOf = async (optimizer: OptimizerSpec, ...hidden: number[]): Promise<number> => {
        const model = perceptron(...hidden);
        return (await descend(device, memory, { model, optimizer }, descentsOf(model, 1))).dispatches;
      };
      const adamw: OptimizerSpec = { ...muon.adamw, type: 'adamw', weightDecay: 0, clipNorm: null };
      const base = await dispatchesOf(adamw, 4);
      expect(await dispatchesOf(muon, 4)).to.equal(base);
      expect(await dispatchesOf(muon, 4, 4)).to.equal(base + 18);
      expect(await dispatchesOf(muon, 4, 4, 4, 4, 4)).to.equal(base + 18);
    }));
});
