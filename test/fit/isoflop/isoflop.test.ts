import { expect } from 'chai';
import { normal } from '../../../src/base/random.js';
import { akima } from '../../../src/fit/numerics/akima.js';
import { fitFrontier, type FrontierFit } from '../../../src/fit/isoflop/frontier.js';
import { fitIsoflop } from '../../../src/fit/isoflop/fit.js';
import type {
  IsoflopFit,
  IsoflopOptions,
  IsoflopPoint,
  IsoflopRefusal,
} from '../../../src/fit/isoflop/isoflop.js';
import { valueOnLine } from '../../../src/fit/numerics/log-line.js';
import { publishedRows } from '../../support/published.js';

// C training FLOPs, D samples or tokens, N parameters.

const parabola: IsoflopOptions = { optimum: 'parabola' };
const budgets = [1e15, 1e16, 1e17, 1e18];

/** Valleys that are parabolas of loss in log N, with their bottom at 3 C^0.5. */
function parabolicValleys(noise = 0): IsoflopPoint[] {
  return budgets.flatMap((C, k) =>
    [0.13, 0.31, 0.6, 1.3, 2.4, 5.1, 9].map((factor, i) => {
      const x = factor * 3 * C ** 0.5;
      const loss = 60 * C ** -0.09 * (1 + 0.05 * Math.log(factor) ** 2);
      return { C, x, loss: loss * Math.exp(noise * normal(7, 'data', i, k)) };
    }),
  );
}

function fitted(points: readonly IsoflopPoint[], options: IsoflopOptions = {}): IsoflopFit {
  const result = fitIsoflop(points, options);
  if (result.type === 'refused') expect.fail(result.reason);
  return result;
}

function refused(points: readonly IsoflopPoint[], options: IsoflopOptions = {}): IsoflopRefusal {
  const result = fitIsoflop(points, options);
  if (result.type === 'fit') expect.fail(`expected a refusal, got exponent ${result.exponent}`);
  return result;
}

describe('Akima interpolation', () => {
  it('passes through its points and follows straight lines and parabolas exactly', () => {
    const x = [0, 1, 2.5, 3, 4.2, 6];
    const uneven = akima(x, [3, -1, 0, 7, 7, 2]);
    [3, -1, 0, 7, 7, 2].forEach((y, i) => expect(uneven(x[i])).to.be.closeTo(y, 1e-12));
    const line = akima(
      x,
      x.map((value) => 2 - 3 * value),
    );
    const even = akima([0, 1, 2, 3, 4, 5], [0, 1, 4, 9, 16, 25]);
    for (const at of [0.1, 1.7, 2.5, 3.3, 4.9]) {
      expect(line(at)).to.be.closeTo(2 - 3 * at, 1e-12);
      expect(even(at)).to.be.closeTo(at * at, 1e-12);
    }
  });

  it('keeps a step flat on both sides, where a smooth spline would swing', () => {
    const step = akima([0, 1, 2, 3, 4, 5, 6, 7], [0, 0, 0, 0, 1, 1, 1, 1]);
    for (const at of [0.5, 1.5]) expect(step(at)).to.equal(0);
    for (const at of [5.5, 6.5]) expect(step(at)).to.equal(1);
  });
});

describe('isoFLOP minima, recovered', () => {
  it('finds the law of exact valleys', () => {
    const { exponent, coefficient, exponentInterval, budgets: found } = fitted(parabolicValleys(), parabola);
    expect(exponent).to.be.closeTo(0.5, 1e-12);
    expect(coefficient).to.be.closeTo(3, 1e-10);
    expect(exponentInterval[1] - exponentInterval[0]).to.be.below(1e-10);
    expect(found.map(({ C }) => C)).to.deep.equal(budgets);
    for (const { C, optimum, loss, rejected } of found) {
      expect(optimum).to.be.closeTo(3 * C ** 0.5, 1e-9 * C ** 0.5);
      expect(loss).to.be.closeTo(60 * C ** -0.09, 1e-10);
      expect(rejected).to.equal(null);
    }
  });

  it('comes near it by spline, whose curve runs through the points', () => {
    const points = parabolicValleys();
    const { exponent, coefficient, budgets: found } = fitted(points);
    expect(exponent).to.be.closeTo(0.5, 1e-9);
    expect(coefficient).to.be.closeTo(3, 0.05);
    for (const { curve, points: sizes } of found) {
      expect(curve).to.have.length(25 * (sizes.length - 1));
      expect(curve[0].loss).to.be.closeTo(sizes[0].loss, 1e-12);
      expect(curve[curve.length - 1].x).to.be.closeTo(sizes[6].x, 1e-9 * sizes[6].x);
    }
  });

  it('covers the exponent of noisy valleys, and the optimum of a larger budget', () => {
    for (const options of [{}, parabola]) {
      const fit = fitted(parabolicValleys(0.004), options);
      expect(0.5).to.be.within(...fit.exponentInterval);
      const { value, interval } = valueOnLine(fit, 1e20);
      expect(value).to.be.within(...interval);
      expect(3e10).to.be.within(...interval);
    }
  });

  it('gives the interval of Student’s t for the slope of a line', () => {
    // Optima at 10, 100, 2000 for C = 1e15, 1e17, 1e19: residuals of ln x are ln 2 (1, -2, 1) / 6, whose squares sum to ln2^2 / 6.
    const optima = [10, 100, 2000];
    const points = optima.flatMap((best, i) =>
      [0.2, 0.5, 1, 2, 5].map((factor) => ({
        C: 10 ** (15 + 2 * i),
        x: best * factor,
        loss: 2 + Math.log(factor) ** 2,
      })),
    );
    const { exponent, exponentInterval } = fitted(points, parabola);
    expect(exponent).to.be.closeTo(Math.log10(200) / 4, 1e-12);
    const standardError = Math.sqrt(Math.LN2 ** 2 / 6 / (8 * Math.log(10) ** 2));
    expect(exponentInterval[1] - exponent).to.be.closeTo(12.706204736 * standardError, 1e-6);
  });

  it('takes runs of one size as one, and budgets that differ by rounding as one', () => {
    const twice = parabolicValleys().flatMap((point, i) => [
      { ...point, C: point.C * (1 + 0.002 * (i % 5)), loss: point.loss * 1.01 },
      { ...point, C: point.C * (1 - 0.002 * (i % 3)), loss: point.loss / 1.01 },
    ]);
    const { exponent, budgets: found } = fitted(twice, parabola);
    expect(found.map(({ points }) => points.length)).to.deep.equal([7, 7, 7, 7]);
    expect(exponent).to.be.closeTo(0.5, 1e-3);
  });

  it('gives the same for any order of the points', () => {
    const points = parabolicValleys(0.01);
    for (const options of [{}, parabola, { ...parabola, lowest: 5 }]) {
      const expected = fitIsoflop(points, options);
      expect(fitIsoflop([...points].reverse(), options)).to.deep.equal(expected);
      const shuffled = points.map((_, i) => points[(i * 11 + 5) % points.length]);
      expect(fitIsoflop(shuffled, options)).to.deep.equal(expected);
    }
  });

  it('changes only its coefficient with the units of size, compute and loss', () => {
    const points = parabolicValleys(0.01);
    for (const options of [{}, parabola]) {
      const { exponent, coefficient, exponentInterval } = fitted(points, options);
      const scaled = fitted(
        points.map(({ C, x, loss }) => ({ C: C * 1e-15, x: x * 1e6, loss: loss / Math.LN2 })),
        options,
      );
      expect(scaled.exponent).to.be.closeTo(exponent, 1e-9);
      expect(scaled.exponentInterval[1]).to.be.closeTo(exponentInterval[1], 1e-9);
      const factor = 1e6 * 1e15 ** exponent;
      expect(scaled.coefficient / (factor * coefficient)).to.be.closeTo(1, 1e-7);
    }
  });
});

describe('isoFLOP minima, doubted', () => {
  it('leaves out a budget whose lowest loss is at an end, and says which size is missing', () => {
    const cut = parabolicValleys().filter(({ C, x }) => !(C === 1e16 && x > 2 * C ** 0.5));
    for (const options of [{}, parabola]) {
      const { exponent, budgets: found, warnings } = fitted(cut, options);
      expect(exponent).to.be.closeTo(0.5, 1e-6);
      expect(found[1].optimum).to.equal(null);
      expect(found[1].rejected).to.match(/lowest loss is at the largest N: train a larger one|at least 4/);
      expect(warnings[0]).to.equal('1 of 4 budgets has no usable minimum and is left out.');
    }
  });

  it('states the known bias of wide parabolas, and none of narrow ones', () => {
    expect(fitted(parabolicValleys(), parabola).warnings.join(' ')).to.match(
      /On Chinchilla's surface ±4x makes N\* about 1.3 % too large/,
    );
    const narrow = parabolicValleys().filter(({ C, x }) => Math.abs(Math.log(x / (3 * C ** 0.5))) < 0.95);
    const { warnings } = fitted([...narrow, ...narrow.map((p) => ({ ...p, x: p.x * 1.0001 }))], parabola);
    expect(warnings.join(' ')).not.to.match(/Chinchilla/);
    expect(fitted(parabolicValleys()).warnings).to.deep.equal([]);
  });

  it('warns where the minima wander within their points, which biases the exponent', () => {
    const drifting = budgets.flatMap((C, i) =>
      Array.from({ length: 9 }, (_, k) => {
        const factor = 2 ** (k - 1 - 2 * i);
        return { C, x: factor * C ** 0.5, loss: 2 + 0.1 * Math.log(factor) ** 2 };
      }),
    );
    expect(fitted(drifting, { ...parabola, lowest: 9 }).warnings.join(' ')).to.match(
      /changes the exponent too/,
    );
  });
});

describe('isoFLOP minima, refused', () => {
  it('asks for three budgets with a minimum, and keeps the reasons', () => {
    const two = parabolicValleys().filter(({ C }) => C < 1e17);
    expect(refused(two).reason).to.match(/at least 3 budgets .* there are 2\. Train more budgets/);
    const falling = parabolicValleys().map((point) => ({ ...point, loss: point.x ** -0.1 }));
    const { reason, budgets: found } = refused(falling);
    expect(reason).to.match(/there are 0 \(C = 1\.00e\+15: its lowest loss is at the largest N/);
    expect(found.map(({ rejected }) => rejected)).to.have.length(4);
    const hill = parabolicValleys().map((point) => ({ ...point, loss: 1 / point.loss }));
    expect(refused(hill, parabola).reason).to.match(/lowest loss is at/);
  });

  it('sees when runs share no budgets', () => {
    const scattered = Array.from({ length: 40 }, (_, i) => ({
      C: 1e15 * 1.3 ** i,
      x: 1e5 * 1.1 ** i,
      loss: 3 - i / 40,
    }));
    expect(refused(scattered).reason).to.match(/No compute budgets can be recognised: 40 of 40/);
    const dense = scattered.map((point, i) => ({ ...point, C: 1e15 * 1.01 ** i }));
    expect(refused(dense).reason).to.match(/No compute budgets can be recognised/);
    expect(refused([]).reason).to.match(/No compute budgets/);
  });

  it('names a value that is none', () => {
    const points = parabolicValleys();
    for (const wrong of [NaN, 0, -1, Infinity]) {
      for (const [name, key] of [
        ['C', 'C'],
        ['D', 'x'],
        ['loss', 'loss'],
      ] as const) {
        const spoilt = points.map((point, i) => (i === 4 ? { ...point, [key]: wrong } : point));
        expect(refused(spoilt, { axis: 'D' }).reason).to.match(new RegExp(`Point 5 has ${name} ${wrong}`));
      }
    }
  });

  it('survives identical points, equal losses and a hundred thousand rows', () => {
    const one = { C: 1e15, x: 1e6, loss: 2 };
    expect(refused(Array.from({ length: 50 }, () => one)).reason).to.match(/recognised/);
    const flat = parabolicValleys().map((point) => ({ ...point, loss: 2 }));
    for (const options of [{}, parabola]) expect(refused(flat, options).reason).to.match(/there are 0/);
    const many = Array.from({ length: 1e5 }, (_, i) => {
      const factor = 0.1 + (i % 20_000) / 2000;
      const C = 10 ** (15 + Math.floor(i / 20_000));
      return { C, x: factor * C ** 0.5, loss: 2 + Math.log(factor) ** 2 };
    });
    for (const options of [{}, parabola]) expect(fitted(many, options).exponent).to.be.closeTo(0.5, 1e-3);
  });
});

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

describe('isoFLOP minima, on published tables', () => {
  it('shows the known bias of wide parabolas on noise-free surfaces', async () => {
    const rows = await publishedRows('synthetic_surfaces.csv');
    if (!rows) return;
    const truth = {
      symmetric: { alpha: 0.31, beta: 0.31, A: 400, B: 400, bias: [0, 0, 0, 0] },
      chinchilla: { alpha: 0.34, beta: 0.28, A: 406.4, B: 410.7, bias: [-0.33, -1.3, -2.9, -5.1] },
      asymmetric: { alpha: 0.465, beta: 0.155, A: 406.4, B: 410.7, bias: [-1.67, -6.5, -13.91, -23.12] },
    };
    for (const [surface, { alpha, beta, A, B, bias }] of Object.entries(truth)) {
      // D* = ((beta B) / (alpha A))^(1 / (alpha + beta)) (C / 6)^(alpha / (alpha + beta)), from dL = 0 at C = 6 N D.
      const best =
        ((beta * B) / (alpha * A)) ** (1 / (alpha + beta)) * (1e24 / 6) ** (alpha / (alpha + beta));
      for (const [i, grid] of ['XS', 'S', 'L', 'XL'].entries()) {
        const points = rows
          .filter((row) => row.surface === surface && row.grid === grid)
          .map(({ C, D, loss_exact }) => ({ C: Number(C), x: Number(D), loss: Number(loss_exact) }));
        const fit = fitted(points, { ...parabola, axis: 'D' });
        expect(fit.exponent, `${surface} ${grid}: exponent`).to.be.closeTo(alpha / (alpha + beta), 1e-6);
        const percent = 100 * (valueOnLine(fit, 1e24).value / best - 1);
        expect(percent, `${surface} ${grid}: bias`).to.be.closeTo(bias[i], 0.02);
        expect(fitted(points, { axis: 'D' }).exponent).to.be.closeTo(alpha / (alpha + beta), 1e-3);
      }
    }
  });

  it('finds the five exponents from Kaplan to Chinchilla', async () => {
    const rows = await publishedRows('porian_refinedweb_isoflop.csv');
    if (!rows) return;
    const published = {
      '1_kaplan_repro': 0.8348,
      '2_head_flops': 0.7003,
      '3_warmup_fixed': 0.6055,
      '4_cosine_decay': 0.5715,
      '5_tuned_const_lr': 0.497,
    };
    for (const [config, exponent] of Object.entries(published)) {
      const points = rows
        .filter((row) => row.config === config)
        .map(({ C, N, loss }) => ({ C: Number(C), x: Number(N), loss: Number(loss) }));
      const spline = fitted(points);
      expect(spline.exponent, `${config}: spline`).to.be.closeTo(exponent, 0.003);
      expect(exponent).to.be.within(...spline.exponentInterval);
      for (const lowest of [5, null]) {
        const { exponent: near } = fitted(points, { ...parabola, lowest });
        expect(near, `${config}: parabola, ${lowest ?? 'balanced'}`).to.be.closeTo(exponent, 0.035);
      }
    }
  });

  it('refuses runs whose compute is scattered', async () => {
    const rows = await publishedRows('chinchilla_epoch.csv');
    if (!rows) return;
    const points = rows.map(({ C, N, loss }) => ({ C: Number(C), x: Number(N), loss: Number(loss) }));
    expect(refused(points).reason).to.match(/budgets/);
  });
});
