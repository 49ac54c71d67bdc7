import { expect } from 'chai';
import { canonicalJson } from '../../../src/base/canonical-json.js';
import { InputError } from '../../../src/base/errors.js';
import { normal } from '../../../src/base/random.js';
import { sha256 } from '../../../src/base/sha256.js';
import { choosePowerLaw } from '../../../src/fit/power-law/choose.js';
import type { LawPoint } from '../../../src/fit/power-law/law.js';
import {
  calibration,
  calibrationInWords,
  forecast,
  readSealedForecast,
  scoreForecast,
  sealForecast,
  type ForecastLaw,
  type SealedForecast,
} from '../../../src/laws/forecast/forecast.js';
import { foldForecasts, type ForecastEntry } from '../../../src/laws/forecast/score-card.js';
import { largerRuns, defaultLargerRun } from '../../../src/lab/plan/larger-run.js';
import { isExtension } from '../../../src/lab/experiment/experiment.js';
import { plan } from '../../../src/lab/plan/plan.js';
import { resolveExperiment } from '../../../src/lab/experiment/resolve.js';
import { LabStore } from '../../../src/lab/records/store.js';
import { smallManifold, syntheticBatches } from '../../support/synthetic-run.js';

const sizes = [100, 215, 464, 1000, 2154, 4642, 10_000];
const lossAt = (N: number): number => 0.5 + 20 * N ** -0.6;
const pointsOf = (noise = 0.003, seed = 1): LawPoint[] =>
  sizes.map((x, i) => ({
    x,
    loss: lossAt(x) * Math.exp(noise * normal(seed, 'data', i, 0)),
    standardError: null,
  }));
const lawOf = (points: readonly LawPoint[]): ForecastLaw => ({ axis: 'N', ...choosePowerLaw(points, 0.5) });

function sealed(x = 30_000, sealedAt = 1): SealedForecast {
  const points = pointsOf();
  const target = { axis: 'N', x, cell: `w${x}`, name: `width ${x}` } as const;
  const rest = { points, convention: 'all parameters', unit: 'nats', experiment: null, sealedAt };
  return sealForecast(lawOf(points), { target, ...rest });
}

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

  it('is refused without a law, and for what is no size', () => {
    const none = forecast(lawOf(pointsOf().slice(0, 3)), 1e5);
    expect(none).to.deep.include({ type: 'refused' });
    expect(none.type === 'refused' && none.reason).to.match(/at least 4 different sizes/);
    for (const x of [0, -5, NaN, Infinity]) {
      const said = forecast(lawOf(pointsOf()), x);
      expect(said.type === 'refused' && said.reason).to.match(/needs a number above 0/);
    }
  });
});

describe('a sealed forecast', () => {
  it('cannot be changed', () => {
    const forecast = sealed() as unknown as {
      loss: number;
      law: { alpha: number };
      points: { loss: number }[];
    };
    expect(() => (forecast.loss = 1)).to.throw(TypeError);
    expect(() => (forecast.law.alpha = 1)).to.throw(TypeError);
    expect(() => (forecast.points[0].loss = 1)).to.throw(TypeError);
  });

  it('comes back from text as it was, and is refused where any part was changed', () => {
    const text = JSON.stringify(sealed());
    expect(readSealedForecast(JSON.parse(text))).to.deep.equal(sealed());
    const changed = (from: string | RegExp, to: string): unknown => JSON.parse(text.replace(from, to));
    for (const [from, to] of [
      [/"loss":/, '"loss":1'],
      [/"interval":\[\d/, '"interval":[9'],
      ['"sealedAt":1', '"sealedAt":2'],
      ['"x":100,', '"x":101,'],
      ['all parameters', 'some parameters'],
    ] as const) {
      expect(() => readSealedForecast(changed(from, to)), to).to.throw(InputError, /was changed after/);
    }
    expect(() => readSealedForecast({ loss: 1 })).to.throw(InputError, /no sealed forecast/);
  });

  it('has the checksum that any tool computes of its content, whatever the order of its keys', async () => {
    const { checksum, ...content } = sealed();
    const reversed = Object.fromEntries(Object.entries(content).reverse());
    expect(canonicalJson(reversed)).to.equal(canonicalJson(content));
    const bytes = new TextEncoder().encode(canonicalJson(content));
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    expect(checksum).to.equal(Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join(''));
    for (const text of ['', 'abc', 'é'.repeat(55), 'x'.repeat(56), 'x'.repeat(64), 'x'.repeat(1000)]) {
      const expected = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
      const hex = Array.from(new Uint8Array(expected), (byte) => byte.toString(16).padStart(2, '0')).join('');
      expect(sha256(text), text).to.equal(hex);
    }
  });

  it('is refused for a size that was measured, and without a law', () => {
    expect(() => sealed(1000)).to.throw(InputError, /width 1000 is among the points/);
    const points = pointsOf().slice(0, 2);
    const target = { axis: 'N', x: 1e5, cell: 'w1', name: 'width 1' } as const;
    const rest = { points, convention: '', unit: '', experiment: null, sealedAt: 0 };
    expect(() => sealForecast(lawOf(points), { target, ...rest })).to.throw(InputError, /no forecast/);
  });
});

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
    expect(calibrationInWords(calibration(scores(5, 5)))).to.match(/not the 95 % promised/);
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

describe('a larger run', () => {
  it('is one size more than the largest, a few times beyond it, with the same learning-rate sweep and seeds', () => {
    const last = plan(smallManifold());
    const offers = largerRuns(last, 'N');
    const ratios = offers.map(({ ratio }) => ratio);
    expect(ratios).to.deep.equal([...ratios].sort((a, b) => a - b));
    expect(ratios[0]).to.be.above(1);
    expect(ratios.at(-1)).to.be.within(6, 10);
    const { ratio, plan: next, config, cost } = defaultLargerRun(offers);
    expect(ratio).to.be.within(2, 4);
    expect(next.runs.slice(0, -1)).to.deep.equal(last.runs);
    const [run, before] = [next.runs[next.runs.length - 1], last.runs[last.runs.length - 1]];
    expect(run.config).to.equal(config);
    expect(run.replicas.length).to.equal(before.replicas.length);
    expect(run.steps).to.equal(before.steps);
    expect(cost.trainingFlops).to.equal(run.trainingFlops * run.replicas.length);
  });

  it('is a larger data set where the law runs along data, and none where data are endless', () => {
    const last = plan(resolveExperiment('zipf-facts-data', { size: 'small' }));
    const offer = defaultLargerRun(largerRuns(last, 'D'));
    expect(offer.ratio).to.be.within(2, 4);
    expect(offer.plan.spec.data.uniqueSamples.at(-1)).to.equal(offer.x);
    expect(offer.plan.runs.length).to.equal(last.runs.length + 1);
    expect(largerRuns(plan(smallManifold()), 'D')).to.be.empty;
  });

  it('leaves the runs that ended in the store, and trains beside them', () => {
    const last = plan(smallManifold());
    const { plan: next, config } = defaultLargerRun(largerRuns(last, 'N'));
    const store = new LabStore();
    for (const batch of syntheticBatches(last)) store.apply(batch);
    const before = store.state.runs;
    const without = last.runs.map(({ id }) => id);
    const [started, ...batches] = [...syntheticBatches(next, { without })];
    store.apply(started);
    expect(store.state.runs.slice(0, -1)).to.deep.equal(before);
    expect(store.state.runs.at(-1)).to.deep.include({ status: 'waiting' });
    for (const batch of batches) store.apply(batch);
    expect(store.state.status).to.equal('finished');
    expect(store.state.runs.at(-1)?.plan.config).to.equal(config);
    expect(store.state.runs.at(-1)?.evaluations).not.to.be.empty;
  });

  it('extends an experiment that is the same but for it', () => {
    const last = plan(smallManifold());
    const [{ plan: next }] = largerRuns(last, 'N');
    expect(isExtension(last.spec, next.spec)).to.equal(true);
    expect(isExtension(next.spec, last.spec)).to.equal(false);
    expect(isExtension(last.spec, last.spec)).to.equal(false);
    const turned = Object.fromEntries(Object.entries(next.spec).reverse()) as unknown as typeof next.spec;
    expect(isExtension(last.spec, turned)).to.equal(true);
    const other = { ...next.spec, training: { ...next.spec.training, steps: 7 } };
    expect(isExtension(last.spec, other)).to.equal(false);
  });
});
