// Covers src/engine/optimizer/{optimizers,adamw,sgd,update,gradient-norm}.ts; muon.test.ts goes further into Muon.

import {
  optimizers,
  type OptimizerSpec,
  type OptimizerType,
  type SpecOf,
} from '../../../src/models/optimizers/optimizers.js';
import { onEachEngine } from '../../support/device.js';
import { perceptron, descentsOf, descend, expectTwins } from '../../support/descent.js';

/** Settings of every optimiser, with clipping and without; the compiler names one that is missing. */
const settings: { readonly [Type in OptimizerType]: readonly SpecOf<Type>[] } = {
  adamw: [
    { type: 'adamw', beta1: 0.9, beta2: 0.95, epsilon: 1e-8, weightDecay: 0.1, clipNorm: 2 },
    { type: 'adamw', beta1: 0.8, beta2: 0.999, epsilon: 1e-8, weightDecay: 0, clipNorm: null },
  ],
  sgd: [
    { type: 'sgd', momentum: 0.9, weightDecay: 0.1, clipNorm: 2 },
    { type: 'sgd', momentum: 0, weightDecay: 0, clipNorm: null },
  ],
  muon: [{ ...optimizers.muon.defaults, clipNorm: null }],
};

/** A first step of AdamW divides a gradient by its own size; five of Newton-Schulz stretch a rounding by up to 3.4^5. */
const tolerances: Readonly<Record<OptimizerType, number>> = { adamw: 1e-5, sgd: 1e-5, muon: 1e-4 };

onEachEngine('optimisers', (withDevice) => {
  for (const optimizer of Object.values(settings).flat() as OptimizerSpec[]) {
    for (const replicas of [1, 3]) {
      const clipped = optimizer.clipNorm ? 'clipped' : 'not clipped';
      it(`${optimizer.type}, ${clipped}, goes where its float64 twin goes, R = ${replicas}`, () =>
        withDevice(async (device, memory) => {
          const model = perceptron(5, 13, 1, 70);
          const learningRateScale = (name: string): number => (name.endsWith('bias') ? 0.25 : 1);
          const descents = descentsOf(model, replicas);
          const asked = { model, optimizer, learningRateScale };
          const { parameters } = await descend(device, memory, asked, descents);
          expectTwins(parameters, descents, asked, tolerances[optimizer.type]);
        }));
    }
  }
});
