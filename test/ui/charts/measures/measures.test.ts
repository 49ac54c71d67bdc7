// Covers src/ui/charts/measures: what is measured beside the loss. Also src/ui/charts/{chart-styles,draw-bars,words}.ts.

import { fixture, html } from '@open-wc/testing-helpers';
import { expect, use } from 'chai';
import { chaiA11yAxe } from 'chai-a11y-axe';
import { resolveExperiment } from '../../../support/experiments.js';
import { skillKindOf } from '../../../../src/laws/runs/skills.js';
import '../../../../src/ui/charts/measures/lab-measures-chart.js';
import type { LabMeasuresChart } from '../../../../src/ui/charts/measures/lab-measures-chart.js';
import { measureLines } from '../../../../src/ui/charts/measures/measure-columns.js';
import { words } from '../../../support/find.js';
import { endOf } from '../../../support/synthetic-state.js';
import { adoptTokens } from '../../../../src/ui/parts/tokens.js';

use(chaiA11yAxe);
adoptTokens(document);

const tales = resolveExperiment('grammar', { 'task.context': 24, 'model.widths': [4, 8, 16] });

describe('measures beside the loss', () => {
  it('are sentences right over steps, and over the size of the models', () => {
    const { runs } = endOf(tales).state;
    expect(skillKindOf(runs)).to.equal('sentences');
    expect(
      measureLines(runs, 'sentences', 'step', { rung: 0, asked: 0 }).map(({ name }) => name),
    ).to.deep.equal(['4 channels', '8 channels', '16 channels']);
    const [{ points }] = measureLines(runs, 'sentences', 'size', { rung: 0, asked: 0 });
    expect(points.length).to.equal(3);
    expect(points[2][1]).to.be.above(points[0][1]);
  });

  it('have their intervals, in the table under the chart too', async () => {
    const addition = resolveExperiment('addition');
    const { runs } = endOf(addition).state;
    const asked = addition.evaluation.samples;
    for (const axis of ['step', 'size'] as const) {
      for (const { points } of measureLines(runs, 'answers', axis, { rung: 0, asked })) {
        for (const [, share, interval] of points) {
          const [low, high] = interval!;
          expect(share).to.be.within(low, high);
          expect(high - low).to.be.within(0.001, 0.1);
        }
      }
    }
    const chart = await fixture<LabMeasuresChart>(
      html`<lab-measures-chart .runs=${runs} .asked=${asked}></lab-measures-chart>`,
    );
    expect(words(chart, '.data th[scope=col]')).to.include('95 %');
    expect(words(chart, '.data td')).to.match(/\d+ to \d+/);
    await expect(chart).to.be.accessible();
  });

  it('are whole answers for addition, and nothing for a manifold', () => {
    expect(skillKindOf(endOf(resolveExperiment('addition')).state.runs)).to.equal('answers');
    expect(skillKindOf(endOf(resolveExperiment('manifold', { 'training.steps': 200 })).state.runs)).to.equal(
      null,
    );
  });

  it('are the subtasks of a mix under their mean, in a chart that reads', async () => {
    const { runs } = endOf(resolveExperiment('parity-mix')).state;
    const lines = measureLines(runs, 'subtasks', 'size', { rung: 0, asked: 0 });
    expect(lines.length).to.equal(65);
    expect(lines.at(-1)).to.include({ name: 'mean, as drawn', colour: null });
    const chart = await fixture<LabMeasuresChart>(
      html`<lab-measures-chart .runs=${runs} unit="nats"></lab-measures-chart>`,
    );
    expect(words(chart, 'h2')).to.equal('Losses of the subtasks');
    expect(chart.shadowRoot!.querySelectorAll('select option').length).to.equal(7);
    await expect(chart).to.be.accessible();
  });
});
