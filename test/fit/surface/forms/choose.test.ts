// Covers src/fit/surface/forms/choose.ts

import { expect } from 'chai';
import { chooseSurface, predictSurfaceChoice } from '../../../../src/fit/surface/forms/choose.js';
import { predictSurface } from '../../../../src/fit/surface/forms/predict.js';
import { kaplanLoss, productLoss, surfacePoints } from './sample-forms.js';
import { designs, simulate, truths } from '../../../reference/simulated-sweeps.js';

describe('which surface', () => {
  it('is chosen by held-out points and Akaike’s criterion, whichever is true', () => {
    const sweeps = {
      chinchilla: simulate(truths.asymmetric, designs.grid, 0.003, 1),
      kaplan: surfacePoints(kaplanLoss, 0.003),
      product: surfacePoints(productLoss, 0.003),
    };
    for (const [law, points] of Object.entries(sweeps)) {
      const choice = chooseSurface(points);
      if (!('best' in choice)) expect.fail(JSON.stringify(choice));
      expect(choice.survivors.map((survivor) => survivor.law)).to.include(law);
    }
    const quiet = chooseSurface(simulate(truths.asymmetric, designs.trunks, 0.001, 1));
    expect(quiet).to.have.nested.property('best.law', 'chinchilla');
    expect(quiet).to.have.property('survivors').with.length(1);
  });

  it('spans all surfaces that survive when it predicts', () => {
    const choice = chooseSurface(surfacePoints(productLoss, 0.01));
    if (!('best' in choice)) expect.fail(JSON.stringify(choice));
    const [N, D] = [1e11, 1e12];
    const single = choice.survivors.map(({ fit }) => predictSurface(fit, N, D));
    const { loss, interval } = predictSurfaceChoice(choice, N, D);
    expect(loss).to.equal(single[0].loss);
    expect(interval[0]).to.equal(Math.min(...single.map((one) => one.interval[0])));
    expect(interval[1]).to.equal(Math.max(...single.map((one) => one.interval[1])));
  });

  it('names what every form lacks when none can be fitted', () => {
    const choice = chooseSurface([]);
    expect(choice).not.to.have.property('best');
    expect(choice.refused).to.have.length(4);
  });
});
