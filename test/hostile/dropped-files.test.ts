// Covers src/ui/page/lab-drop.ts, src/ui/places/tables/given.lazy.ts and src/ui/places/history/lab-history.ts where files come from outside:
// whatever is given to the page, it opens all of it or says why not, and nothing is thrown past it. The readers themselves are attacked
// by the other tests here, with many more inputs.

import { expect } from 'chai';
import fc from 'fast-check';
import { plan } from '../../src/lab/plan/plan.js';
import { LabStore } from '../../src/lab/records/store.js';
import { recordsToJson } from '../../src/lab/records/write-records.js';
import { Library } from '../../src/ui/library/library.js';
import type { LabApp } from '../../src/ui/lab-app.js';
import { find } from '../support/find.js';
import { measuredTables, mutantsOf, tables } from '../support/mutants.mjs';
import { newLibrary, openPage, part } from '../support/page.js';
import { smallManifold, syntheticBatches } from '../support/synthetic-run.js';
import { waitUntil } from '../support/wait-until.js';

const RUNS = 14;
const spec = smallManifold({ 'training.steps': 200 });
const events = [...syntheticBatches(plan(spec))].flat();

/** All words of an element and of what is in its shadow. */
function allWords(node: Node): string {
  if (node instanceof HTMLStyleElement) return '';
  if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? '';
  const inside = node instanceof Element && node.shadowRoot ? [node.shadowRoot] : [];
  return [...inside, ...node.childNodes].map(allWords).join(' ');
}

describe('files that are given to the page', () => {
  const thrown: string[] = [];
  const hear = (event: Event): void => {
    thrown.push(String(event instanceof ErrorEvent ? event.error : (event as PromiseRejectionEvent).reason));
  };
  beforeEach(() => {
    thrown.length = 0;
    window.addEventListener('error', hear);
    window.addEventListener('unhandledrejection', hear);
  });
  afterEach(() => {
    window.removeEventListener('error', hear);
    window.removeEventListener('unhandledrejection', hear);
  });

  /** The page says something about the file, and is whole. */
  async function isSaid(app: LabApp, name: string): Promise<void> {
    await waitUntil(() => allWords(app).includes(name), `expected the page to speak of ${name}`);
    await app.updateComplete;
    expect(thrown, name).to.deep.equal([]);
    expect(allWords(app)).to.not.match(/undefined|\[object|\bNaN\b/);
  }

  function drop(file: File): void {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(file);
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }

  it('open or are refused in words: records, tables, and what nearly is one', async () => {
    const { app } = await openPage();
    const store = new LabStore();
    store.apply(events);
    const records = JSON.parse(recordsToJson(store.state)) as unknown;
    const inputs = fc.oneof(mutantsOf([records]), tables, measuredTables, fc.string({ maxLength: 40 }));
    let count = 0;
    for (const input of fc.sample(inputs, { numRuns: 2 * RUNS, seed: 1 })) {
      location.hash = '#e';
      await waitUntil(() => location.hash.startsWith('#e'));
      const name = `dropped-${count++}.txt`;
      drop(new File([input], name));
      await isSaid(app, name);
    }
    expect(await app.library.list()).to.deep.equal([]);
  }).timeout(120_000);

  it('are added whole or not at all, where they hold experiments', async () => {
    const source = new Library({ name: newLibrary(), oldName: '' });
    for (let i = 0; i < 2; i++) {
      source.append(source.begin(spec), events);
      await source.flush();
    }
    const whole = new Uint8Array(await (await source.exportAll())!.file.arrayBuffer());
    const { app } = await openPage();
    location.hash = '#history';
    await waitUntil(() => allWords(app).includes('Nothing measured yet'));
    const damage = fc.record({
      at: fc.nat(whole.length - 1),
      bit: fc.nat(7),
      cut: fc.oneof(fc.constant(whole.length), fc.nat(whole.length)),
    });
    let count = 0;
    const files = fc.sample(damage, { numRuns: RUNS, seed: 1 }).map(({ at, bit, cut }) => {
      const copy = whole.slice();
      copy[at] ^= 1 << bit;
      return copy.slice(0, cut);
    });
    for (const bytes of [...files, whole]) {
      const name = `experiments-${count++}.lab`;
      const input = find<HTMLInputElement>(part(app, 'lab-history'), 'input[type=file]');
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], name));
      input.files = transfer.files;
      input.dispatchEvent(new Event('change'));
      if (bytes === whole) await waitUntil(() => allWords(app).includes('2 experiments were added'));
      else await isSaid(app, name);
      expect(await app.library.list()).to.have.length(bytes === whole ? 2 : 0);
    }
    expect(thrown).to.deep.equal([]);
  }).timeout(120_000);
});
