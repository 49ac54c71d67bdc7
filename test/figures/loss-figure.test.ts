// Covers src/figures/loss-figure.ts

import { expect } from 'chai';
import { plainStyle } from '../../src/figures/chart-style.js';
import { figureSvg } from '../../src/figures/figure-svg.js';
import { lossFigure } from '../../src/figures/loss-figure.js';
import { modelWidth } from '../../src/models/model-spec.js';
import { lossColumns } from '../../src/ui/charts/loss/loss-columns.js';
import { syntheticState } from '../support/synthetic-state.js';

describe('the chart of loss curves', () => {
  it('has a pale line of training and a line of evaluations with dots for each size, named once', () => {
    const { runs } = syntheticState();
    const { lines, marks } = lossFigure(runs, { unit: 'nats' });
    expect(lines.map(({ style }) => style)).to.deep.equal(runs.flatMap(() => ['pale', 'solid']));
    expect(lines.flatMap(({ name }) => name ?? [])).to.deep.equal(
      runs.map(({ plan }) => `width ${modelWidth(plan.model)}`),
    );
    const evaluated = runs.flatMap(({ evaluations }) => evaluations.filter(({ step }) => step > 0));
    expect(marks).to.have.length(evaluated.length);
  });

  it('holds the numbers that the page draws, also while runs train and where a size is hidden', () => {
    for (const options of [{}, { until: 0.5 }, { diverging: ['w4'] }]) {
      const { runs } = syntheticState(options);
      for (const axis of ['step', 'flops'] as const) {
        const hidden = new Set([1]);
        const { series, data, domain } = lossColumns(runs, axis, hidden);
        const { lines, x, y } = lossFigure(runs, { unit: 'nats', axis, hidden });
        const drawn = series.map((_, i) =>
          data[0].flatMap((at, row) => (data[i + 1][row] === null ? [] : [[at, data[i + 1][row]]])),
        );
        expect(lines.map(({ points }) => points)).to.deep.equal(drawn);
        expect([x.range, y.range]).to.deep.equal([domain.x, domain.y]);
      }
    }
  });

  it('is a well-formed picture before the first loss, too', () => {
    for (const runs of [[], syntheticState({ until: 0.5 }).runs]) {
      const svg = figureSvg(lossFigure(runs, { unit: 'nats' }), plainStyle);
      expect(svg).not.to.contain('NaN');
      expect(new DOMParser().parseFromString(svg, 'image/svg+xml').querySelector('parsererror')).to.equal(
        null,
      );
    }
  });
});
