// Covers src/ui/places/tables/lab-tables.ts and src/ui/page/lab-drop.ts: tables as a place of the page. Also
// src/ui/library/kept-tables.ts, src/ui/places/compare/table-source.ts,
// src/ui/places/tables/{given.lazy,lab-table-start,open-tables,table-link,words}.ts and
// src/ui/points/{given-file,lab-points-source,lab-table-forecast,lab-sealed-points,scale-switch,table-settings}.ts and
// src/laws/forecast/sealed-points.ts.

import { expect, use } from 'chai';
import { chaiA11yAxe } from 'chai-a11y-axe';
import { plan } from '../../../../src/lab/plan/plan.js';
import { LabStore } from '../../../../src/lab/records/store.js';
import { recordsToJson } from '../../../../src/lab/records/write-records.js';
import type { LabApp } from '../../../../src/ui/lab-app.js';
import { keptTables } from '../../../../src/ui/library/kept-tables.js';
import { emit } from '../../../../src/ui/session/page-events.js';
import { find, query } from '../../../support/find.js';
import { noticeButton, openPage, start, text } from '../../../support/page.js';
import { smallManifold, syntheticBatches } from '../../../support/synthetic-run.js';
import { waitUntil } from '../../../support/wait-until.js';

use(chaiA11yAxe);

const small = 'N,loss\n1e3,3\n1e4,2.5\n1e5,2.2\n1e6,2.0\n1e7,1.9\n';

/** All points of tables in sight are fitted. */
async function fitted(app: LabApp, count = 1): Promise<HTMLElement[]> {
  const all = (): HTMLElement[] => {
    const place = query(app, 'lab-tables')?.shadowRoot;
    return [...(place?.querySelectorAll<HTMLElement>('lab-points') ?? [])];
  };
  await waitUntil(() => {
    const points = all();
    return (
      points.length === count &&
      points.every((each) => query(each, '[aria-busy=true]') === null && query(each, 'lab-law-panel'))
    );
  }, 'expected laws');
  return all();
}

const chosen = (points: Element): string =>
  query<HTMLInputElement>(points, 'input[name=law]:checked')?.value ?? '';

function drop(name: string, content: BlobPart): void {
  const dropped = new DataTransfer();
  dropped.items.add(new File([content], name));
  const over = new DragEvent('dragover', { dataTransfer: dropped, bubbles: true, cancelable: true });
  window.dispatchEvent(over);
  const event = new DragEvent('drop', { dataTransfer: dropped, bubbles: true, cancelable: true });
  window.dispatchEvent(event);
}

describe('the place for tables', () => {
  it('offers a file, eight tables whose law is known, and one’s own runs', async () => {
    const { app } = await openPage();
    location.hash = '#table';
    await waitUntil(() => query(app, 'lab-table-start') !== null, 'expected the place');
    const offers = find(app, 'lab-table-start');
    await waitUntil(() => text(app, 'lab-table-start').includes('True: '));
    expect(offers.shadowRoot!.querySelectorAll('.cards a').length).to.equal(8);
    expect(text(app, 'lab-table-start')).to.include('Nothing measured yet');
    await expect(offers).to.be.accessible();
  });

  it('opens an example with the law that it was made for, and keeps it over Back and a change of columns', async () => {
    const { app } = await openPage();
    location.hash = '#table=example-budgets';
    let [points] = await fitted(app);
    expect(chosen(points)).to.equal('isoflop');
    expect(text(app, 'lab-law-panel')).to.include('a = 0.4');
    const surface = find<HTMLInputElement>(points, 'input[value=surface]');
    surface.click();
    await waitUntil(() => location.hash.includes('!1.'), 'expected the law in the address');
    const { hash } = location;
    location.hash = '#table=example-size';
    await waitUntil(() => text(app, 'lab-points').includes('one-size.csv'));
    await fitted(app);
    history.back();
    await waitUntil(
      () => text(app, 'lab-points').includes('compute-budgets.csv'),
      'expected the table before',
    );
    [points] = await fitted(app);
    expect(location.hash).to.equal(hash);
    expect(chosen(points)).to.equal('surface');
    await expect(points).to.be.accessible();
  });

  it('opens a small table that is dropped anywhere, and has all of it in the link', async () => {
    const { app } = await openPage();
    drop('mine.csv', small);
    await waitUntil(() => location.hash.startsWith('#table=1.'), 'expected the table');
    await fitted(app);
    expect(text(app, 'lab-points')).to.include('mine.csv').and.include('5 rows');
    const { hash } = location;
    location.hash = '#table';
    await waitUntil(() => query(app, 'lab-table-start') !== null);
    for (const { key } of await keptTables.list()) await keptTables.forget(key);
    location.hash = hash;
    await fitted(app);
    expect(text(app, 'lab-points')).to.include('mine.csv');
  });

  it('keeps a larger table in the browser, and says in words where it is not', async () => {
    const { app } = await openPage();
    const rows = Array.from(
      { length: 400 },
      (_, i) => `${1000 + 37 * i},${(2 + 40 / (10 + i) + 0.001 * Math.sin(999 * i * i)).toFixed(7)}`,
    );
    emit(app, 'open-table', {
      name: `${'a-long-name-'.repeat(9)}.csv`,
      input: ['N,loss', ...rows].join('\n'),
    });
    await waitUntil(() => location.hash.startsWith('#table=kept-'), 'expected a key');
    await fitted(app);
    expect(find(app, 'lab-points').scrollWidth).to.be.at.most(innerWidth);
    location.hash = '#table=kept-0000';
    await waitUntil(() => text(app, 'lab-tables').includes('kept in another browser'));
    location.hash = '#table=1.cutShort';
    await waitUntil(() => text(app, 'lab-tables').includes('cut off or damaged'));
    location.hash = '#table=example-none';
    await waitUntil(() => text(app, 'lab-tables').includes('no example called “none”'));
  });

  it('forecasts and plans with a table, and puts two beside each other to compare', async () => {
    const { app } = await openPage();
    location.hash = '#table=example-size~example-groups';
    const [size] = await fitted(app, 2);
    const forecast = find(size, 'lab-table-forecast');
    const number = find<HTMLInputElement>(forecast, 'input[type=number]');
    number.value = '3e9';
    number.dispatchEvent(new Event('change'));
    const said = (): string => forecast.shadowRoot!.textContent.replace(/\s+/g, ' ');
    await waitUntil(() => said().includes('10 × further'));
    // 1.9 + 42 N^-0.31 is 1.948 there.
    expect(said()).to.match(/The law expects 1\.9[3-6]/);
    expect(query(size, 'lab-planner')?.shadowRoot?.textContent).to.include('Expected loss');
    find<HTMLAnchorElement>(find(app, 'lab-tables'), '[href^="#compare"]').click();
    await waitUntil(() => text(app, 'lab-compare').includes('one-size.csv'), 'expected both laws');
    expect(text(app, 'lab-compare')).to.include('four-groups.csv').and.include('A file');
  });

  it('seals a forecast of a run that the table lacks, and says how it came out once the table has its row', async () => {
    const { app } = await openPage();
    drop('mine.csv', small);
    await waitUntil(() => location.hash.startsWith('#table=1.'), 'expected the table');
    const [points] = await fitted(app);
    const box = (): string => text(app, 'lab-sealed-points');
    const press = (label: string): void =>
      [...find(app, 'lab-sealed-points').shadowRoot!.querySelectorAll('button')]
        .find(({ textContent }) => textContent.includes(label))!
        .click();
    await waitUntil(() => box().includes('Seal it'));
    press('Hold out the largest');
    await waitUntil(() => /Without N = 10 M, the law of the other 4 sizes expects 1\.\d+/.test(box()));
    const number = find<HTMLInputElement>(find(points, 'lab-table-forecast'), 'input[type=number]');
    number.value = '1e8';
    number.dispatchEvent(new Event('change'));
    await waitUntil(() => text(app, 'lab-table-forecast').includes('10 × further'));
    press('Seal it');
    await waitUntil(() => box().includes('Sealed today'));
    expect(box()).to.include('At N = 100 M the law expects a loss of 1.');
    await expect(find(app, 'lab-sealed-points')).to.be.accessible();
    drop('mine-longer.csv', `${small}1e8,1.84\n`);
    await waitUntil(() => text(app, 'lab-points').includes('mine-longer.csv'));
    await waitUntil(() => /Hit: .* off, where up to .* was allowed\./.test(box()), 'expected a score');
    find<HTMLInputElement>(find(app, 'lab-law-panel'), 'input[value=linear]').click();
    const chart = (): HTMLElementTagNameMap['lab-figure-chart'] =>
      find(find(app, 'lab-law-panel'), 'lab-figure-chart');
    await waitUntil(() => chart().figure?.y.scale === 'linear');
    expect(chart().figure!.y.range[0]).to.equal(0);
  });

  it('refuses in words what is not a table, and opens results of the lab in the lab', async () => {
    const { app } = await openPage();
    drop('plot.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]));
    await waitUntil(
      () =>
        text(app, 'lab-notices').includes(
          'plot.png: This is a picture, not a table. Open a CSV, TSV or JSON file.',
        ),
      '',
    );
    drop('weights.bin', new Uint8Array(64));
    await waitUntil(() => text(app, 'lab-notices').includes('not text'));
    const store = new LabStore();
    for (const batch of syntheticBatches(plan(smallManifold()))) store.apply(batch);
    const records = recordsToJson(store.state);
    drop('broken.json', records.replace('"spec"', '"sepc"'));
    await waitUntil(() => text(app, 'lab-notices').includes('broken.json: spec: this field is missing'), '');
    location.hash = '#table';
    await waitUntil(() => query(app, 'lab-table-start') !== null);
    drop('manifold.json', records);
    await waitUntil(() => text(app, 'lab-notices').includes('Recorded run. From manifold.json'));
    // The dials keep the experiment that they had.
    expect(text(app, 'lab-side')).to.include('not the settings of the recorded run');
    noticeButton(app, 'Close')!.click();
    await waitUntil(() => !text(app, 'lab-notices').includes('Recorded run.'));
  });

  it('fits every law to the runs in sight with one press, under their own name', async () => {
    const { app } = await openPage();
    await start(app, 'Finished');
    const press = find<HTMLButtonElement>(app, 'lab-runs-table button');
    expect(press.textContent.trim()).to.equal('All laws');
    await waitUntil(() => !press.disabled, 'points of the runs are there');
    press.click();
    await fitted(app);
    expect(location.hash).to.match(/^#table=run-/);
    expect(text(app, 'lab-points')).to.match(/\w+ \w+ · /);
    expect(text(app, 'lab-law-panel')).to.include('α = ');
    expect(text(app, 'lab-points-rows')).to.include('points of training curves');
  });
});
