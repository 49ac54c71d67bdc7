// Covers src/figures/loss-figure.ts, and the curves of src/figures/loss-curves.ts that it draws

import { expect } from 'chai';
import { plainStyle } from '../../src/figures/chart-style.js';
import { figureSvg } from '../../src/figures/figure-svg.js';
import { lossFigure } from '../../src/figures/loss-figure.js';
import { CURVE_POINTS } from '../../src/lab/records/curve.js';
import { LabStore } from '../../src/lab/records/store.js';
import { recordsToJson } from '../../src/lab/records/write-records.js';
import { modelWidth } from '../../src/models/model-spec.js';
import { device, planOf } from '../support/finished-run.js';
import { syntheticState } from '../support/synthetic-state.js';

describe('the chart of loss curves', () => {
  it('is small, and so are its records, of a million training losses a replica', () => {
    const plan = planOf({ 'training.steps': 1_000_000, 'model.widths': [4], 'seeds.count': 1 });
    const [run] = plan.runs;
    const replicas = run.replicas.length;
    const store = new LabStore();
    store.apply([
      { type: 'plan-started', plan, device, time: 1 },
      { type: 'run-started', run: run.id, time: 2 },
    ]);
    const losses = new Float32Array(4096 * replicas).map((_, i) => 1 + 1 / (1 + (i % 4096)));
    for (let firstStep = 0; firstStep < 1_000_000; firstStep += 4096) {
      const count = Math.min(4096, 1_000_000 - firstStep);
      const part = count === 4096 ? losses : losses.subarray(0, count * replicas);
      store.apply([{ type: 'losses', run: run.id, firstStep, count, losses: part }]);
    }
    const { runs } = store.state;
    expect(runs[0].step).to.equal(1_000_000);
    expect(runs[0].curve.steps.length).to.be.within(CURVE_POINTS / 2, CURVE_POINTS);
    const figure = lossFigure(runs, { unit: 'nats' });
    const points = figure.lines.reduce((sum, line) => sum + line.points.length, figure.marks.length);
    expect(points).to.be.within(CURVE_POINTS / 2, CURVE_POINTS);
    expect(figureSvg(figure, plainStyle).length).to.be.below(100_000);
    expect(recordsToJson(store.state).length).to.be.below(100_000 * replicas);
  });

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
