// Covers src/laws/compare/{findings,difference}.ts: what an experiment found, in brief, and how two differ.

import { expect } from 'chai';
import {
  differenceOf,
  differencesAtSizes,
  exponentDifference,
  meanDifference,
} from '../../../src/laws/compare/difference.js';
import { drawnLaw, findingsOf, lawAlong, type SeedLoss } from '../../../src/laws/compare/findings.js';
import { laws } from '../../../src/laws/runs/lab-laws.js';
import { branchedStore, finishedStore, lossOf, planOf } from '../../support/finished-run.js';

const seedsOf = (losses: readonly number[]): SeedLoss[] => losses.map((loss, i) => ({ seed: i + 1, loss }));

describe('what an experiment found', () => {
  const { state } = finishedStore(planOf());
  const found = findingsOf(state)!;

  it('is its laws, along compute too, as the experiment itself has them', () => {
    const [law] = laws(state);
    expect(found.laws.map(({ axis }) => axis)).to.deep.equal(['N', 'C']);
    expect(lawAlong(found, 'N')).to.deep.include({ fit: law.fit, knownFloor: 0, label: 'N, parameters' });
    expect(lawAlong(found, 'C')!.points.map(({ x }) => x)).to.deep.equal(law.points.map(({ C }) => C));
    expect(drawnLaw(lawAlong(found, 'C')!)!.alpha).to.be.closeTo(1, 0.1);
    expect(found.unit).to.equal('squared error');
    expect(findingsOf({ plan: null, device: null, runs: [] })).to.equal(null);
  });

  it('has what every seed came to, and their geometric mean is the point', () => {
    for (const { loss, seeds } of lawAlong(found, 'N')!.points) {
      expect(seeds.map(({ seed }) => seed)).to.deep.equal([1, 2]);
      // Seed 1 has 1.02 times the loss of the mean, seed 2 as much less.
      expect(Math.log(seeds[0].loss / seeds[1].loss)).to.be.closeTo(0.04, 1e-6);
      expect(Math.sqrt(seeds[0].loss * seeds[1].loss)).to.be.closeTo(loss, 1e-12);
    }
  });

  it('has a law along data at the ends of branches', () => {
    const whole = planOf({
      'training.schedule.type': 'wsd',
      'training.schedule.decayFraction': 0.2,
      'training.schedule.warmupSteps': 10,
      'data.branches': [0.25, 0.5],
    });
    const branched = findingsOf(branchedStore(whole, (run, steps) => 3 / steps + lossOf()(run, 0)).state)!;
    expect(branched.laws.map(({ axis }) => axis)).to.deep.equal(['N', 'D', 'C']);
    for (const { seeds } of lawAlong(branched, 'D')!.points) expect(seeds).to.have.length(2);
  });

  it('has no law where the losses do not fall', () => {
    const rising = findingsOf(finishedStore(planOf(), (run) => run.trainingFlops / 1e9).state)!;
    expect(drawnLaw(lawAlong(rising, 'N')!)).to.equal(null);
  });
});

describe('how two experiments differ', () => {
  // The numbers to compare with are scipy's: ttest_rel, and ttest_ind without equal variances at degrees of freedom rounded down.
  const losses = [0.31, 0.28, 0.35, 0.3];

  it('seed by seed, where they share seeds: the mean of the differences with Student’s t', () => {
    const difference = differenceOf(seedsOf(losses), seedsOf([0.42, 0.4, 0.49, 0.47, 0.44]), true);
    expect(difference.paired).to.equal(true);
    expect(difference.share).to.be.closeTo(-0.30333105586366627, 1e-12);
    expect(difference.interval![0]).to.be.closeTo(-0.36907102871577624, 1e-12);
    expect(difference.interval![1]).to.be.closeTo(-0.23074127229229346, 1e-12);
  });

  it('between their means with Welch’s interval, where one seed did not see the same in both', () => {
    const others = seedsOf([0.42, 0.4, 0.49, 0.47, 0.44, 0.38]);
    const difference = differenceOf(seedsOf(losses), others, false);
    expect(difference.paired).to.equal(false);
    expect(difference.share).to.be.closeTo(-0.28420717529158473, 1e-12);
    expect(difference.interval![0]).to.be.closeTo(-0.3835167286331157, 1e-12);
    expect(difference.interval![1]).to.be.closeTo(-0.16889980361018675, 1e-12);
  });

  it('without an interval, where one of them has one seed', () => {
    const difference = differenceOf(seedsOf([0.3]), seedsOf([0.6]), true);
    expect(difference.share).to.be.closeTo(-0.5, 1e-12);
    expect(difference.interval).to.equal(null);
  });

  it('at the sizes that both have, and over all of them', () => {
    const half = finishedStore(planOf({ 'model.widths': [8, 16, 32, 64] }), (run, r) => lossOf()(run, r) / 2);
    const [one, two] = [half, finishedStore(planOf())].map(({ state }) => lawAlong(findingsOf(state)!, 'N')!);
    const differences = differencesAtSizes(one.points, two.points, true);
    expect(differences.map(({ x }) => x)).to.deep.equal(one.points.slice(0, 3).map(({ x }) => x));
    for (const { share, interval, paired } of differences) {
      expect(paired).to.equal(true);
      expect(share).to.be.closeTo(-0.5, 1e-6);
      expect(interval![1] - interval![0]).to.be.lessThan(1e-4);
    }
    expect(meanDifference(differences)!.share).to.be.closeTo(-0.5, 1e-6);
    expect(meanDifference([])).to.equal(null);
  });

  it('in their exponents, by the errors of both', () => {
    const fitOf = (loss: ReturnType<typeof lossOf>) =>
      drawnLaw(lawAlong(findingsOf(finishedStore(planOf(), loss).state)!, 'N')!)!;
    const steep = fitOf((run, r) => lossOf()(run, r) ** 1.5);
    const { value, half } = exponentDifference(steep, fitOf(lossOf()));
    expect(value).to.be.closeTo(0.5, 0.01);
    expect(half).to.be.greaterThan(0);
    const same = exponentDifference(steep, steep);
    // Twice the variance, twice the degrees of freedom: 4 points without a free floor leave 2, so t falls from 4.3027 to 2.7764.
    const own = (steep.intervals.alpha[1] - steep.intervals.alpha[0]) / 2;
    expect(same.half / own).to.be.closeTo((Math.SQRT2 * 2.7764451) / 4.3026527, 1e-6);
  });
});
