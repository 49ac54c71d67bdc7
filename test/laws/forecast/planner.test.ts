// Covers src/laws/forecast/planner.ts. Also src/laws/forecast/lab-planning-law.ts.

import { expect } from 'chai';
import { choosePowerLaw } from '../../../src/fit/power-law/choose.js';
import { planTraining } from '../../../src/laws/forecast/planner.js';
import type { PlanningLaw } from '../../../src/laws/forecast/planning-law.js';
import {
  device,
  flops,
  grid,
  line,
  lossAt,
  near,
  planned,
  reasonOf,
  surface,
  truth,
  value,
} from '../../support/planning-laws.js';

describe('a plan by a surface', () => {
  it('splits a budget as the closed form says: N = G (C / 6)^a, D = (C / 6)^b / G', () => {
    const { A, B, alpha, beta } = truth;
    const G = ((alpha * A) / (beta * B)) ** (1 / (alpha + beta));
    for (const C of [1e19, 1e21, 5.76e23]) {
      const { N, D, prediction } = planned(surface(), flops(C));
      near(value(N), G * (C / 6) ** (beta / (alpha + beta)));
      near(value(D), (C / 6) ** (alpha / (alpha + beta)) / G);
      near(prediction.loss, lossAt(value(N), value(D)));
    }
  });

  it('does better than any other split of the same compute', () => {
    const C = 1e21;
    const { prediction } = planned(surface(), flops(C));
    for (const N of [1e8, 1e9, 2e9, 4e9, 1e10]) {
      expect(lossAt(N, C / (6 * N))).to.be.at.least(prediction.loss * (1 - 1e-6));
    }
  });

  it('finds the compute of a loss: planning by what comes out gives the loss back', () => {
    const { flops: C } = planned(surface(), { type: 'loss', loss: 2.2 });
    near(planned(surface(), flops(C ?? NaN)).prediction.loss, 2.2);
  });

  it('counts the FLOPs of a pair as the points do', () => {
    const law = surface(grid.map((point) => ({ ...point, C: point.C / 2 })));
    const [half, whole] = [planned(law, flops(1e21)), planned(surface(), flops(2e21))];
    near(value(half.N), value(whole.N));
  });

  it('turns time into compute, and compute into time and energy', () => {
    const plan = planned(surface(), { type: 'seconds', seconds: 3600 });
    expect(plan.flops).to.equal(3.6e15);
    expect(plan.seconds).to.equal(3600);
    expect(plan.joules).to.equal(3600 * 200);
  });

  it('warns beyond ten times the measured range, and not within it', () => {
    expect(planned(surface(), flops(1e21)).notes.join(' ')).not.to.match(/beyond/);
    expect(planned(surface(), flops(1e26)).notes.join(' ')).to.match(/times beyond the fitted runs/);
  });

  it('is refused past a thousand times the measured range, as a forecast is', () => {
    const result = planTraining(surface(), flops(1e34), device);
    expect(reasonOf(result)).to.match(
      /^[ND] = .* times beyond the fitted runs\. A law is used up to 1000 times/,
    );
  });

  it('does not know whether a budget reaches a loss within the interval of the floor', () => {
    const points = [1e3, 3e3, 1e4, 3e4, 1e5, 3e5].map((N, i) => ({
      x: N,
      loss: (2.2 + 30 * N ** -0.4) * (1 + 0.004 * (-1) ** i),
      standardError: null,
    }));
    const choice = choosePowerLaw(points, null);
    if (choice.chosen.type === 'refused') expect.fail(choice.chosen.reason);
    const [low] = choice.chosen.intervals.E;
    const law = { type: 'line', law: { axis: 'N', ...choice }, flopsPerUnit: 1, other: null } as PlanningLaw;
    const within = planTraining(law, { type: 'loss', loss: (low + choice.chosen.E) / 2 }, device);
    expect(reasonOf(within)).to.match(/ to .*\(95 %\)|± .*\(95 %\)/);
    expect(reasonOf(within)).to.include('is not known');
    expect(reasonOf(planTraining(law, { type: 'loss', loss: 0.9 * low }, device))).to.include(
      'no budget reaches',
    );
  });

  it('says that no budget reaches a loss below the floor', () => {
    const result = planTraining(surface(), { type: 'loss', loss: 1.6 }, device);
    expect(reasonOf(result)).to.equal('The floor of this law is 1.69: no budget reaches a loss of 1.60.');
  });

  it('needs a measured device for a budget of time only', () => {
    const unknown = { flopsPerSecond: null, watts: 200 };
    const result = planTraining(surface(), { type: 'seconds', seconds: 60 }, unknown);
    expect(reasonOf(result)).to.match(/speed of this device is not known/);
    expect(planTraining(surface(), flops(1e20), unknown)).to.deep.include({ seconds: null, joules: null });
  });
});

describe('a plan by a law along one axis', () => {
  it('buys size with compute while the data stand still', () => {
    const plan = planned(line(), flops(6e11));
    near(value(plan.N), 1e5);
    expect(value(plan.D)).to.equal(1e6);
    near(plan.prediction.loss, 0.2 + 30 * 1e5 ** -0.5);
  });

  it('solves for the size of a loss', () => {
    near(value(planned(line(), { type: 'loss', loss: 0.3 }).N), (30 / 0.1) ** 2);
    expect(reasonOf(planTraining(line(), { type: 'loss', loss: 0.2 }, device))).to.match(/floor of this law/);
  });

  it('says that compute buys nothing where all runs cost the same', () => {
    const law = line();
    const same = { ...law, flopsPerUnit: null } as PlanningLaw;
    expect(reasonOf(planTraining(same, flops(1e12), device))).to.match(/cannot be planned by compute/);
    near(value(planned(same, { type: 'loss', loss: 0.3 }).N), 9e4);
  });
});
