// Every state of the page without a GPU, by name in ?state=…; test/screenshots.mjs takes their pictures.

import '../../../src/ui/analysis.lazy.js';
import '../../../src/ui/lab-app.js';
import type { LabApp } from '../../../src/ui/lab-app.js';
import { ForecastJournal } from '../../../src/ui/law/forecast/forecast-journal.js';
import { panelIds } from '../../../src/figures/panels/panel.js';
import type { LabPoints } from '../../../src/ui/points/lab-points.js';
import { Library } from '../../../src/ui/library/library.js';
import { composeExperiment } from '../../../src/lab/presets/resolve.js';
import { hashOf } from '../../../src/ui/session/address.js';
import { emit } from '../../../src/ui/session/page-events.js';
import { TextStore } from '../../../src/ui/language/text/text-store.js';
import { adoptTokens } from '../../../src/ui/parts/tokens.js';
import { find, query } from '../../support/find.js';
import { SyntheticClient, type SyntheticClientOptions } from '../../support/synthetic-client.js';
import { processor, softwareDevice } from '../../support/synthetic-run.js';
import { syntheticTable } from '../../support/synthetic-table.js';
import { comparedId, compareHash } from '../../../src/ui/places/compare/compare-list.js';
import { fillLibrary } from './library-scenes.js';
import { placeScenes } from './place-scenes.js';

interface Scene {
  readonly client: SyntheticClientOptions;
  /** What the address asks to train on. */
  readonly engine?: 'gpu';
  /** Presses Start once the page is ready. */
  readonly start?: boolean;
  readonly then?: (app: HTMLElement, client: SyntheticClient) => Promise<void>;
}

const problem = (type: 'no-webgpu' | 'no-adapter', message = ''): SyntheticClientOptions => ({
  report: { type: 'problem', problem: { type, message } },
});

/** A page without WebGPU. */
const onProcessor: SyntheticClientOptions = {
  device: processor,
  withoutGpu: { type: 'no-webgpu', message: '' },
};

const scenes: Readonly<Record<string, Scene>> = {
  ...placeScenes,
  opening: { client: { report: 'never' } },
  ready: { client: {} },
  software: {
    client: { device: softwareDevice },
    engine: 'gpu',
    then: (app) => choose(app, 'size', 'standard'),
  },
  'no-webgpu': { client: onProcessor },
  'no-webgpu-help': { client: onProcessor, then: (app) => press(app, 'lab-device-line', 'button.words') },
  'no-webgpu-running': { client: { ...onProcessor, until: 0.45 }, start: true },
  'no-webgpu-finished': { client: onProcessor, start: true },
  'no-adapter': { client: problem('no-adapter'), engine: 'gpu' },
  compiling: { client: { compiled: 0.6 }, start: true },
  running: { client: { until: 0.45 }, start: true },
  paused: { client: { until: 0.6, then: [{ type: 'paused' }] }, start: true },
  'too-few': { client: { until: 0.4, ended: 2 }, start: true },
  finished: { client: {}, start: true },
  diverged: { client: { diverging: ['w16', 'w64'] }, start: true },
  stopped: {
    client: {
      until: 0.7,
      ended: 4,
      then: [{ type: 'plan-finished', outcome: 'stopped', message: '', time: 0 }],
    },
    start: true,
  },
  'device-lost': {
    client: {
      until: 0.7,
      ended: 5,
      then: [
        { type: 'device-lost', reason: 'unknown', message: 'the driver was reset' },
        { type: 'plan-finished', outcome: 'device-lost', message: 'the driver was reset', time: 0 },
      ],
    },
    start: true,
  },
  failed: {
    client: {
      until: 0.001,
      then: [
        {
          type: 'plan-finished',
          outcome: 'failed',
          message: 'linear_forward.wgsl:14: unknown name x',
          time: 0,
        },
      ],
    },
    start: true,
  },
  ghost: {
    client: {},
    start: true,
    then: async (app, client) => {
      client.options = { law: { E: 0, A: 2.2, alpha: 0.5 } };
      await press(app, 'lab-run-controls', 'button.primary');
    },
  },
  glyphs: {
    client: { law: { E: 0.4, A: 60, alpha: 0.62 } },
    then: async (app) => {
      await choose(app, 'preset', 'glyphs');
      await press(app, 'lab-run-controls', 'button.primary');
    },
  },
  forecast: {
    client: {},
    start: true,
    then: async (app) => showForecast(app),
  },
  'forecast-training': {
    client: {},
    start: true,
    then: async (app, client) => {
      client.options = { until: 0.6 };
      await showForecast(app);
    },
  },
  'forecast-missed': {
    client: {},
    start: true,
    then: async (app, client) => {
      client.options = { law: { E: 0.001, A: 12, alpha: 0.94 } };
      await showForecast(app);
    },
  },
  'forecast-open': { client: {}, start: true, then: (app) => scrollTo(app, 'lab-forecast') },
  points: { client: problem('no-webgpu'), then: (app) => openPoints(app, null) },
  ...Object.fromEntries(
    panelIds.map((id): [string, Scene] => [
      `points-${id}`,
      { client: problem('no-webgpu'), then: (app) => openPoints(app, id) },
    ]),
  ),
  tales: {
    client: { law: { E: 1.2, A: 30, alpha: 0.4 } },
    then: async (app) => {
      await choose(app, 'preset', 'grammar');
      await press(app, 'lab-run-controls', 'button.primary');
      await appears(app, 'lab-weights');
      await press(app, 'lab-weights', 'form button.primary');
      await press(app, 'lab-weights', 'form button[type=button]');
      await scrollTo(app, 'lab-samples');
    },
  },
  addition: {
    client: { law: { E: 0, A: 30, alpha: 0.6 } },
    then: async (app) => {
      await choose(app, 'preset', 'addition');
      await press(app, 'lab-run-controls', 'button.primary');
      await appears(app, 'lab-measures-chart');
      await scrollTo(app, 'lab-measures-chart');
    },
  },
  'parity-mix': {
    client: { law: { E: 0.01, A: 6, alpha: 0.4 } },
    then: async (app) => {
      await choose(app, 'preset', 'parity-mix');
      await press(app, 'lab-run-controls', 'button.primary');
      await appears(app, 'lab-measures-chart');
      await scrollTo(app, 'lab-measures-chart');
    },
  },
  'text-missing': {
    client: {},
    then: async (app) => {
      await choose(app, 'preset', 'text');
      await appears(app, 'lab-text-source');
    },
  },
  'text-given': {
    client: {},
    then: async (app) => {
      await choose(app, 'preset', 'text');
      await appears(app, 'lab-text-source');
      const file = new Blob([tale]);
      emit(find(app, 'lab-text-source'), 'give-text', { file, name: 'tales of the lake.txt' });
      await new Promise((resolve) => setTimeout(resolve, 3000));
    },
  },
  history: {
    client: {},
    then: async (app) => {
      await fillLibrary((app as LabApp).library);
      await goTo(app, '#history', 'lab-history');
      for (const name of ['amber fox', 'quiet heron'])
        await press(app, 'lab-history', `[aria-label="Choose ${name}"]`);
    },
  },
  compare: {
    client: {},
    then: async (app) => {
      const ids = await fillLibrary((app as LabApp).library);
      const four = ['quiet heron', 'amber fox', 'plain finch'].map((name) => comparedId(ids.get(name)!));
      await goTo(app, compareHash([...four, 'bigger-d8']), 'lab-compare');
    },
  },
  'compare-empty': { client: {}, then: (app) => goTo(app, '#compare', 'lab-compare') },
  'history-empty': { client: {}, then: (app) => goTo(app, '#history', 'lab-history') },
  'zipf-data': {
    client: { law: { E: 0.2, A: 1, alpha: 0.3 } },
    then: async (app) => {
      await choose(app, 'preset', 'zipf-facts-data');
      await press(app, 'lab-run-controls', 'button.primary');
    },
  },
};

/** A text as a visitor would paste it. */
const tale = Array.from(
  { length: 900 },
  (_, i) =>
    `Once there was a ${['fox', 'crow', 'cat'][i % 3]} who lived by the ${['lake', 'hill'][i % 2]} ${i}.\n`,
).join('');

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 250));

/** Panels that are loaded when they are needed come a moment later. */
async function appears(app: HTMLElement, element: string): Promise<void> {
  while (!query(app, element)?.shadowRoot) await settle();
}

/** Opens a place of the page, and waits until it has nothing more to read. */
async function goTo(app: HTMLElement, hash: string, element: string): Promise<void> {
  location.hash = hash;
  await appears(app, element);
  await new Promise((resolve) => setTimeout(resolve, 1500));
}

async function press(app: HTMLElement, element: string, button: string): Promise<void> {
  find<HTMLButtonElement>(find(app, element), button).click();
  await settle();
}

async function showForecast(app: HTMLElement): Promise<void> {
  // Larger runs are planned after the law is drawn.
  await appears(app, 'lab-forecast');
  while (!query(find(app, 'lab-forecast'), 'button.primary')) await settle();
  await press(app, 'lab-forecast', 'button.primary');
  await settle();
  await scrollTo(app, 'lab-forecast');
}

async function scrollTo(app: HTMLElement, element: string): Promise<void> {
  find(app, element).scrollIntoView({ block: 'start' });
  await settle();
}

/** Opens the part for points; with a law, loads a table there and shows it. */
async function openPoints(app: HTMLElement, id: string | null): Promise<void> {
  location.hash = hashOf('tables');
  while (!query(app, 'lab-table-start')) await settle();
  if (id === null) return;
  emit(find(app, 'lab-table-start'), 'open-table', { name: 'chinchilla-like.csv', input: syntheticTable() });
  while (!query(app, 'lab-points')) await settle();
  const points = find<LabPoints>(app, 'lab-points');
  await settle();
  while (points.shadowRoot!.querySelector('[aria-busy=true]')) await settle();
  const tabs = [...points.shadowRoot!.querySelectorAll<HTMLInputElement>('input[name=law]')];
  tabs.find(({ value }) => value === id)!.click();
  await settle();
}

async function choose(app: HTMLElement, name: 'preset' | 'size', value: string): Promise<void> {
  if (name === 'preset') {
    const spec = composeExperiment(value, { size: 'small' });
    emit(find(app, 'lab-experiment-panel'), 'spec-change', { spec });
    return settle();
  }
  const panel = find(app, 'lab-experiment-panel').shadowRoot!;
  const radios = [...panel.querySelectorAll<HTMLInputElement>(`input[name=${name}]`)];
  radios.find((radio) => radio.value === value)!.click();
  await settle();
}

adoptTokens(document);
const name = new URLSearchParams(location.search).get('state') ?? 'ready';
const scene = scenes[name];
if (scene.engine) history.replaceState(null, '', `?state=${name}&engine=${scene.engine}`);
const client = new SyntheticClient(scene.client);
const app = document.createElement('lab-app');
app.client = client;
app.library = new Library({ name: `gallery-${Math.random()}`, oldName: '' });
app.textStore = new TextStore(`gallery-${Math.random()}`);
app.forecastJournal = new ForecastJournal(`gallery-${Math.random()}`);
document.body.append(app);
await settle();
await settle();
if (scene.start) await press(app, 'lab-run-controls', 'button.primary');
await scene.then?.(app, client);
await settle();
document.documentElement.dataset.ready = name;
