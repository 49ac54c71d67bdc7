// Covers src/fit/isoflop against tables that authors published

import { expect } from 'chai';
import { valueOnLine } from '../../../src/fit/goodness/log-line.js';
import { fitted, parabola, refused, spline } from './sample-valleys.js';
import { publishedRows } from '../../support/published.js';

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
        expect(fitted(points, { ...spline, axis: 'D' }).exponent).to.be.closeTo(alpha / (alpha + beta), 1e-3);
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
      const bySpline = fitted(points, spline);
      expect(bySpline.exponent, `${config}: spline`).to.be.closeTo(exponent, 0.003);
      expect(exponent).to.be.within(...bySpline.exponentInterval);
      expect(fitted(points).exponent, `${config}: centred`).to.be.closeTo(exponent, 0.035);
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
