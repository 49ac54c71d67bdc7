// Covers src/ui/library/{library,library-texts,connection,database,locks,problem}.ts: every experiment is kept, in whatever tab it was started, and what
// cannot be written is told and tried again. Also src/lab/library/{entry,library-file,limits,names}.ts and src/lab/plan/run-plan-schema.ts, src/ui/library/keep.lazy.ts,
// src/ui/library/words.ts and src/ui/places/history/{lab-storage,words}.ts.
import { fixture, html } from '@open-wc/testing-helpers';
import { expect } from 'chai';
import { InputError } from '../../../src/base/errors.js';
import { lasts } from '../../../src/lab/journal/lasts.js';
import { nameFor } from '../../../src/lab/library/names.js';
import { plan } from '../../../src/lab/plan/plan.js';
import type { RunEvent } from '../../../src/lab/records/events.js';
import type { KeptText } from '../../../src/lab/library/library-file.js';
import { composeExperiment } from '../../../src/lab/presets/resolve.js';
import * as keep from '../../../src/ui/library/keep.lazy.js';
import { Library } from '../../../src/ui/library/library.js';
import { textsFor, type LibraryTexts } from '../../../src/ui/library/library-texts.js';
import { words } from '../../../src/ui/library/words.js';
import '../../../src/ui/places/history/lab-storage.js';
import type { LabStorage } from '../../../src/ui/places/history/lab-storage.js';
import { words as historyWords } from '../../../src/ui/places/history/words.js';
import { waitUntil } from '../../support/wait-until.js';
import { checkpointOf, smallManifold, syntheticBatches } from '../../support/synthetic-run.js';

const spec = smallManifold({ 'training.steps': 200 });
const whole = plan(spec);
const events = [...syntheticBatches(whole)].flat();
const half = [...syntheticBatches(whole, { until: 0.5, ended: 1 })].flat();

let names = 0;
const newName = (): string => `library-test-${Date.now()}-${names++}`;
const libraryOf = (name: string): Library => new Library({ name, oldName: `${name}-old` });

/** Keeps an experiment; resolves to its id. */
async function keepIn(library: Library, left: readonly RunEvent[] = events): Promise<string> {
  const id = library.begin(spec);
  library.append(id, left);
  await library.flush();
  return id;
}

describe('the library', () => {
  it('gives back an experiment as it was, up to its last event', async () => {
    const name = newName();
    const id = await keepIn(libraryOf(name));
    expect(await libraryOf(name).open(id)).to.deep.equal(events.filter(lasts));
  });

  it('has an entry for every start: of two tabs, five each, with reloads between', async () => {
    const name = newName();
    const tabs = [libraryOf(name), libraryOf(name)];
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) {
      ids.push(...(await Promise.all(tabs.map((tab) => keepIn(tab, i % 2 === 0 ? events : half)))));
      if (i === 2) tabs[0] = libraryOf(name);
    }
    const entries = await libraryOf(name).list();
    expect(entries.map(({ id }) => id)).to.have.members(ids);
    const finished = entries.filter(({ outcome }) => outcome === 'finished');
    expect(finished).to.have.length(6);
    for (const { ended, runs } of finished) expect(ended).to.equal(runs);
  });

  it('gives every entry a name of two words that no other has, and keeps the one that a visitor gave', async () => {
    const name = newName();
    const tabs = [libraryOf(name), libraryOf(name)];
    const [id] = await Promise.all([...tabs, ...tabs].map((tab) => keepIn(tab, half)));
    const names = (await tabs[0].list()).map((entry) => entry.name);
    expect(new Set(names).size).to.equal(4);
    for (const each of names) expect(each).to.match(/^[a-z]+ [a-z]+$/);
    await tabs[0].rename(id, 'Mine');
    await keepIn(tabs[1]);
    expect((await tabs[1].list()).map((entry) => entry.name)).to.include('Mine');

    const taken = new Set<string>();
    for (let i = 0; i < 300; i++) taken.add(nameFor(id, taken));
    expect(taken.size).to.equal(300);
    const all = { has: (tried: string) => !/\d/.test(tried) } as Set<string>;
    expect(nameFor(id, all)).to.match(/^[a-z]+ [a-z]+ 2$/);
  });

  it('tells other tabs what has changed', async () => {
    const name = newName();
    const [one, two] = [libraryOf(name), libraryOf(name)];
    const heard = new Promise((resolve) => two.addEventListener('change', resolve, { once: true }));
    await keepIn(one);
    await heard;
    expect(await two.list()).to.have.length(1);
  });

  it('keeps one checkpoint of each run, and none of a run with a result', async () => {
    const name = newName();
    const library = libraryOf(name);
    const [started, ...others] = half;
    const ended = half.findLast((event) => event.type === 'run-finished')!;
    const running = others.findLast((event) => event.type === 'losses')!;
    const id = library.begin(spec);
    for (const event of [started, checkpointOf(ended.run), checkpointOf(running.run), ...others]) {
      library.append(id, [event]);
    }
    for (let i = 0; i < 3; i++) {
      library.append(id, [checkpointOf(running.run)]);
      await library.flush();
    }
    const kept = (await libraryOf(name).open(id))!.filter((event) => event.type === 'checkpoint');
    expect(kept.map(({ run }) => run)).to.deep.equal([running.run]);
    expect(kept[0]).to.deep.equal(checkpointOf(running.run));
  });

  it('renames, notes, deletes and brings back', async () => {
    const library = libraryOf(newName());
    const id = await keepIn(library);
    await library.rename(id, 'With noise');
    await library.note(id, 'two\nlines');
    expect((await library.list())[0]).to.include({ name: 'With noise', note: 'two\nlines' });
    await library.delete(id);
    expect(await library.list()).to.be.empty;
    await library.undelete(id);
    expect((await library.list())[0]).to.include({ id, name: 'With noise' });
    library.append(id, [{ type: 'plan-finished', outcome: 'stopped', message: '', time: 1 }]);
    await library.flush();
    expect((await library.list())[0]).to.include({ name: 'With noise', outcome: 'stopped' });
  });

  it('saves all experiments as one file, which another browser adds, once', async () => {
    const [here, there] = [libraryOf(newName()), libraryOf(newName())];
    const ids = [await keepIn(here), await keepIn(here, [...half, checkpointOf(whole.runs.at(-1)!.id)])];
    await here.rename(ids[0], 'First');
    const file = new Uint8Array(await (await here.exportAll())!.file.arrayBuffer());
    expect(await there.importAll(file)).to.deep.equal({ added: 2, total: 2, problem: null });
    expect(await there.importAll(file)).to.deep.equal({ added: 0, total: 2, problem: null });
    expect((await there.list()).find(({ id }) => id === ids[0])?.name).to.equal('First');
    for (const id of ids) expect(await there.open(id)).to.deep.equal(await here.open(id));
  });

  it('has texts in its files, of the newest experiments first, and names those that are not', async () => {
    const [here, there] = [libraryOf(newName()), libraryOf(newName())];
    const shelf = (texts: readonly KeptText[]): LibraryTexts & { kept: KeptText[] } => ({
      kept: [...texts],
      find: (ids) => Promise.resolve(texts.filter(({ id }) => ids.includes(id))),
      add(more) {
        this.kept.push(...more);
        return Promise.resolve(null);
      },
    });
    const text = (id: string, bytes: number): KeptText => ({
      id: id.repeat(16),
      name: `${id}.txt`,
      bytes: new Uint8Array(bytes).fill(65),
    });
    const texts = [text('a', 1000), text('b', 4000), text('c', 4000)];
    for (const id of ['a', 'b', 'c', 'd']) {
      const about = composeExperiment('text', {
        size: 'small',
        'task.textId': id.repeat(16),
        'task.name': `${id}.txt`,
      });
      const [started, ...rest] = events;
      const experiment = { ...whole, spec: about };
      const all = [{ ...started, plan: experiment } as RunEvent, ...rest];
      const entry = here.begin(about);
      here.append(entry, all);
      await here.flush();
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    here.texts = shelf(texts);
    there.texts = shelf([]);
    const { file, missing } = (await here.exportAll())!;
    expect(missing).to.deep.equal(['d.txt']);
    const experiments = (await here.list()).map((entry) => ({ entry, frames: [] }));
    expect(await textsFor(experiments, here.texts, 6000)).to.deep.equal({
      texts: [texts[2], texts[0]],
      missing: ['d.txt', 'b.txt'],
    });
    const added = await there.importAll(new Uint8Array(await file.arrayBuffer()));
    // None of the four texts is at hand there.
    expect(added).to.deep.equal({ added: 4, total: 4, problem: null });
    expect((there.texts as ReturnType<typeof shelf>).kept.map(({ name }) => name)).to.have.members([
      'a.txt',
      'b.txt',
      'c.txt',
    ]);
    const [{ id }] = await there.list();
    expect(await there.open(id)).to.deep.equal(await here.open(id));
  });

  it('takes nothing of a file that is cut off, damaged, or none of its own', async () => {
    const [here, there] = [libraryOf(newName()), libraryOf(newName())];
    await keepIn(here);
    await keepIn(here, half);
    const file = new Uint8Array(await (await here.exportAll())!.file.arrayBuffer());
    const middle = file.slice();
    middle[Math.floor(file.length / 2)] ^= 1;
    const wrong = [file.slice(0, -1), file.slice(0, 60), middle, new TextEncoder().encode('N,loss\n1,2\n')];
    for (const bytes of wrong) {
      let error: unknown = null;
      await there.importAll(bytes).catch((thrown: unknown) => (error = thrown));
      expect(error).to.be.instanceOf(InputError);
    }
    expect(await there.list()).to.be.empty;
  });

  it('lets one tab at a time write an experiment', async () => {
    const name = newName();
    const [one, two] = [libraryOf(name), libraryOf(name)];
    const id = await keepIn(one, half);
    expect(await two.claim(id)).to.equal(false);
    expect([...(await two.held())]).to.deep.equal([id]);
    one.append(id, [{ type: 'plan-finished', outcome: 'stopped', message: '', time: 1 }]);
    await waitUntil(() => two.claim(id), 'expected the lock');
    one.close();
    two.close();
  });

  it('does not count an experiment that it has ended as trained, though the browser still names its lock', async () => {
    const library = libraryOf(newName());
    const id = await keepIn(library, half);
    const { query } = navigator.locks;
    const before = await navigator.locks.query();
    library.append(id, [{ type: 'plan-finished', outcome: 'stopped', message: '', time: 0 }]);
    // As a browser answers that has not heard of the release yet.
    navigator.locks.query = () => Promise.resolve(before);
    try {
      expect([...(await library.held())]).to.deep.equal([]);
    } finally {
      navigator.locks.query = query;
    }
  });

  it('tells every tab once the browser has taken back the lock of an experiment that ended', async () => {
    const name = newName();
    const [one, two] = [libraryOf(name), libraryOf(name)];
    const id = await keepIn(one, half);
    // As a list of experiments does: it asks when something has changed.
    let held: ReadonlySet<string> = new Set([id]);
    two.addEventListener('change', () => void two.held().then((now) => (held = now)));
    one.append(id, [{ type: 'plan-finished', outcome: 'stopped', message: '', time: 0 }]);
    await waitUntil(() => held.size === 0);
  });
});

describe('the library where storage fails', () => {
  /** What reads and writes, which fails with an error while there is one. */
  const failing = (state: { error: Error | null }) => () =>
    Promise.resolve({
      ...keep,
      openLibrary: (...args: Parameters<typeof keep.openLibrary>) =>
        state.error ? Promise.reject(state.error) : keep.openLibrary(...args),
    });

  for (const [what, error, said] of [
    ['is full, without a message', new DOMException('', 'QuotaExceededError'), words.problem.full],
    ['is missing', new DOMException('denied', 'SecurityError'), words.problem.missing],
    ['is held by an earlier version', new DOMException('', 'VersionError'), words.problem.blocked],
    ['was closed', new DOMException('', 'InvalidStateError'), words.problem.closed],
    ['fails otherwise', new Error('disk I/O error'), 'disk I/O error'],
  ] as const) {
    it(`says so where it ${what}, and writes everything once it works`, async () => {
      const name = newName();
      const state: { error: Error | null } = { error };
      const library = new Library({ name, oldName: '', load: failing(state) });
      const id = library.begin(spec);
      library.append(id, events.slice(0, 5));
      await library.flush();
      expect(library.problem).to.equal(said);
      expect(await library.list()).to.be.empty;
      state.error = null;
      library.append(id, events.slice(5));
      await library.flush();
      expect(library.problem).to.equal(null);
      expect(await libraryOf(name).open(id)).to.deep.equal(events.filter(lasts));
      library.close();
    });
  }

  it('says so where its code cannot be loaded, and loads it later', async () => {
    const name = newName();
    let isOffline = true;
    const load = (): Promise<typeof keep> =>
      isOffline
        ? Promise.reject(new TypeError('Failed to fetch dynamically imported module'))
        : Promise.resolve(keep);
    const library = new Library({ name, oldName: '', load });
    const id = await keepIn(library);
    expect(library.problem).to.equal(words.problem.code);
    isOffline = false;
    await library.flush();
    expect(library.problem).to.equal(null);
    expect(await library.open(id)).to.deep.equal(events.filter(lasts));
  });

  it('says so where storage does not answer, and writes everything once it does', async () => {
    const name = newName();
    let answer = (): void => {};
    const asked = new Promise<void>((resolve) => (answer = resolve));
    const load = (): Promise<typeof keep> =>
      Promise.resolve({
        ...keep,
        openLibrary: (...args: Parameters<typeof keep.openLibrary>) =>
          asked.then(() => keep.openLibrary(...args)),
      });
    const library = new Library({ name, oldName: '', load });
    const id = library.begin(spec);
    library.append(id, events);
    const flushed = library.flush();
    await waitUntil(() => library.problem === words.problem.silent, 'expected the words');
    answer();
    await flushed;
    expect(library.problem).to.equal(null);
    expect(await libraryOf(name).open(id)).to.deep.equal(events.filter(lasts));
  });

  const clear = (name: string): Promise<unknown> =>
    new Promise((resolve) => (indexedDB.deleteDatabase(name).onsuccess = resolve));

  it('writes again all of the experiment that trains where its storage was cleared', async () => {
    const name = newName();
    const library = libraryOf(name);
    await keepIn(library);
    const id = library.begin(spec);
    for (const event of events.slice(0, 5)) library.append(id, [event]);
    await library.rename(id, 'Open');
    await library.flush();
    await clear(name);
    library.append(id, events.slice(5));
    await library.flush();
    expect(await libraryOf(name).open(id)).to.deep.equal(events.filter(lasts));
    const left = await library.list();
    expect(left.map((entry) => [entry.id, entry.name])).to.deep.equal([[id, 'Open']]);
    expect(library.wasCleared).to.equal(true);
    expect(library.problem).to.equal(null);
    library.close();
  });

  it('writes again the experiment on show where its storage was cleared, and says that the others are gone', async () => {
    const name = newName();
    const [first, second] = [libraryOf(name), libraryOf(name)];
    const [gone, id] = [await keepIn(first), await keepIn(second)];
    first.close();
    second.close();
    const [library, other] = [libraryOf(name), libraryOf(name)];
    await other.open(id);
    await library.open(id);
    expect((await library.list()).map((entry) => entry.id)).to.have.members([gone, id]);
    await clear(name);
    // Both tabs that have it open notice; one of them writes it.
    await waitUntil(() => library.wasCleared || other.wasCleared, 'expected it to be noticed');
    await Promise.all([library.flush(), other.flush()]);
    expect(await libraryOf(name).open(id)).to.deep.equal(events.filter(lasts));
    const noticed = library.wasCleared ? library : other;
    const storage = await fixture<LabStorage>(html`<lab-storage .library=${noticed}></lab-storage>`);
    expect(storage.shadowRoot!.textContent).to.include(historyWords.storage.cleared);
    expect((await library.list()).map((entry) => entry.id)).to.deep.equal([id]);
    library.close();
    other.close();
  });
});
