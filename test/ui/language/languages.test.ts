import { aTimeout, fixture, html, oneEvent, waitUntil } from '@open-wc/testing-helpers';
import { expect, use } from 'chai';
import { chaiA11yAxe } from 'chai-a11y-axe';
import { InputError } from '../../../src/base/errors.js';
import { tasks } from '../../../src/data/tasks/tasks.js';
import type { TextSpec } from '../../../src/data/tasks/text.js';
import { keepTokenizedText } from '../../../src/data/text/tokenized-text.js';
import { readText } from '../../../src/data/text/given-text.js';
import type { ReplicaWeights } from '../../../src/lab/records/events.js';
import type { ExperimentSpec, StartSpec } from '../../../src/lab/experiment/experiment.js';
import { plan } from '../../../src/lab/plan/plan.js';
import { composeExperiment } from '../../../src/lab/presets/resolve.js';
import { resolveExperiment } from '../../support/experiments.js';
import { specFromHash, specToHash } from '../../../src/lab/presets/share.js';
import { skillKindOf } from '../../../src/laws/runs/skills.js';
import { LabStore } from '../../../src/lab/records/store.js';
import type { LabState } from '../../../src/lab/records/record.js';
import { readExperiment } from '../../../src/lab/plan/read-experiment.js';
import { weightsFromFile, weightsToFile, type ModelWeights } from '../../../src/lab/weights/weights-file.js';
import '../../../src/ui/charts/measures/lab-measures-chart.js';
import type { LabMeasuresChart } from '../../../src/ui/charts/measures/lab-measures-chart.js';
import { measureLines } from '../../../src/ui/charts/measures/measure-columns.js';
import { TextLibrary } from '../../../src/ui/language/text-library.js';
import { withStart } from '../../../src/ui/experiment/experiment-edits.js';
import { fetchText } from '../../../src/ui/language/fetch-text.js';
import '../../../src/ui/experiment/lab-experiment-panel.js';
import type { LabExperimentPanel } from '../../../src/ui/experiment/lab-experiment-panel.js';
import '../../../src/ui/language/lab-samples.js';
import type { LabSamples } from '../../../src/ui/language/lab-samples.js';
import '../../../src/ui/language/lab-text-source.js';
import type { LabTextSource } from '../../../src/ui/language/lab-text-source.js';
import '../../../src/ui/language/lab-weights.js';
import type { LabWeights, TextGenerator } from '../../../src/ui/language/lab-weights.js';
import { adoptTokens } from '../../../src/ui/parts/tokens.js';
import { TextStore } from '../../../src/ui/language/text-store.js';
import { trainedModels } from '../../../src/ui/language/trained-models.js';
import { SyntheticClient } from '../../support/synthetic-client.js';
import { syntheticBatches, type SyntheticOptions } from '../../support/synthetic-run.js';

use(chaiA11yAxe);
adoptTokens(document);

interface Ended {
  readonly state: LabState;
  readonly weights: ReadonlyMap<string, readonly ReplicaWeights[]>;
}

function endOf(spec: ExperimentSpec, options: SyntheticOptions = {}): Ended {
  const store = new LabStore();
  const weights = new Map<string, readonly ReplicaWeights[]>();
  for (const batch of syntheticBatches(plan(spec), options)) {
    store.apply(batch);
    for (const event of batch) if (event.type === 'weights') weights.set(event.run, event.replicas);
  }
  return { state: store.state, weights };
}

const tales = resolveExperiment('grammar', { 'task.context': 24, 'model.widths': [4, 8, 16] });
const root = (element: HTMLElement): ShadowRoot => element.shadowRoot!;
const inside = <Type extends Element = HTMLElement>(element: HTMLElement, selector: string): Type =>
  root(element).querySelector<Type>(selector)!;
const words = (element: HTMLElement, selector: string): string =>
  [...root(element).querySelectorAll(selector)]
    .map(({ textContent }) => textContent)
    .join(' ')
    .replace(/\s+/g, ' ');

describe('<lab-samples>', () => {
  const { runs } = endOf(tales).state;
  const show = (): Promise<LabSamples> =>
    fixture(html`<lab-samples .task=${tales.task} .runs=${runs}></lab-samples>`);

  it('shows what each size wrote last, smallest first, with its step, its loss and what is right', async () => {
    const element = await show();
    expect(words(element, 'h3')).to.equal('4 channels 8 channels 16 channels');
    expect(words(element, '.facts')).to.match(
      /step 600, loss [\d.]+ ?\d+ % of sentences right \(95 %: \d+ to \d+\)/,
    );
    expect(words(element, '.prompt')).to.include('Once');
    await expect(element).to.be.accessible();
  });

  it('goes back to earlier evaluations', async () => {
    const element = await show();
    const slider = inside<HTMLInputElement>(element, 'input[type=range]');
    slider.value = '0';
    slider.dispatchEvent(new Event('input'));
    await element.updateComplete;
    expect(words(element, '.facts')).to.include('step 1,').and.not.include('step 600');
  });
});

describe('<lab-weights>', () => {
  const { state, weights } = endOf(tales);
  const models = trainedModels(tales, state.runs, weights);
  const show = async (): Promise<{ element: LabWeights; generator: SyntheticClient }> => {
    const generator = new SyntheticClient();
    const element = await fixture<LabWeights>(
      html`<lab-weights .models=${models} .generator=${generator}></lab-weights>`,
    );
    return { element, generator };
  };

  it('offers every replica by size, the best of the largest first chosen', async () => {
    const { element } = await show();
    expect(root(element).querySelectorAll('optgroup').length).to.equal(3);
    const { value } = inside<HTMLSelectElement>(element, 'select');
    expect(value).to.equal(models.findLast(({ best }) => best)?.key);
    await expect(element).to.be.accessible();
  });

  it('goes on from a prompt', async () => {
    const { element, generator } = await show();
    const prompt = inside<HTMLTextAreaElement>(element, 'textarea');
    prompt.value = 'Once upon a time';
    prompt.dispatchEvent(new Event('input'));
    inside(element, 'form button.primary').click();
    await waitUntil(() => words(element, '.result .written') !== '');
    expect(generator.asked).to.deep.equal(['write 48']);
    expect(words(element, '.result .prompt').trim()).to.equal('Once upon a time');
  });

  it('shows a text as it is written, and stops when asked', async () => {
    const { element } = await show();
    const endless: TextGenerator['write'] = async (_writer, prompt, _options, take) => {
      while (await take(prompt.slice(0, 1))) await aTimeout(1);
    };
    element.generator = {
      write: endless,
      logProbabilities: () => Promise.reject(new Error('not asked for')),
    };
    await element.updateComplete;
    inside(element, 'form button.primary').click();
    await waitUntil(() => words(element, '.result .written') !== '');
    expect(inside(element, 'form button.primary')).to.equal(null);
    inside(element, 'button.stop').click();
    await waitUntil(() => inside(element, 'form button.primary') !== null);
    expect(words(element, '.result .written')).to.include('Once');
  });

  it('says which word of a prompt no token stands for', async () => {
    const { element, generator } = await show();
    const prompt = inside<HTMLTextAreaElement>(element, 'textarea');
    prompt.value = 'Once xylophone';
    prompt.dispatchEvent(new Event('input'));
    inside(element, 'form button.primary').click();
    await waitUntil(() => words(element, '[role=alert]').includes('“xylophone”'));
    expect(generator.asked).to.be.empty;
  });

  it('shades a held-out line by surprise, and gives the numbers as a table', async () => {
    const { element } = await show();
    inside(element, 'form button[type=button]').click();
    await waitUntil(() => inside(element, '.probabilities') !== null);
    expect(root(element).querySelectorAll('.probabilities .written span').length).to.equal(24);
    expect(root(element).querySelectorAll('.probabilities tbody tr').length).to.equal(24);
    await expect(element).to.be.accessible();
  });

  it('opens a file of weights, and says what is wrong with one that is none', async () => {
    const { element } = await show();
    const input = inside<HTMLInputElement>(element, 'input[type=file]');
    const give = (bytes: Uint8Array<ArrayBuffer>): void => {
      const files = new DataTransfer();
      files.items.add(new File([bytes], 'mine.safetensors'));
      input.files = files.files;
      input.dispatchEvent(new Event('change'));
    };
    give(new TextEncoder().encode('this is no such file at all'));
    await waitUntil(() => words(element, '[role=alert]').includes('of another format'));
    give(weightsToFile(models[0].weights));
    await waitUntil(() => words(element, 'option').includes('mine.safetensors'));
    expect(inside<HTMLSelectElement>(element, 'select').value).to.equal('opened-1');
  });

  it('makes an experiment that starts from a model, unless one is under way', async () => {
    const { element } = await show();
    const [, button] = root(element).querySelectorAll<HTMLButtonElement>('.model button');
    setTimeout(() => button.click());
    const { detail } = await oneEvent<CustomEvent<{ start: StartSpec; weights: ModelWeights }>>(
      element,
      'start-from',
    );
    const spec = readExperiment(withStart(resolveExperiment('markov'), detail.start, detail.weights)).spec;
    expect(spec.task).to.deep.equal(tales.task);
    expect(spec.model.widths).to.deep.equal([16]);
    expect(spec.start.name).to.match(/^grammar-w16-\d\.safetensors$/);
    const panel = await fixture<LabExperimentPanel>(
      html`<lab-experiment-panel .spec=${spec}></lab-experiment-panel>`,
    );
    expect(words(panel, '.start')).to.include(spec.start.name);
    setTimeout(() => inside(panel, '.start button').click());
    const removed = await oneEvent<CustomEvent<{ spec: ExperimentSpec }>>(panel, 'spec-change');
    expect(removed.detail.spec.start.weightsId).to.equal('');
    element.locked = true;
    await element.updateComplete;
    expect(button.disabled).to.equal(true);
  });

  it('keeps weights that come back from their file bit for bit', () => {
    expect(weightsFromFile(weightsToFile(models[0].weights))).to.deep.equal(models[0].weights);
  });
});

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
    expect(root(chart).querySelectorAll('select option').length).to.equal(7);
    await expect(chart).to.be.accessible();
  });
});

const settings = { tokens: 'character', vocabulary: 257, heldOut: 0.1 } as const;
const content = 'It was the best of times, it was the worst of times. '.repeat(500);
const given = readText(new TextEncoder().encode(content), 'two-cities.txt', settings);
const { textId } = given.text.source;
const task: TextSpec = { ...tasks.text.defaults, ...settings, textId, name: 'two-cities.txt' };

describe('<lab-text-source>', () => {
  const show = (text: LabTextSource['text'], spec = task): Promise<LabTextSource> =>
    fixture(html`<lab-text-source .task=${spec} .text=${text}></lab-text-source>`);

  it('takes a pasted text, and a file', async () => {
    const element = await show({ type: 'absent' }, tasks.text.defaults);
    await expect(element).to.be.accessible();
    inside<HTMLTextAreaElement>(element, '#pasted').value = 'to be or not to be';
    setTimeout(() => inside<HTMLFormElement>(element, '.paste').requestSubmit());
    const pasted = await oneEvent<CustomEvent<{ file: Blob }>>(element, 'give-text');
    expect(await pasted.detail.file.text()).to.equal('to be or not to be');
    const dropped = new DataTransfer();
    dropped.items.add(new File(['all the world'], 'stage.txt'));
    setTimeout(() => {
      const drop = new DragEvent('drop', { dataTransfer: dropped, bubbles: true, cancelable: true });
      inside(element, '.drop').dispatchEvent(drop);
    });
    const { detail } = await oneEvent<CustomEvent<{ name: string }>>(element, 'give-text');
    expect(detail.name).to.equal('stage.txt');
  });

  it('asks for the text of a link, by its name', async () => {
    const element = await show({ type: 'absent' });
    expect(words(element, '.wanted')).to.include('two-cities.txt').and.include('not here');
  });

  it('says what a text became, and what to expect of it', async () => {
    const element = await show({ type: 'ready', given });
    expect(words(element, 'dl')).to.include('26.5 k').and.include('Different tokens');
    expect(words(element, '.notes')).to.include('also occurs in the training part');
    setTimeout(() => root(element).querySelectorAll<HTMLButtonElement>('.tools button')[1].click());
    await oneEvent(element, 'forget-text');
    await expect(element).to.be.accessible();
  });

  it('shows how far the tokens are, and why a file is no text', async () => {
    const reading = await show({ type: 'reading', name: 'long.txt', share: 0.4 });
    expect(inside<HTMLProgressElement>(reading, 'progress').value).to.equal(0.4);
    const refused = await show({ type: 'refused', message: 'x.pdf is a PDF' });
    expect(words(refused, '[role=alert]')).to.equal('x.pdf is a PDF');
  });
});

describe('fetchText', () => {
  const fails = async (address: string, fetcher: typeof fetch): Promise<string> => {
    let caught: unknown;
    await fetchText(address, fetcher).catch((error: unknown) => (caught = error));
    expect(caught).to.be.instanceOf(InputError);
    return (caught as Error).message;
  };
  const answers =
    (body: string, init?: ResponseInit): typeof fetch =>
    () =>
      Promise.resolve(new Response(body, init));

  it('gives the file of an address, with its name', async () => {
    const { file, name } = await fetchText('https://example.org/books/a%20tale.txt', answers('once'));
    expect([await file.text(), name]).to.deep.equal(['once', 'a tale.txt']);
  });

  it('explains refusals in a sentence, and asks nobody for what is no address', async () => {
    const refuses: typeof fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    expect(await fails('https://example.org/a.txt', refuses))
      .to.include('does not allow')
      .and.include('CORS');
    expect(await fails('https://example.org/a.txt', answers('', { status: 404 }))).to.include('no such file');
    expect(await fails('a.txt', refuses)).to.include('should begin with https://');
    const huge = { headers: { 'content-length': '600000000' } };
    expect(await fails('https://example.org/a.txt', answers('x', huge))).to.include('more than');
  });
});

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
    await waitUntil(() => ready.length === 2, 'expected tokens', { timeout: 5000 });
    expect(ready).to.deep.equal(['character', 'byte']);
    await waitUntil(async () => (await store.load())?.given.text.source.tokens === 'byte');
    const later = libraryOf(store).library;
    await later.restore();
    expect(later.stateOf(bytes).type).to.equal('ready');
    await later.forget();
    expect(await store.load()).to.equal(null);
  });

  it('says what is no text', async () => {
    const { library } = libraryOf(new TextStore(`test-texts-${Date.now()}-none`));
    await library.give(new Blob([Uint8Array.of(0x25, 0x50, 0x44, 0x46, 0)]), 'book.pdf', task);
    const state = library.stateOf(task);
    expect(state.type === 'refused' && state.message).to.equal(
      'book.pdf is a PDF; copy its text and paste that',
    );
  });
});

describe('a link to an experiment about a text', () => {
  it('is shown without the text, and is whole once that is given', async () => {
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
