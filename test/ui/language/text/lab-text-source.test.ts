// Covers src/ui/language/text/lab-text-source.ts: where a text comes from and what it became. Also
// src/ui/language/text/{text-source-styles,words}.ts.

import { fixture, html, oneEvent } from '@open-wc/testing-helpers';
import { expect, use } from 'chai';
import { chaiA11yAxe } from 'chai-a11y-axe';
import { tasks } from '../../../../src/data/tasks/tasks.js';
import type { TextSpec } from '../../../../src/data/tasks/text.js';
import { readText } from '../../../../src/data/text/given-text.js';
import '../../../../src/ui/language/text/lab-text-source.js';
import type { LabTextSource } from '../../../../src/ui/language/text/lab-text-source.js';
import { inside, words } from '../../../support/find.js';
import { adoptTokens } from '../../../../src/ui/parts/tokens.js';

use(chaiA11yAxe);
adoptTokens(document);

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
    expect(words(element, '.remark.note')).to.include('“two-cities.txt”').and.include('not stored in links');
  });

  it('says what a text became, and what to expect of it', async () => {
    const element = await show({ type: 'ready', given });
    expect(words(element, 'dl')).to.include('26.5 k').and.include('Different tokens');
    expect(words(element, '.remarks')).to.include('also occurs in the training part');
    setTimeout(() => element.shadowRoot!.querySelectorAll<HTMLButtonElement>('.tools button')[1].click());
    await oneEvent(element, 'forget-text');
    await expect(element).to.be.accessible();
  });

  it('shows how far the tokens are, and why a file is not a text', async () => {
    const reading = await show({ type: 'reading', name: 'long.txt', share: 0.4 });
    expect(inside<HTMLProgressElement>(reading, 'progress').value).to.equal(0.4);
    const refused = await show({ type: 'refused', message: 'x.pdf is a PDF' });
    expect(words(refused, '[role=alert]')).to.equal('x.pdf is a PDF');
  });
});
