// Covers src/ui/language/lab-samples.ts and src/ui/language/samples-columns.ts: what the sizes write. Also what
// src/ui/language/lab-language.ts shows where the text of an experiment is not here.

import { fixture, html } from '@open-wc/testing-helpers';
import { expect, use } from 'chai';
import { chaiA11yAxe } from 'chai-a11y-axe';
import { resolveExperiment } from '../../support/experiments.js';
import { composeExperiment } from '../../../src/lab/presets/resolve.js';
import '../../../src/ui/language/lab-language.js';
import type { LabLanguage } from '../../../src/ui/language/lab-language.js';
import '../../../src/ui/language/lab-samples.js';
import type { LabSamples } from '../../../src/ui/language/lab-samples.js';
import { inside, words } from '../../support/find.js';
import { endOf } from '../../support/synthetic-state.js';
import { adoptTokens } from '../../../src/ui/parts/tokens.js';

use(chaiA11yAxe);
adoptTokens(document);

const tales = resolveExperiment('grammar', { 'task.context': 24, 'model.widths': [4, 8, 16] });

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

describe('<lab-language>', () => {
  it('says that the text is not here, in place of samples that nothing can read', async () => {
    const about = composeExperiment('text', {
      size: 'small',
      'task.textId': 'f'.repeat(16),
      'task.name': 'whale.txt',
    });
    const { runs } = endOf(tales).state;
    const element = await fixture<LabLanguage>(
      html`<lab-language .spec=${about} .runs=${runs}></lab-language>`,
    );
    expect(words(element, 'p')).to.include('The text “whale.txt” is not here');
    expect(element.shadowRoot!.querySelector('lab-samples')).to.equal(null);
  });
});
