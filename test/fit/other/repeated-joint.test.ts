// Covers src/fit/other/repeated-joint.ts.

import { expect } from 'chai';
import { fitRepeatedJointly } from '../../../src/fit/other/repeated-joint.js';
import { fitLossSurface } from '../../../src/fit/surface/fit.js';
import { decays, measureRepeats, simulateRepeats, surface } from '../../reference/simulated-repeats.js';
import { fitted, refused } from '../results.js';

describe('repeated data, with their surface', () => {
  it('give back all seven parameters of exact runs', () => {
    const points = simulateRepeats(0, 1);
    const start = fitLossSurface(points.filter(({ D, U }) => D === U));
    const fit = fitted(fitRepeatedJointly(points, start.type === 'fit' ? start : null));
    expect(fit.dataDecay).to.be.closeTo(decays.rD, 0.01);
    expect(fit.parameterDecay).to.be.closeTo(decays.rN, 0.01);
    for (const name of ['E', 'A', 'B', 'alpha', 'beta'] as const) {
      expect(fit.surface[name] / surface[name], name).to.be.closeTo(1, 1e-3);
    }
    expect(fit.method.joint).to.equal(true);
    // Without a surface of runs that see their data once, too.
    expect(fitted(fitRepeatedJointly(points, null)).dataDecay).to.be.closeTo(decays.rD, 0.01);
  });

  // With the surface of the unrepeated runs held, R_D held 0 %.
  it('know their decays as well as they say', () => {
    const { rD, rN } = measureRepeats(0.002, 5);
    expect(rD).to.be.at.least(0.6);
    expect(rN).to.be.at.least(0.6);
  });

  it('are refused without runs that repeat', () => {
    const once = simulateRepeats(0, 1).filter(({ D, U }) => D === U);
    expect(refused(fitRepeatedJointly(once, surface))).to.match(/see their data more than once/);
  });
});
