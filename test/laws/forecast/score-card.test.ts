// Covers src/laws/forecast/score-card.ts

import { expect } from 'chai';
import {
  calibration,
  calibrationInWords,
  foldForecasts,
  scoreForecast,
  type ForecastEntry,
} from '../../../src/laws/forecast/score-card.js';
import { sealed } from '../../support/forecast-law.js';

describe('the score', () => {
  const promise = { loss: 2, interval: [1.9, 2.2] } as const;

  it('is a hit within the interval, and z tells how far from the middle', () => {
    expect(scoreForecast(promise, 2)).to.deep.equal({ hit: true, z: 0 });
    expect(scoreForecast(promise, 2.2).hit).to.equal(true);
    expect(scoreForecast(promise, 2.2).z).to.be.closeTo(1.96, 1e-4);
    expect(scoreForecast(promise, 1.9).z).to.be.closeTo(-1.96, 1e-4);
    expect(scoreForecast(promise, 1.85)).to.deep.include({ hit: false });
    expect(scoreForecast(promise, 1.85).z).to.be.closeTo(-2.94, 1e-2);
  });

  it('counts how many intervals held, with the uncertainty of the count', () => {
    const scores = (hits: number, misses: number) => [
      ...Array<{ hit: boolean; z: number }>(hits).fill({ hit: true, z: 0 }),
      ...Array<{ hit: boolean; z: number }>(misses).fill({ hit: false, z: 3 }),
    ];
    // statsmodels.stats.proportion.proportion_confint(9, 10, method='wilson')
    const { hits, scored, share } = calibration(scores(9, 1));
    expect({ hits, scored }).to.deep.equal({ hits: 9, scored: 10 });
    expect(share[0]).to.be.closeTo(0.59585, 1e-5);
    expect(share[1]).to.be.closeTo(0.982123, 1e-5);
    expect(calibration([]).share).to.deep.equal([0, 1]);
    expect(calibrationInWords(calibration(scores(9, 1)))).to.match(
      /^9 of 10 intervals held; .* 60 % to 98 %/,
    );
    expect(calibrationInWords(calibration(scores(5, 5)))).to.match(/does not agree with the 95 % promised/);
    expect(calibrationInWords(calibration([]))).to.equal('No forecast has been scored yet.');
  });
});

describe('the history of forecasts', () => {
  const entries = (): ForecastEntry[] => {
    const [first, second] = [sealed(30_000), sealed(40_000, 2)];
    const measured = { type: 'measured', standardError: 0.001, time: 3 } as const;
    return [
      { type: 'sealed', forecast: first },
      { type: 'sealed', forecast: second },
      { ...measured, forecast: first.checksum, loss: first.loss },
      { ...measured, forecast: second.checksum, loss: 2 * second.interval[1] },
    ];
  };

  it('pairs what was sealed with what was measured, and keeps score', () => {
    const { records, calibration: kept, problems } = foldForecasts(entries());
    expect(records.map(({ measured }) => measured?.hit)).to.deep.equal([true, false]);
    expect(kept).to.deep.include({ scored: 2, hits: 1 });
    expect(problems).to.be.empty;
  });

  it('takes the first word: neither a seal nor a score can be replaced', () => {
    const [first] = entries();
    const later: ForecastEntry = { ...entries()[3], loss: 1 } as ForecastEntry;
    const { records } = foldForecasts([...entries(), first, later]);
    expect(records.length).to.equal(2);
    expect(records[1].measured?.hit).to.equal(false);
  });

  it('leaves out what was changed, and says so', () => {
    const [first, ...rest] = structuredClone(entries()) as [
      { forecast: { loss: number } },
      ...ForecastEntry[],
    ];
    first.forecast.loss = 9;
    const { records, calibration: kept, problems } = foldForecasts([first, ...rest, {}]);
    expect(records.length).to.equal(1);
    expect(kept.scored).to.equal(1);
    expect(problems).to.deep.equal(['the forecast of width 30000 was changed after it was sealed']);
  });
});
