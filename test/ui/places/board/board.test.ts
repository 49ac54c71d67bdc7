// Covers src/ui/places/board/{class-law,lab-board,lab-share-out,board-styles,words}.ts and src/ui/session/board-files.ts, with the share that a
// link asks for: src/ui/experiment/experiment-controller.ts, src/ui/page/notices.ts, src/ui/session/results.ts.

import { expect, use } from 'chai';
import { chaiA11yAxe } from 'chai-a11y-axe';
import { fixture, html } from '@open-wc/testing-helpers';
import { planOfShard, unitsOf } from '../../../../src/lab/plan/units.js';
import { recordsToJson } from '../../../../src/lab/records/write-records.js';
import { specToHash } from '../../../../src/lab/share/spec-link.js';
import { readRecordFile } from '../../../../src/lab/records/check-record.js';
import { withShard } from '../../../../src/ui/session/address.js';
import { KeptFiles, type BoardFile } from '../../../../src/ui/session/board-files.js';
import type { PageView } from '../../../../src/ui/page/view.js';
import '../../../../src/ui/places/board/lab-board.js';
import type { LabBoard } from '../../../../src/ui/places/board/lab-board.js';
import { find, query } from '../../../support/find.js';
import { finishedStore, lossOf, planOf } from '../../../support/finished-run.js';
import { openPage, part, start, text } from '../../../support/page.js';
import { waitUntil } from '../../../support/wait-until.js';

use(chaiA11yAxe);

const settings = { 'seeds.count': 3, 'lrSweep.widen': false, 'evaluation.points': 2 };
const whole = planOf({ ...settings, 'model.widths': [4, 8, 16, 32, 64] });
const COUNT = 15;

function shareOf(index: number, { time = index, loss = lossOf() } = {}): BoardFile {
  const plan = planOfShard(whole, { index, count: COUNT });
  return { name: `share-${index}.json`, text: recordsToJson(finishedStore(plan, loss, time).state) };
}

let boards = 0;
const newName = (): string => `board-${Date.now()}-${boards++}`;

async function openBoard(name = newName()): Promise<LabBoard> {
  const view = { spec: whole.spec, device: null, theme: 'light' } as Partial<PageView> as PageView;
  const board = await fixture<LabBoard>(
    html`<lab-board .view=${view} .kept=${new KeptFiles(name)}></lab-board>`,
  );
  await board.updateComplete;
  return board;
}

async function drop(board: LabBoard, files: readonly BoardFile[]): Promise<void> {
  const dataTransfer = new DataTransfer();
  for (const { name, text } of files) dataTransfer.items.add(new File([text], name));
  const event = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
  find(board, '.columns').dispatchEvent(event);
  await waitUntil(() => !shown(board).includes('Reading '));
}

const shown = (board: LabBoard): string => board.shadowRoot!.textContent.replace(/\s+/g, ' ');
const button = (board: LabBoard, label: string): HTMLButtonElement =>
  [...board.shadowRoot!.querySelectorAll('button')].find(({ textContent }) => textContent.includes(label))!;

describe('the board of a class', () => {
  it('shows the law of all files in any order, who trained what, and what is missing with its links', async () => {
    const board = await openBoard();
    expect(shown(board)).to.include('No law yet.');
    const files = Array.from({ length: COUNT }, (_, i) => shareOf(i + 1));
    await drop(board, files.slice(2).reverse());
    await waitUntil(() => shown(board).includes('13 of 15 sizes with a seed are in'));
    await waitUntil(() => shown(board).includes('2 shares missing'));
    await waitUntil(() => query(board, 'lab-figure-chart') !== null);
    const links = find<HTMLTextAreaElement>(board, '[aria-label^="These links"]');
    await waitUntil(() => links.value.split('\n').length === 2);
    expect(links.value).to.match(/#e=2\.[^&]+&shard=1\/15\n.*&shard=2\/15$/);
    await drop(board, [...files.slice(0, 2), files[5]]);
    await waitUntil(() => shown(board).includes('15 of 15 sizes with a seed are in'));
    expect(shown(board)).not.to.include('missing');
    const rows = [...board.shadowRoot!.querySelectorAll('tbody tr')].map((row) => row.textContent);
    expect(rows).to.have.length(COUNT);
    expect(rows[0]).to.include('share-1.json').and.to.include('4 wide, seed');
  });

  it('keeps the files over a reload, drops one with all that it trained, and clears with a way back', async () => {
    const name = newName();
    const board = await openBoard(name);
    await drop(board, [shareOf(1), shareOf(2), shareOf(3)]);
    await waitUntil(() => shown(board).includes('They stay in this browser'));
    board.kept.close();
    const again = await openBoard(name);
    await waitUntil(() => shown(again).includes('3 of 15'));
    find<HTMLButtonElement>(again, '[aria-label="Drop what share-2.json trained"]').click();
    await waitUntil(() => shown(again).includes('2 of 15'));
    button(again, 'Clear the board').click();
    await waitUntil(() => shown(again).includes('The board is empty.'));
    button(again, 'Bring them back').click();
    await waitUntil(() => shown(again).includes('2 of 15'));
    again.kept.close();
    const last = await openBoard(name);
    await waitUntil(() => shown(last).includes('2 of 15'));
  });

  it('says whether machines agree that trained the same', async () => {
    const board = await openBoard();
    const far = shareOf(1, { time: 99, loss: (run, replica) => 3 * lossOf()(run, replica) });
    await drop(board, [shareOf(1), { ...far, name: 'far.json' }]);
    await waitUntil(() => shown(board).includes('Some machines do not agree'));
    expect(shown(board)).to.match(
      /(far\.json and share-1|share-1\.json and far)\S* do not agree on w4, seed \d/,
    );
  });

  it('leaves out what is not a part of the experiment, with the reason, and gives files of one name names of their own', async () => {
    const board = await openBoard();
    const other = planOf({ ...settings, 'training.steps': 210 });
    const foreign = { name: 'other.json', text: recordsToJson(finishedStore(other).state) };
    const same = { ...shareOf(2), name: 'share-1.json' };
    await drop(board, [shareOf(1), same, foreign, { name: 'cut.json', text: '{"format": "scaling-lab' }]);
    await waitUntil(() => shown(board).includes('2 of 15'));
    expect(shown(board)).to.include('other.json: it is of another experiment');
    expect(shown(board)).to.include('cut.json: ');
    expect(shown(board)).to.include('share-1.json (2)');
  });

  it('makes a link for each machine, at most one for each size with a seed', async () => {
    const board = await openBoard();
    const out = part(board as never, 'lab-share-out');
    await waitUntil(() => query<HTMLTextAreaElement>(out, 'textarea')?.value.includes('shard=') === true);
    const links = (): string[] => find<HTMLTextAreaElement>(out, 'textarea').value.split('\n');
    expect(links()).to.have.length(unitsOf(whole).length);
    const machines = find<HTMLInputElement>(out, 'input');
    machines.value = '4';
    machines.dispatchEvent(new Event('change'));
    await waitUntil(() => links().length === 4);
    expect(links()[2]).to.match(/#e=2\.[^&]+&shard=3\/4$/);
    expect(out.shadowRoot!.querySelector('svg')!.getAttribute('aria-label')).to.equal('QR code of share 1');
  });

  it('is accessible', async () => {
    const board = await openBoard();
    await drop(board, [shareOf(1), shareOf(2)]);
    await expect(board).to.be.accessible();
  });
});

/** What an action hands to the visitor as a file. */
async function saved(act: () => void): Promise<{ readonly download: string; readonly content: Blob }> {
  const { createObjectURL } = URL;
  const { click } = HTMLAnchorElement.prototype;
  const files: Blob[] = [];
  const names: string[] = [];
  URL.createObjectURL = (blob: Blob) => {
    files.push(blob);
    return createObjectURL.call(URL, blob);
  };
  HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
    names.push(this.download);
  };
  try {
    act();
    await waitUntil(() => names.length === 1);
  } finally {
    URL.createObjectURL = createObjectURL;
    HTMLAnchorElement.prototype.click = click;
  }
  return { download: names[0], content: files[0] };
}

describe('a link to a share of an experiment', () => {
  it('trains that share alone, and hands out its file', async () => {
    const { app } = await openPage();
    location.hash = withShard(await specToHash(whole.spec), '2/15');
    await waitUntil(() => text(app, 'lab-notices').includes('Your share of an experiment of many: 2 of 15'));
    expect(text(app, 'lab-notices')).to.include('4 models');
    expect(location.hash).to.match(/&shard=2\/15$/);
    await start(app, 'Finished');
    await waitUntil(() => text(app, 'lab-notices').includes('Save my share'));
    const { download, content } = await saved(() =>
      [...find(app, 'lab-notices').shadowRoot!.querySelectorAll('button')]
        .find(({ textContent }) => textContent.includes('Save my share'))!
        .click(),
    );
    expect(download).to.match(/_share-2-of-15\.json$/);
    const { plan } = readRecordFile(await content.text()).records;
    expect(plan).to.deep.include({ units: [1], shard: { index: 2, count: 15 } });
  });

  it('is refused in words where there is no such share, and is left with another experiment', async () => {
    const { app } = await openPage();
    const hash = await specToHash(whole.spec);
    location.hash = withShard(hash, '9/3');
    await waitUntil(() => text(app, 'lab-notices').includes('a shard such as 7/30'));
    location.hash = withShard(hash, '1/15');
    await waitUntil(() => text(app, 'lab-notices').includes('Your share'));
    app.dispatchEvent(
      new CustomEvent('spec-change', { detail: { spec: { ...whole.spec, seeds: { count: 2, first: 0 } } } }),
    );
    await waitUntil(() => !text(app, 'lab-notices').includes('Your share'));
    await waitUntil(() => !location.hash.includes('shard'));
  });
});
