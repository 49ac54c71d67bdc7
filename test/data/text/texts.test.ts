// Covers src/data/text/texts.ts.

import { expect } from 'chai';
import { InputError } from '../../../src/base/errors.js';
import { createTask, tasks } from '../../../src/data/tasks/tasks.js';
import { addText, textOf } from '../../../src/data/text/texts.js';
import { specOf, prose } from '../../support/texts.js';

describe('texts', () => {
  it('are named by what they hold, whatever their name', () => {
    const id = addText('one.txt', 'Some text.');
    expect(id).to.match(/^[0-9a-f]{16}$/);
    expect(addText('two.txt', 'Some text.')).to.equal(id);
    const others = ['Some text', 'Some text!', 'some text.', ' Some text.', 'Some text.\0'];
    expect(new Set([id, ...others.map((other) => addText('x', other))]).size).to.equal(6);
    expect(textOf(id)).to.include({ id, content: 'Some text.' });
  });

  it('have the ids by which links and records of earlier versions name them', () => {
    expect(addText('x', 'Some text.')).to.equal('deb1a7142c9ecea9');
    expect(addText('x', 'déjà vu 🥊\n')).to.equal('7185d427562a4d25');
  });

  it('are asked for again where they are not', () => {
    const spec = specOf(prose(10));
    const missing = expect(() => createTask({ ...spec, textId: '0123456789abcdef' })).to.throw(
      InputError,
      /the text a text is not here; add it again/,
    );
    missing.with.property('field', 'task.textId');
    expect(() => createTask(tasks.text.defaults)).to.throw(InputError, /no text yet/);
  });

  it('hold what UTF-8 can: half a character becomes U+FFFD', () => {
    expect(textOf(addText('half', 'a\ud83d')).content).to.equal('a\ufffd');
  });
});
