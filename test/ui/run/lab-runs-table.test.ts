// Covers src/ui/run/lab-runs-table.ts and src/ui/run/runs-rows.ts: the table of runs. Also src/ui/parts/controls.ts,
// src/ui/run/words.ts and src/ui/session/page-events.ts.

import { fixture, html, oneEvent } from '@open-wc/testing-helpers';
import { expect, use } from 'chai';
import { chaiA11yAxe } from 'chai-a11y-axe';
import { laws } from '../../../src/laws/runs/lab-laws.js';
import { resolveExperiment } from '../../support/experiments.js';
import type { LabState } from '../../../src/lab/records/record.js';
import '../../../src/ui/run/lab-runs-table.js';
import type { LabRunsTable } from '../../../src/ui/run/lab-runs-table.js';
import { smallManifold } from '../../support/synthetic-run.js';
import { words } from '../../support/find.js';
import { stateOf } from '../../support/synthetic-state.js';
import { adoptTokens } from '../../../src/ui/parts/tokens.js';

use(chaiA11yAxe);
adoptTokens(document);

const short = smallManifold({ 'training.steps': 200 });

describe('<lab-runs-table>', () => {
  const show = (state: LabState, live = false): Promise<LabRunsTable> =>
    fixture(
      html`<lab-runs-table
        .runs=${state.runs}
        .points=${laws(state).at(0)?.points ?? []}
        .live=${live}
      ></lab-runs-table>`,
    );

  it('has a row a size: rate, loss with its error, outcome', async () => {
    const table = await show(stateOf(short, { diverging: ['w4'] }));
    expect(table.shadowRoot!.querySelectorAll('tbody tr').length).to.equal(short.model.widths.length);
    expect(words(table, 'tbody tr:first-child')).to.include('±').and.include('2 of 8 diverged');
    expect(words(table, 'tbody tr:last-child')).to.include('finished');
    await expect(table).to.be.accessible();
  });

  it('shows accuracy where there is one, and data sets where they are the ladder', async () => {
    const glyphs = resolveExperiment('glyphs', { 'training.steps': 200, 'model.widths': [4, 8] });
    expect(words(await show(stateOf(glyphs)), 'thead')).to.include('Accuracy');
    const facts = resolveExperiment('zipf-facts-data', { 'training.steps': 200 });
    expect(words(await show(stateOf(facts)), 'thead'))
      .to.include('Data set')
      .and.not.include('Width');
  });

  it('skips a size that is not done', async () => {
    const table = await show(stateOf(short, { until: 0.5, ended: 1 }), true);
    const [skip] = table.shadowRoot!.querySelectorAll<HTMLButtonElement>('.skip button');
    setTimeout(() => skip.click());
    const { detail } = await oneEvent<CustomEvent<{ run: string }>>(table, 'skip-run');
    expect(detail.run).to.equal(`w${short.model.widths[1]}`);
    await expect(table).to.be.accessible();
  });
});
