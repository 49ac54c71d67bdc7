// Covers src/laws/forecast/forecast.ts. Also src/base/extrapolation-limit.ts.

import { expect } from 'chai';
import { normal } from '../../../src/base/random.js';
import { choosePowerLaw } from '../../../src/fit/power-law/choose.js';
import { forecast, type ForecastLaw } from '../../../src/laws/forecast/forecast.js';
import { scoreForecast } from '../../../src/laws/forecast/score-card.js';
import { lawOf, lossAt, pointsOf } from '../../support/forecast-law.js';

describe('a forecast', () => {
  it('is the law at x with an interval that is wider than its band', () => {
    const said = forecast(lawOf(pointsOf()), 30_000);
    if (said.type === 'refused') expect.fail(said.reason);
    const { loss, interval, band, extrapolation } = said.prediction;
    expect(loss / lossAt(30_000)).to.be.within(0.99, 1.01);
    expect(interval[0]).to.be.below(band[0]);
    expect(interval[1]).to.be.above(band[1]);
    expect(extrapolation).to.equal(3);
  });

  it('holds the measured loss about as often as it says', () => {
    const trials = 400;
    let hits = 0;
    for (let seed = 1; seed <= trials; seed++) {
      const said = forecast(lawOf(pointsOf(0.01, seed)), 30_000);
      if (said.type === 'refused') expect.fail(said.reason);
      const actual = lossAt(30_000) * Math.exp(0.01 * normal(seed, 'evaluation', 0, 0));
      const { loss, interval } = said.prediction;
      if (scoreForecast({ loss, interval }, actual).hit) hits++;
    }
    // Three standard errors of 400 draws at 95 %.
    expect(hits / trials).to.be.within(0.917, 0.983);
  });

  it('reaches ten times the largest size where the floor is fitted, and further with a warning where it is known', () => {
    const free: ForecastLaw = { axis: 'N', ...choosePowerLaw(pointsOf(), null) };
    const said = forecast(free, 200_000);
    expect(said.type === 'refused' && said.reason).to.match(/20 times beyond.*at most, N = 100 k/);
    expect(forecast(free, 90_000).type).to.equal('forecast');
    const fixed: ForecastLaw = { axis: 'N', ...choosePowerLaw(pointsOf(), 0.5) };
    const far = forecast(fixed, 200_000);
    expect(far.type === 'forecast' && far.warnings.join(' ')).to.match(/20 times beyond the fitted sizes/);
  });

  it('is refused without a law, and for a value that is not a size', () => {
    const none = forecast(lawOf(pointsOf().slice(0, 3)), 1e5);
    expect(none).to.deep.include({ type: 'refused' });
    expect(none.type === 'refused' && none.reason).to.match(/at least 4 different sizes/);
    for (const x of [0, -5, NaN, Infinity]) {
      const said = forecast(lawOf(pointsOf()), x);
      expect(said.type === 'refused' && said.reason).to.match(/needs a number above 0/);
    }
  });
});
