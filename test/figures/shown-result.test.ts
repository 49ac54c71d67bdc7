// Covers src/figures/shown-result.ts: curves and a law on other axes of loss, above a floor and on linear ones.

import { expect } from 'chai';
import { labLawView } from '../../src/figures/lab-law-view.js';
import { lawFigure } from '../../src/figures/law-figure.js';
import { lossFigure } from '../../src/figures/loss-figure.js';
import { onOneLossAxis } from '../../src/figures/shown-result.js';
import { laws } from '../../src/laws/runs/lab-laws.js';
import { resolveExperiment } from '../support/experiments.js';
import { stateOf } from '../support/synthetic-state.js';

const FLOOR = 0.4;
const state = stateOf(resolveExperiment('glyphs'), { law: { E: FLOOR, A: 9, alpha: 0.7 } });
const unit = 'nats';
const curves = lossFigure(state.runs, { unit });
const law = lawFigure(labLawView(laws(state)[0], { runs: state.runs, ghost: null, forecast: null, unit }));

describe('curves and a law with one axis of loss', () => {
  it('have the same axis, whatever it is', () => {
    for (const scale of ['log', 'linear'] as const)
      for (const minus of [0, FLOOR]) {
        const shown = onOneLossAxis({ curves, law }, { scale, minus });
        expect(shown.curves.y).to.deep.equal(shown.law.y);
        expect(shown.law.y.scale).to.equal(scale);
      }
  });

  it('show losses less the floor, and leave out what does not lie above it', () => {
    const above = onOneLossAxis({ curves, law }, { scale: 'log', minus: FLOOR }).law;
    expect(above.marks.map(({ y }) => y)).to.deep.equal(law.marks.map(({ y }) => y - FLOOR));
    expect(above.y.label).to.match(/ above the floor$/);
    expect(above.lines.every(({ points }) => points.every(([, y]) => y > 0))).to.equal(true);
    const none = onOneLossAxis({ curves, law }, { scale: 'log', minus: 100 }).law;
    expect(none.marks).to.deep.equal([]);
  });

  it('are as they were on logarithmic axes, and begin at zero size and at most at zero above the floor on linear ones', () => {
    const whole = onOneLossAxis({ curves, law }, { scale: 'log', minus: 0 }).law;
    expect(whole.marks).to.equal(law.marks);
    expect(whole.x).to.equal(law.x);
    const linear = onOneLossAxis({ curves, law }, { scale: 'linear', minus: FLOOR }).law;
    expect(linear.x.scale).to.equal('linear');
    expect([linear.x.range[0], linear.y.range[0]]).to.deep.equal([0, 0]);
  });
});
