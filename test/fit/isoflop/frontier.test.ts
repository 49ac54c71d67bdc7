// Covers src/fit/isoflop/frontier.ts

import { expect } from 'chai';
import { fitFrontier, type FrontierFit } from '../../../src/fit/isoflop/frontier.js';
import type { IsoflopPoint } from '../../../src/fit/isoflop/isoflop.js';

describe('envelope of final points', () => {
  /** Sizes trained for many lengths, on Chinchilla's surface. */
  function runs(): IsoflopPoint[] {
    const ladder = Array.from({ length: 25 }, (_, i) => 10 ** (6 + i / 6));
    return ladder.flatMap((N) =>
      Array.from({ length: 61 }, (_, k) => {
        const D = N * 10 ** (k / 20 - 0.5);
        return { C: 6 * N * D, x: N, loss: 1.69 + 406.4 / N ** 0.34 + 410.7 / D ** 0.28 };
      }),
    );
  }
  function frontier(points: readonly IsoflopPoint[]): FrontierFit {
    const result = fitFrontier(points);
    if (result.type === 'refused') expect.fail(result.reason);
    return result;
  }

  it('finds the exponent of a surface, and keeps only runs that nothing cheaper beats', () => {
    const points = runs();
    const { exponent, exponentInterval, envelope, warnings } = frontier(points);
    expect(exponent).to.be.closeTo(0.28 / 0.62, 0.02);
    expect(exponentInterval[1] - exponentInterval[0]).to.be.within(0, 0.05);
    for (const { C, loss } of envelope) {
      expect(points.some((other) => other.C <= C && other.loss < loss)).to.equal(false);
    }
    for (const { x, rejected } of envelope) {
      if (x === points[0].x || x === points[points.length - 1].x) expect(rejected).to.match(/there is/);
      else expect(rejected).to.equal(null);
    }
    expect(warnings[0]).to.match(/luckiest run/);
  });

  it('does not depend on the order of the points', () => {
    const points = runs();
    expect(fitFrontier([...points].reverse())).to.deep.equal(fitFrontier(points));
  });

  it('refuses what shows no frontier, and says what would', () => {
    const reason = (points: readonly IsoflopPoint[]): string => {
      const result = fitFrontier(points);
      return result.type === 'refused' ? result.reason : 'fitted';
    };
    expect(reason([])).to.match(/at least 4 runs of 3 sizes .* there are 0 of 0/);
    expect(reason(runs().map((point) => ({ ...point, loss: 2 })))).to.match(/there are \d of \d/);
    expect(reason(runs().filter(({ C }) => C > 1e16 && C < 6e16))).to.match(/spans 0\.\d+ decades/);
    expect(reason([{ C: 1, x: 1, loss: NaN }])).to.match(/Point 1 has loss NaN/);
  });

  it('takes no plan of runs for their optimum: where size follows from compute it is refused', () => {
    const planned = [1, 2, 4, 8, 16, 32].map((x) => ({ x, C: 120 * x ** 2, loss: 2 + x ** -0.4 }));
    const result = fitFrontier(planned);
    expect(result.type === 'refused' && result.reason).to.match(/^N follows from C in these runs/);
    const contested = planned.map(({ x, C, loss }) => ({ x: 2 * x, C, loss: 1.1 * loss }));
    expect(fitFrontier([...planned, ...contested]).type).to.equal('fit');
  });
});
