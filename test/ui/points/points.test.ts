// Covers src/ui/points/lab-points.ts and src/worker/fits/{main,client}.ts: tables on the page, and the worker that fits them. Also
// src/ui/charts/figure/lab-figure-chart.ts, src/ui/parts/{notice,segmented}.ts,
// src/ui/points/{lab-groups,lab-law-panel,lab-points-columns,lab-points-rows,lab-points-source}.ts,
// src/ui/points/{points-controller,points-styles,words}.ts and src/worker/fits/{fit-points,protocol}.ts.

import { fixture, html } from '@open-wc/testing-helpers';
import { expect, use } from 'chai';
import { chaiA11yAxe } from 'chai-a11y-axe';
import { exampleTable } from '../../../src/laws/examples/example-tables.js';
import '../../../src/ui/points/lab-points.js';
import type { LabPoints } from '../../../src/ui/points/lab-points.js';
import { adoptTokens } from '../../../src/ui/parts/tokens.js';
import { createFitsClient, type FitsClient } from '../../../src/worker/fits/client.js';
import { fitPoints } from '../../../src/worker/fits/fit-points.js';
import { syntheticTable } from '../../support/synthetic-table.js';
import { waitUntil } from '../../support/wait-until.js';

use(chaiA11yAxe);
adoptTokens(document);

/** Fits in this thread, each law once: bootstraps come second. */
const quickFits: FitsClient = {
  async fit(request, sink) {
    const seen = new Set<string>();
    for (const event of fitPoints(request)) {
      const id = event.type === 'panel' ? event.panel.id : event.type;
      if (seen.has(id)) break;
      seen.add(id);
      await sink(event);
    }
  },
  terminate: () => undefined,
};

let tables = 0;

/** Each table is another, whatever is in it. */
function give(points: LabPoints, name: string, input: string): void {
  points.settings = {};
  points.table = { key: `test-${tables++}`, name, input };
}

const open = (fits = quickFits): Promise<LabPoints> =>
  fixture<LabPoints>(html`<lab-points style="width: 1200px" .fits=${fits}></lab-points>`);
const all = <E extends Element>(root: ShadowRoot | null | undefined, selector: string): E[] => [
  ...(root?.querySelectorAll<E>(selector) ?? []),
];
const words = (element: Element | null | undefined): string =>
  (element?.shadowRoot ?? element)?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
const child = (points: LabPoints, tag: string): Element | null =>
  points.shadowRoot?.querySelector(tag) ?? null;
async function settled(points: LabPoints): Promise<void> {
  await points.updateComplete;
  const stage = child(points, '.stage');
  await waitUntil(() => stage?.getAttribute('aria-busy') === 'false', 'fits end');
}

async function loaded(text: string, name = 'runs.csv', fits = quickFits): Promise<LabPoints> {
  const points = await open(fits);
  give(points, name, text);
  await settled(points);
  return points;
}

async function choose(points: LabPoints, name: string, value: string): Promise<void> {
  const columns = child(points, 'lab-points-columns')?.shadowRoot;
  const [select] = all<HTMLSelectElement>(columns, `select[name="${name}"]`);
  select.value = value;
  select.dispatchEvent(new Event('change'));
  await settled(points);
}

describe('<lab-points>', () => {
  it('shows the laws of a table, its bad rows and what was assumed', async () => {
    const points = await loaded(syntheticTable());
    expect(all(points.shadowRoot, 'input[name=law]').length).to.equal(7);
    expect(words(child(points, 'lab-points-rows')))
      .to.include('45 of 47 rows')
      .and.include('The rows of all purpose are fitted together')
      .and.include('line 47 val_loss is "nan"')
      .and.include('it is taken to be 6 N D');
    await expect(points).to.be.accessible();
  });

  it('draws every law with a table of its numbers', async () => {
    const points = await loaded(syntheticTable());
    // Charts are drawn where they are in sight.
    all<HTMLButtonElement>(child(points, 'lab-tray')?.shadowRoot, 'header > button')[0].click();
    for (const tab of all<HTMLInputElement>(points.shadowRoot, 'input[name=law]')) {
      tab.click();
      await points.updateComplete;
      const panel = child(points, 'lab-law-panel');
      await waitUntil(() => words(panel) !== '');
      const charts = [
        ...all(panel?.shadowRoot, 'lab-figure-chart'),
        ...all(points.shadowRoot, '.checks lab-figure-chart'),
      ];
      for (const chart of charts) {
        await waitUntil(() => chart.shadowRoot?.querySelector('canvas'), tab.value);
        expect(all(chart.shadowRoot, 'tbody tr').length, tab.value).to.be.above(1);
        expect(all(chart.shadowRoot, '[aria-label^=Save]').length).to.equal(3);
      }
      await expect(panel).to.be.accessible();
    }
  });

  it('refits for another count of N, and for other rows', async () => {
    const points = await loaded(syntheticTable());
    const columns = child(points, 'lab-points-columns');
    expect(words(columns)).to.include('The exponent depends on it');
    const [, nonEmbedding] = all<HTMLInputElement>(columns?.shadowRoot, 'input[name=convention]');
    nonEmbedding.click();
    await settled(points);
    expect(all<HTMLSelectElement>(columns?.shadowRoot, 'select[name=N]')[0].value).to.equal(
      'N_non_embedding',
    );
    await choose(points, 'filter-purpose', 'all');
    expect(words(child(points, 'lab-points-rows'))).to.include('45 of 47 rows');
  });

  it('shows a law for each group and one table of exponents, or one law for all', async () => {
    const points = await loaded(exampleTable('groups')!.text());
    const groups = child(points, 'lab-groups');
    expect(words(groups)).to.include('4 groups, 4 laws').and.include('The rows are split by manifold');
    expect(words(child(points, 'lab-law-panel'))).to.include('α = 3.9');
    all<HTMLButtonElement>(groups?.shadowRoot, 'th button')[3].click();
    await settled(points);
    expect(words(child(points, 'lab-law-panel'))).to.match(/α = 0\.(4|5)/);
    await expect(points).to.be.accessible();
    await choose(points, 'split', '');
    expect(child(points, 'lab-groups')).to.equal(null);
    expect(words(points)).not.to.include('4 laws');
  });

  it('takes rows in that a flag leaves out, and leaves out all rows of a value', async () => {
    const lines = Array.from({ length: 12 }, (_, i) => {
      const N = Math.round(1000 * 3 ** i);
      return `${N},${(1 + 20 * N ** -0.3).toFixed(5)},${i === 11 ? 1 : 0},${i % 2 === 0 ? 'a' : 'b'}`;
    });
    const points = await loaded(['N,loss,outlier,set', ...lines].join('\n'));
    const rows = child(points, 'lab-points-rows');
    expect(words(rows)).to.include('11 of 12 rows').and.include('1 row marked by outlier');
    all<HTMLButtonElement>(rows?.shadowRoot, 'button.text')[0].click();
    await settled(points);
    expect(words(rows)).to.include('12 of 12 rows').and.include('Rows marked by outlier are used.');
    await choose(points, 'filter-set', 'but:b');
    expect(words(rows)).to.include('6 of 12 rows');
    expect(points.settings.where).to.deep.equal([{ column: 'set', value: 'b', isNot: true }]);
    await choose(points, 'filter-set', 'all');
    expect(words(rows)).to.include('12 of 12 rows');
  });

  it('multiplies a column by another unit', async () => {
    const points = await loaded('size_M,loss\n1,3\n2,2.5\n4,2.2\n8,2.05\n16,1.97\n32,1.9');
    const columns = child(points, 'lab-points-columns')?.shadowRoot;
    const scale = (): HTMLInputElement => all<HTMLInputElement>(columns, 'input[name=scale-N]')[0];
    await choose(points, 'N', 'size_M');
    expect(Number(scale().value)).to.equal(1e6);
    scale().value = '1000';
    scale().dispatchEvent(new Event('change'));
    await settled(points);
    expect(points.settings.scales).to.deep.equal({ N: 1000 });
    expect(points.settings.columns?.N).to.equal('size_M');
  });

  it('takes columns by hand where their names say nothing', async () => {
    const points = await loaded('size,score\n10,3\n20,2.5\n40,2.2\n80,2.05\n160,1.97');
    expect(words(points)).to.include('Which column is the loss?');
    await choose(points, 'loss', 'score');
    expect(words(child(points, 'lab-law-panel'))).to.include('α =');
    await expect(points).to.be.accessible();
  });

  it('says in a sentence that a file is not a table', async () => {
    const points = await open();
    give(points, 'notes.txt', 'dear diary');
    await settled(points);
    expect(words(points)).to.include('notes.txt: there are no rows');
  });
});

describe('points far off a surface', () => {
  it('pull at squares and hardly at Huber loss, which one switch chooses', async () => {
    const lines = syntheticTable().trim().split('\n');
    const configs = lines[9].split(',');
    const loss = lines[0].split(',').indexOf('val_loss');
    lines[9] = configs.map((config, i) => (i === loss ? String(1.3 * Number(config)) : config)).join(',');
    const points = await loaded(lines.join('\n'));
    const summary = async (): Promise<string> => {
      all<HTMLInputElement>(points.shadowRoot, 'input[value=surface]')[0].click();
      await points.updateComplete;
      return words(child(points, 'lab-law-panel'));
    };
    expect(await summary())
      .to.include('least squares of log loss')
      .and.to.include('typical deviations off');
    const columns = child(points, 'lab-points-columns');
    all<HTMLInputElement>(columns?.shadowRoot, 'input[value=huber]')[0].click();
    await settled(points);
    expect(await summary())
      .to.include('Huber’s loss of log loss')
      .and.not.to.include('typical deviations off');
    await expect(columns).to.be.accessible();
  });
});

describe('the worker of fits', () => {
  it('brings all panels, and drops a fit for the next', async () => {
    const client = createFitsClient();
    const points = await loaded(syntheticTable(), 'first.csv', client);
    give(points, 'second.csv', syntheticTable());
    await points.updateComplete;
    give(points, 'third.csv', syntheticTable());
    await settled(points);
    expect(all(points.shadowRoot, 'input[name=law]').length).to.equal(7);
    all<HTMLInputElement>(points.shadowRoot, 'input[value=surface]')[0].click();
    await points.updateComplete;
    await waitUntil(() => words(child(points, 'lab-law-panel')).includes('bootstrap of 1 k'));
    client.terminate();
  });
});

describe('the worker of fits, again', () => {
  it('answers one fit after another, whatever the garbage collector took between them', async () => {
    const client = createFitsClient();
    const request = { source: { text: 'N,loss\n1,2\n' }, robust: false };
    for (let round = 0; round < 4; round++) {
      let events = 0;
      await client.fit(request, () => Promise.resolve(void events++));
      expect(events, `fit ${round + 1}`).to.be.above(1);
      // Enough garbage to have it collected.
      for (let i = 0; i < 40; i++) new Float64Array(1e6).fill(i);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    client.terminate();
  });
});

describe('a file of 100 000 rows', () => {
  it('is read beside the page, which goes on meanwhile', async () => {
    const rows = Array.from({ length: 1e5 }, (_, i) => `${1000 * (1 + (i % 50))},${2 + 30 / (1 + (i % 50))}`);
    const client = createFitsClient();
    const points = await open(client);
    give(points, 'many.csv', ['N,loss', ...rows, 'two,3'].join('\n'));
    await points.updateComplete;
    expect(words(points), 'the file has been taken and not yet read').to.include('Reading …');
    await settled(points);
    expect(words(child(points, 'lab-points-rows')))
      .to.include('100000 of 100001 rows')
      .and.include('line 100002 N is "two"');
    expect(words(child(points, 'lab-law-panel'))).to.include('α = 1.0');
    client.terminate();
  });
});
