// Covers src/ui/language/text/text-library.ts, and links to experiments about it: the text at hand and its store. Also
// src/ui/language/text/text-store.ts.

import { expect } from 'chai';
import { tasks } from '../../../../src/data/tasks/tasks.js';
import type { TextSpec } from '../../../../src/data/tasks/text.js';
import { keepTokenizedText } from '../../../../src/data/text/tokenized-text.js';
import { readText } from '../../../../src/data/text/given-text.js';
import { composeExperiment } from '../../../../src/lab/presets/resolve.js';
import { specFromHash, specToHash } from '../../../../src/lab/share/spec-link.js';
import { TextLibrary } from '../../../../src/ui/language/text/text-library.js';
import { TextStore } from '../../../../src/ui/language/text/text-store.js';
import { waitUntil } from '../../../support/wait-until.js';

const settings = { tokens: 'character', vocabulary: 257, heldOut: 0.1 } as const;
const content = 'It was the best of times, it was the worst of times. '.repeat(500);
const given = readText(new TextEncoder().encode(content), 'two-cities.txt', settings);
const { textId } = given.text.source;
const task: TextSpec = { ...tasks.text.defaults, ...settings, textId, name: 'two-cities.txt' };

describe('the library of texts', () => {
  const host = { addController: () => undefined, removeController: () => undefined } as const;
  const libraryOf = (store: TextStore): { library: TextLibrary; ready: string[] } => {
    const ready: string[] = [];
    const updates = { ...host, requestUpdate: () => undefined, updateComplete: Promise.resolve(true) };
    const library = new TextLibrary(
      updates,
      () => store,
      ({ text }) => void ready.push(text.source.tokens),
    );
    return { library, ready };
  };

  it('makes tokens of a text, others when asked, and keeps it over a reload', async () => {
    const store = new TextStore(`test-texts-${Date.now()}`);
    const { library, ready } = libraryOf(store);
    await library.give(new Blob([content]), 'two-cities.txt', task);
    expect(library.stateOf(task).type).to.equal('ready');
    const bytes = { ...task, tokens: 'byte' } as const;
    expect(library.stateOf(bytes).type).to.equal('absent');
    library.prepare(bytes);
    expect(library.stateOf(bytes).type).to.equal('reading');
    await waitUntil(() => ready.length === 2, 'expected tokens');
    expect(ready).to.deep.equal(['character', 'byte']);
    await waitUntil(async () => (await store.load())?.given.text.source.tokens === 'byte');
    const later = libraryOf(store).library;
    await later.restore();
    expect(later.stateOf(bytes).type).to.equal('ready');
    await later.forget();
    expect(await store.load()).to.equal(null);
  });

  it('keeps several texts, and puts the one at hand that an experiment is about', async () => {
    const store = new TextStore(`test-texts-${Date.now()}-several`);
    const { library } = libraryOf(store);
    const other = 'Call me Ishmael. '.repeat(900);
    const otherId = readText(new TextEncoder().encode(other), 'whale.txt', settings).text.source.textId;
    const about = { ...task, textId: otherId, name: 'whale.txt' };
    await library.give(new Blob([content]), 'two-cities.txt', task);
    await library.give(new Blob([other]), 'whale.txt', about);
    await waitUntil(async () => (await store.load())?.given.text.source.textId === otherId);
    const later = libraryOf(store).library;
    await later.restore();
    expect(later.stateOf(task).type).to.equal('absent');
    await later.seek(task);
    expect(later.stateOf(task).type).to.equal('ready');
    await later.forget();
    expect((await store.find([textId, otherId])).map(({ name }) => name)).to.deep.equal(['whale.txt']);
  });

  it('does not take a text for another, whatever the file says that it came in', async () => {
    const store = new TextStore(`test-texts-${Date.now()}-false`);
    const id = '0123456789abcdef';
    const bytes = new TextEncoder().encode(content);
    expect(await store.add([{ id, name: 'two-cities.txt', bytes }])).to.equal(null);
    const { library, ready } = libraryOf(store);
    await library.seek({ ...task, textId: id });
    expect(library.stateOf({ ...task, textId: id }).type).to.equal('absent');
    expect(library.given).to.equal(null);
    expect(ready).to.deep.equal([]);
  });

  it('says why a file is not a text', async () => {
    const { library } = libraryOf(new TextStore(`test-texts-${Date.now()}-none`));
    await library.give(new Blob([Uint8Array.of(0x25, 0x50, 0x44, 0x46, 0)]), 'book.pdf', task);
    const state = library.stateOf(task);
    expect(state.type === 'refused' && state.message).to.equal(
      'book.pdf is a PDF; copy its text and paste that',
    );
  });
});

describe('a link to an experiment about a text', () => {
  it('is shown without the text, and is complete once that is given', async () => {
    const unknown = composeExperiment('text', {
      size: 'standard',
      'task.textId': 'ffffffffffffffff',
      'task.name': 'yours.txt',
    });
    expect((await specFromHash(await specToHash(unknown)))?.task).to.deep.equal(unknown.task);
    keepTokenizedText(given.text);
    const known = composeExperiment('text', {
      size: 'standard',
      'task.textId': textId,
      'task.name': 'two-cities.txt',
    });
    expect(await specFromHash(await specToHash(known))).to.deep.equal(known);
  });
});
