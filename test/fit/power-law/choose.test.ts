// Covers src/fit/power-law/choose.ts, and the rolling origin of src/fit/power-law/estimate.ts.

import { expect } from 'chai';
import { choosePowerLaw, predictChoice } from '../../../src/fit/power-law/choose.js';
import type { PowerLawFit } from '../../../src/fit/power-law/law.js';
import { predictPowerLaw } from '../../../src/fit/power-law/predict.js';
import { fitted, ladder, measure, none, truth } from './sample-laws.js';

describe('power law, which form', () => {
  it('keeps a floor where there is one, and leaves it out where there is none', () => {
    const withFloor = choosePowerLaw(measure(truth, ladder(8), 0.002), null);
    expect(withFloor.chosen).to.include({ type: 'fit' }).and.to.have.nested.property('floor.type', 'free');
    const pure = choosePowerLaw(measure({ E: 0, A: 11, alpha: 0.2 }, ladder(8)), null);
    expect(pure.chosen).to.have.nested.property('floor.type', 'none');
    expect(pure.undecided).to.equal(false);
  });

  it('takes a known floor, with the free one beside it', () => {
    const { chosen, alternatives } = choosePowerLaw(measure(truth, ladder(8), 0.002), truth.E);
    expect(chosen).to.have.nested.property('floor.type', 'fixed');
    expect(alternatives[0]).to.have.nested.property('floor.type', 'free');
  });

  it('says where the interval of the floor holds 0, and forecasts no lower than a law without one', () => {
    const choice = choosePowerLaw(measure({ E: 1, A: 2, alpha: 0.3 }, ladder(6, 3, 4.5), 0.02, 3), null);
    const { chosen, alternatives, undecided } = choice;
    expect(undecided).to.equal(true);
    const free = chosen as PowerLawFit;
    expect(free.floor.type).to.equal('free');
    expect(free.intervals.E[0]).to.equal(0);
    expect(free.warnings.join(' ')).to.match(/The interval of the floor holds 0/);
    const [own, pure] = [free, alternatives[0] as PowerLawFit].map((fit) => predictPowerLaw(fit, 1e6));
    const said = predictChoice(choice, 1e6)!;
    expect(said.loss).to.equal(own.loss);
    expect(said.interval).to.deep.equal([Math.max(own.interval[0], pure.interval[0]), own.interval[1]]);
    // Among the points both forms agree, and the free floor's own interval is said.
    expect(predictChoice(choice, free.centre)).to.deep.equal(predictPowerLaw(free, free.centre));
    const decided = choosePowerLaw(measure(truth, ladder(8), 0.002), null);
    expect(predictChoice(decided, 1e8)).to.deep.equal(predictPowerLaw(decided.chosen as PowerLawFit, 1e8));
    expect(predictChoice(choosePowerLaw([], null), 1e8)).to.equal(null);
  });

  it('knows a floor from few points if they have little noise', () => {
    const rounded = measure(truth, ladder(5)).map((point) => ({
      ...point,
      loss: Number(point.loss.toFixed(3)),
    }));
    for (const points of [measure(truth, ladder(4)), measure(truth, ladder(5)), rounded]) {
      const { chosen, undecided } = choosePowerLaw(points, null);
      expect(chosen).to.have.nested.property('floor.type', 'free');
      expect(undecided).to.equal(false);
    }
  });

  it('does not leave out a floor that noise can hide', () => {
    const { chosen, undecided } = choosePowerLaw(
      measure({ E: 0, A: 11, alpha: 0.2 }, ladder(5), 0.01, 2),
      null,
    );
    expect(chosen).to.have.nested.property('floor.type', 'free');
    expect(undecided).to.equal(true);
  });

  it('measures how well the largest sizes are predicted without them', () => {
    const exact = fitted(measure(truth, ladder(6)));
    expect(exact.rollingOrigin).to.have.length(2);
    for (const error of exact.rollingOrigin) expect(Math.abs(error)).to.be.below(1e-9);
    const pure = fitted(measure(truth, ladder(6)), { floor: none });
    expect(pure.rollingOrigin[1], 'a pure power law on data with a floor forecasts too low').to.be.below(
      -0.1,
    );
    expect(fitted(measure(truth, ladder(4))).rollingOrigin).to.have.length(1);
  });
});
