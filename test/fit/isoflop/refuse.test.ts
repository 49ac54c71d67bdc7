// Covers src/fit/isoflop/{refuse,warnings}.ts

import { expect } from 'chai';
import {
  budgets,
  fitted,
  parabola,
  parabolicValleys,
  refused,
  spline,
  surfaceValleys,
} from './sample-valleys.js';

describe('isoFLOP minima, doubted', () => {
  it('leaves out a budget whose lowest loss is at an end, and says which size is missing', () => {
    const cut = parabolicValleys().filter(({ C, x }) => !(C === 1e16 && x > 2 * C ** 0.5));
    for (const options of [spline, parabola]) {
      const { exponent, budgets: found, warnings } = fitted(cut, options);
      expect(exponent).to.be.closeTo(0.5, 1e-6);
      expect(found[1].optimum).to.equal(null);
      expect(found[1].rejected).to.match(/lowest loss is at the largest N: train a larger one|at least 4/);
      expect(warnings[0]).to.equal('1 of 4 budgets has no usable minimum and is left out.');
    }
  });

  it('states the bias of its own sizes on the surface of its own runs, and none where it is negligible', () => {
    // ±8x about the minimum, on an asymmetric surface and on one whose sides are alike.
    const asymmetric = surfaceValleys({ alpha: 0.465, beta: 0.155 }, 8);
    for (const [options, percent] of [
      [{}, 12],
      [parabola, 19],
    ] as const) {
      const { bias, warnings } = fitted(asymmetric, options);
      expect(bias!.optimum).to.be.closeTo(percent / 100, 0.01);
      expect(warnings.join(' ')).to.match(/places N\* 1[1-9] % too large at the largest compute/);
    }
    const { bias, warnings } = fitted(surfaceValleys({ alpha: 0.31, beta: 0.31 }, 2));
    expect(Math.abs(bias!.optimum)).to.be.below(0.01);
    expect(warnings).to.deep.equal([]);
  });

  it('warns where the minima wander within their points, which biases the exponent', () => {
    const drifting = budgets.flatMap((C, i) =>
      Array.from({ length: 9 }, (_, k) => {
        const factor = 2 ** (k - 1 - 2 * i);
        return { C, x: factor * C ** 0.5, loss: 2 + 0.1 * Math.log(factor) ** 2 };
      }),
    );
    const { bias, warnings } = fitted(drifting, { ...parabola, lowest: 9 });
    expect(Math.abs(bias!.exponent)).to.be.above(0.01);
    expect(warnings.join(' ')).to.match(/errs by [-−]?0\.\d+ in the exponent/);
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

  it('names a value that is not a positive number', () => {
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
