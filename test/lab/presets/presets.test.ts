// Covers src/lab/presets/presets.ts and the presets of each family. Also
// src/lab/presets/{languages,limits,perceptrons,preset,puzzles,text,zipf-facts}.ts.

import { expect } from 'chai';
import { addText } from '../../../src/data/text/texts.js';
import { estimateSeconds, planCost } from '../../../src/lab/plan/cost.js';
import { plan } from '../../../src/lab/plan/plan.js';
import { presetIds, presets } from '../../../src/lab/presets/presets.js';
import { resolveExperiment } from '../../support/experiments.js';
import { experimentSizes } from '../../../src/lab/experiment/experiment.js';

describe('presets', () => {
  it('are valid in every size, the sizes differ in cost, and standard takes a GPU less than six minutes', () => {
    const textId = addText('ducks.txt', 'Ducks quack, and geese honk at ducks. '.repeat(400));
    for (const id of presetIds) {
      const given = id === 'text' ? { 'task.textId': textId } : {};
      const costs = experimentSizes.map(
        (size) => planCost(plan(resolveExperiment(id, { size, ...given }))).trainingFlops,
      );
      expect(costs, id).to.deep.equal([...costs].sort((a, b) => a - b));
      const standard = planCost(plan(resolveExperiment(id, { size: 'standard', ...given })));
      const gpu = { engine: 'gpu', software: false, threads: null, flopsPerSecond: 1e12 } as const;
      expect(estimateSeconds(standard, gpu), id).to.be.below(6 * 60);
      expect(presets[id].question).to.match(/\?$/);
    }
  });
});
