// Covers src/fit/power-law against the numbers of others: scipy (by test/reference/make-fit-fixtures.py), and tables that authors
// published.

import { expect } from 'chai';
import { studentT } from '../../../src/fit/numerics/student-t.js';
import { choosePowerLaw } from '../../../src/fit/power-law/choose.js';
import type { Floor, LawPoint, PowerLawFit } from '../../../src/fit/power-law/law.js';
import { predictPowerLaw } from '../../../src/fit/power-law/predict.js';
import { fixture } from '../fixture.js';
import { fitted } from './sample-laws.js';
import { publishedRows } from '../../support/published.js';

interface ScipyCase {
  readonly name: string;
  readonly floor: Floor;
  readonly huber: number | null;
  readonly x: readonly number[];
  readonly loss: readonly number[];
  readonly scipy: {
    readonly E: number;
    readonly A: number;
    readonly alpha: number;
    readonly EError?: number;
    readonly alphaError?: number;
  };
}

/** Half of the delta method's 95 % interval of a parameter: 0 for E, 2 for alpha. */
function halfWidth({ covariance, degreesOfFreedom }: PowerLawFit, k: number): number {
  return studentT(0.95, degreesOfFreedom) * Math.sqrt(covariance[k][k]);
}

/** Rows of a published table as numbers, or null where the tables are not at hand. */
async function publishedTable(name: string): Promise<readonly (readonly number[])[] | null> {
  const rows = await publishedRows(name);
  return rows && rows.map((row) => Object.values(row).map(Number));
}

function toPoints(x: readonly number[], loss: readonly number[]): LawPoint[] {
  return x.map((value, i) => ({ x: value, loss: loss[i], standardError: null }));
}

function percentErrors(fit: PowerLawFit, held: readonly LawPoint[]): number[] {
  return held.map(({ x, loss }) => 100 * (predictPowerLaw(fit, x).loss / loss - 1));
}

describe('power law, beside scipy', () => {
  it('finds the optimum that scipy finds in all parameters at once', async () => {
    for (const { name, floor, huber, x, loss, scipy } of await fixture<ScipyCase[]>('power-laws.json')) {
      const fit = fitted(toPoints(x, loss), { floor, huber });
      // scipy compares values, which leaves it half of the digits.
      expect(fit.alpha, `${name}: alpha`).to.be.closeTo(scipy.alpha, 1e-6 * scipy.alpha);
      expect(fit.E, `${name}: E`).to.be.closeTo(scipy.E, 1e-6 * loss[loss.length - 1]);
      expect(fit.A, `${name}: A`).to.be.closeTo(scipy.A, 1e-5 * scipy.A);
      if (scipy.alphaError !== undefined) {
        const half = studentT(0.95, fit.degreesOfFreedom) * scipy.alphaError;
        expect(halfWidth(fit, 2), `${name}: half-width`).to.be.closeTo(half, 1e-5 * half);
      }
      if (scipy.EError !== undefined) {
        const half = studentT(0.95, fit.degreesOfFreedom) * scipy.EError;
        expect(halfWidth(fit, 0), `${name}: half-width of E`).to.be.closeTo(half, 1e-5 * half);
      }
    }
  });
});

describe('power law, on published tables', () => {
  it('finds the compute law of supercollapse, and predicts its largest runs', async () => {
    const rows = await publishedTable('supercollapse_mlp_const.csv');
    if (!rows) return;
    const points = supercollapsePoints(rows);
    const all = fitted(points);
    expect(all.A).to.be.closeTo(0.0499, 2e-4);
    expect(all.alpha).to.be.closeTo(0.1537, 1e-3);
    expect(all.E).to.be.closeTo(0.0002, 1e-4);
    expect(all.r2).to.be.above(0.9999);
    const none: Floor = { type: 'none' };
    expect(fitted(points, { floor: none }).alpha).to.be.closeTo(0.1523, 2e-4);
    // Five runs predict three, up to seventeen times their compute; the errors in percent.
    const five = points.slice(0, 5);
    const pure = percentErrors(fitted(five, { floor: none }), points.slice(5));
    for (const [i, error] of [0.5, -0.2, 0.3].entries()) expect(pure[i]).to.be.closeTo(error, 0.1);
    const saturating = percentErrors(fitted(five), points.slice(5));
    for (const [i, error] of [1.4, 1.5, 3.2].entries()) expect(saturating[i]).to.be.closeTo(error, 0.2);
  });

  it('says that supercollapse, whose truth has no floor, may have none', async () => {
    const rows = await publishedTable('supercollapse_mlp_const.csv');
    if (!rows) return;
    const { chosen, undecided } = choosePowerLaw(supercollapsePoints(rows), null);
    expect((chosen as PowerLawFit).intervals.E[0]).to.equal(0);
    expect(undecided).to.equal(true);
  });

  it('covers the known floor of noisy zipf facts, and predicts the largest size', async () => {
    const rows = await publishedTable('ref_zipf_facts_curves.csv');
    if (!rows) return;
    const last = new Map<number, number>();
    for (const [labelNoise, , N, , loss] of rows) if (labelNoise === 0.2) last.set(N, loss);
    const points = toPoints([...last.keys()], [...last.values()]);
    expect(points).to.have.length(7);
    const fit = fitted(points);
    expect(fit.E).to.be.closeTo(1.0107, 1e-4);
    expect(halfWidth(fit, 0)).to.be.closeTo(0.021, 1e-4);
    expect(0.990337, 'the exact floor').to.be.within(...fit.intervals.E);
    expect(fit.alpha).to.be.closeTo(0.742, 2e-3);
    expect(halfWidth(fit, 2)).to.be.closeTo(0.214, 1e-3);
    const { interval, loss } = predictPowerLaw(fitted(points.slice(0, 6)), points[6].x, 0.9);
    expect(loss).to.be.closeTo(1.034, 1e-3);
    // With even noise 0.015; these points scatter less as they grow.
    expect(interval[1] - loss).to.be.closeTo(0.0108, 1e-3);
    expect(points[6].loss).to.be.within(...interval);
  });

  it('sees that no power law describes the sudden learning of addition', async () => {
    const rows = await publishedTable('bnsl_4digit_addition.csv');
    if (!rows) return;
    const points = rows.map(([x, loss]) => ({ x, loss, standardError: null })).slice(0, 14);
    const fit = fitted(points, { floor: { type: 'none' }, minimumDecades: 0.5 });
    expect(fit.warnings.join(' ')).to.match(/bend away/);
  });
});

/** Loss at the compute-optimal horizon of each width: (C in PFLOP, loss). */
function supercollapsePoints(rows: readonly (readonly number[])[]): LawPoint[] {
  const sizes = [...new Set(rows.map(([, N]) => N))];
  return sizes.map((size) => {
    const horizon = (size / 1346251.61) ** 2.040882;
    const curve = rows.filter(([, N]) => N === size);
    const after = curve.findIndex(([, , , C]) => C >= horizon);
    const [, , , C0, loss0] = curve[after - 1];
    const [, , , C1, loss1] = curve[after];
    const share = Math.log(horizon / C0) / Math.log(C1 / C0);
    return { x: horizon, loss: loss0 ** (1 - share) * loss1 ** share, standardError: null };
  });
}
