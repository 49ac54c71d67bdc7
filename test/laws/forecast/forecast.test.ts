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

  it('is marked past ten times the largest size, and refused past a thousand, whatever floor the law has', () => {
    for (const floor of [null, 0.5]) {
      const law: ForecastLaw = { axis: 'N', ...choosePowerLaw(pointsOf(), floor) };
      const near = forecast(law, 90_000);
      expect(near.type === 'forecast' && near.warnings.join(' ')).not.to.match(/beyond/);
      const far = forecast(law, 200_000);
      expect(far.type === 'forecast' && far.warnings.join(' ')).to.match(/20 times beyond the fitted runs/);
      const lost = forecast(law, 2e7);
      expect(lost.type === 'refused' && lost.reason).to.match(
        /2000 times beyond the fitted runs.*up to N = 10 M/,
      );
      const small = forecast(law, 0.05);
      expect(small.type === 'refused' && small.reason).to.match(/beyond the fitted runs.*up to N = 0\.\d/);
    }
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
