// Covers src/figures/loss-figure.ts, and the curves of src/figures/loss-curves.ts that it draws

import { expect } from 'chai';
import { plainStyle } from '../../src/figures/chart-style.js';
import { figureSvg } from '../../src/figures/figure-svg.js';
import { lossFigure } from '../../src/figures/loss-figure.js';
import { modelWidth } from '../../src/models/model-spec.js';
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

  it('measures x in steps, samples or FLOPs, and leaves out what is hidden', () => {
    const { runs } = syntheticState();
    const { steps, batch, trainingFlops } = runs[0].plan;
    const lasts = (['step', 'samples', 'flops'] as const).map(
      (axis) => lossFigure(runs, { unit: 'nats', axis }).lines[1].points.at(-1)![0],
    );
    expect(lasts).to.deep.equal([steps, steps * batch, trainingFlops]);
    const some = lossFigure(runs, { unit: 'nats', hidden: new Set([0]) });
    expect(some.lines).to.have.length(2 * (runs.length - 1));
  });

  it('stays in sight where a run diverges', () => {
    const { runs } = syntheticState({ diverging: ['w4'] });
    const { y, lines } = lossFigure(runs, { unit: 'nats' });
    const starts = lines.map(({ points }) => points[0][1]);
    expect(y.range[1]).to.be.at.most(40 * Math.max(...starts));
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
