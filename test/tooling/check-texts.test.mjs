// Covers test/check-texts.mjs.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { textsIn } from '../check-texts.mjs';

describe('texts outside of words.ts', () => {
  const found = [
    ["const fact = { name: 'Minimum steps', value };", 'Minimum steps'],
    ['const at = `width ${width}`;', 'width 1'],
    ['const said = `${count} runs have ended.`;', '1 runs have ended.'],
    ['const button = html`<button @click=${begin}>Start</button>`;', 'Start'],
    ['const button = html`<button>${icon} Start</button>`;', '\0 Start'],
    ['const button = html`<button title="Start">${icon}</button>`;', 'Start'],
    ['const line = html`<p>${count} of\n  many</p>`;', '\0 of many'],
    ["const line = html`<p>${isOver ? 'it has ended' : nothing}</p>`;", 'it has ended'],
    ['const line = html`<ul>${rows.map((row) => html`<li>Row</li>`)}</ul>`;', 'Row'],
    ['const drawn = svg`<text x=${x}>Loss</text>`;', 'Loss'],
  ];
  for (const [source, text] of found) {
    it(`are found in ${source.replaceAll('\n', '⏎')}`, () =>
      assert.deepEqual(textsIn('src/ui/a.ts', source), [
        `src/ui/a.ts:1: "${text}" belongs in the words.ts beside it`,
      ]));
  }

  const clean = [
    "import { words } from './two words.js';",
    "// It has ended.\nconst kind: 'not a text' = kindOf(run);",
    'const name = html`<p class="row selected" style="color: red">${words.name}</p><!-- A row -->`;',
    'const styles = css`p { font: Noto Sans, sans-serif; }`;',
    "const query = '(prefers-color-scheme: dark)';",
    "emit(this, 'try-again');",
  ];
  for (const source of clean) {
    it(`are not found in ${source.replaceAll('\n', '⏎')}`, () =>
      assert.deepEqual(textsIn('src/ui/a.ts', source), []));
  }

  it('are not what CSS begins with in a file that may have it, and say when it is not needed', () => {
    const source = "const rules = ':root { font: Noto Sans }';\nconst label = 'Start again';";
    const faults = textsIn('src/ui/a.ts', source, [':root {', 'li input']);
    assert.deepEqual(faults, [
      'src/ui/a.ts:2: "Start again" belongs in the words.ts beside it',
      'src/ui/a.ts: the exception for "li input" is not needed',
    ]);
  });
});
