// Covers src/ui/language/lab-weights.ts, src/ui/language/generation.ts and src/ui/language/trained-models.ts: trained models. Also
// src/ui/language/{samples-styles,token-probabilities,weights-styles,words}.ts and src/ui/parts/inputs.ts.

import { aTimeout, fixture, html, oneEvent } from '@open-wc/testing-helpers';
import { expect, use } from 'chai';
import { chaiA11yAxe } from 'chai-a11y-axe';
import type { ExperimentSpec, StartSpec } from '../../../src/lab/experiment/experiment.js';
import { resolveExperiment } from '../../support/experiments.js';
import { readExperiment } from '../../../src/lab/plan/read-experiment.js';
import { weightsFromFile, weightsToFile, type ModelWeights } from '../../../src/lab/weights/weights-file.js';
import { withStart } from '../../../src/ui/experiment/experiment-edits.js';
import '../../../src/ui/experiment/lab-experiment-panel.js';
import type { LabExperimentPanel } from '../../../src/ui/experiment/lab-experiment-panel.js';
import '../../../src/ui/language/lab-weights.js';
import type { TextGenerator } from '../../../src/ui/language/generation.js';
import type { LabWeights } from '../../../src/ui/language/lab-weights.js';
import { trainedModels } from '../../../src/ui/language/trained-models.js';
import { SyntheticClient } from '../../support/synthetic-client.js';
import { inside, words } from '../../support/find.js';
import { endOf } from '../../support/synthetic-state.js';
import { adoptTokens } from '../../../src/ui/parts/tokens.js';
import { waitUntil } from '../../support/wait-until.js';

use(chaiA11yAxe);
adoptTokens(document);

const tales = resolveExperiment('grammar', { 'task.context': 24, 'model.widths': [4, 8, 16] });

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
    expect(element.shadowRoot!.querySelectorAll('optgroup').length).to.equal(3);
    const { value } = inside<HTMLSelectElement>(element, 'select');
    expect(value).to.equal(models.findLast(({ best }) => best)?.key);
    await expect(element).to.be.accessible();
  });

  it('continues a prompt', async () => {
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

  it('names the word of a prompt that has no token', async () => {
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
    expect(element.shadowRoot!.querySelectorAll('.probabilities .written span').length).to.equal(24);
    expect(element.shadowRoot!.querySelectorAll('.probabilities tbody tr').length).to.equal(24);
    await expect(element).to.be.accessible();
  });

  it('opens a file of weights, and says what is wrong with any other file', async () => {
    const { element } = await show();
    const input = inside<HTMLInputElement>(element, 'input[type=file]');
    const give = (bytes: Uint8Array<ArrayBuffer>): void => {
      const files = new DataTransfer();
      files.items.add(new File([bytes], 'mine.safetensors'));
      input.files = files.files;
      input.dispatchEvent(new Event('change'));
    };
    give(new TextEncoder().encode('this is some other kind of file'));
    await waitUntil(() => words(element, '[role=alert]').includes('of another format'));
    give(weightsToFile(models[0].weights));
    await waitUntil(() => words(element, 'option').includes('mine.safetensors'));
    expect(inside<HTMLSelectElement>(element, 'select').value).to.equal('opened-1');
  });

  it('makes an experiment that starts from a model, unless one is under way', async () => {
    const { element } = await show();
    const [, button] = element.shadowRoot!.querySelectorAll<HTMLButtonElement>('.model button');
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
