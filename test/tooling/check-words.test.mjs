// Covers test/check-words.mjs.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { checkSource, checkTree } from '../check-words.mjs';

const offencesOf = (path, source, allowed) => checkSource(path, source, allowed).offences;

describe('word list', () => {
  const refused = [
    ['docs/a.md', 'A law can foretell a loss.', 'foretell'],
    ['docs/a.md', 'Foretold losses are written down.', 'Foretold'],
    ['docs/a.md', 'This is no law.', 'is no'],
    ['docs/a.md', '```sh\nnpm run fit # wants a table\n```', 'wants'],
    ['shaders/a.wgsl', '// It wants two passes.\nvar x = 0;', 'wants'],
    ['src/a.ts', '// What comes of it.', 'comes of'],
    ['src/a.ts', '/** One fan for each width. */', 'fan'],
    ['src/a.ts', "throw new Error('this is no table');", 'is no'],
    ['src/a.ts', 'const text = html`<p title="Wants a text">${name} wants more</p>`;', 'Wants'],
    ['src/laws/a.ts', '// How well hidden points are predicted.', 'hidden'],
    ['test/a.test.mjs', "it('foretells a loss', () => {});", 'foretells'],
  ];
  for (const [path, source, found] of refused) {
    it(`finds "${found}" in ${path}: ${source.replaceAll('\n', '⏎')}`, () => {
      assert.match(offencesOf(path, source)[0], new RegExp(`found "${found}", write "`));
    });
  }

  const clean = [
    ['docs/a.md', 'There is no floor. It is no longer needed, and no table has one.'],
    ['docs/a.md', 'The field `fan` keeps its name, and fantasies are not fans-only.'],
    ['src/a.ts', "import { fan } from './fan.js';\nconst wants = 1; const kind = 'wants';"],
    ['src/a.ts', "const address = 'https://wants.example'; // a comment"],
    ['src/a.ts', 'const pattern = /is no \\/\\/ wants/;'],
    ['src/models/a.ts', '// A hidden layer.'],
    ['shaders/a.wgsl', 'let fan = 1; // a clean comment'],
  ];
  for (const [path, source] of clean) {
    it(`lets ${path} say ${source.replaceAll('\n', '⏎')}`, () =>
      assert.deepEqual(offencesOf(path, source), []));
  }

  it('names the file, the line and what to write', () => {
    assert.deepEqual(offencesOf('docs/a.md', 'One.\n\nThis foretells it.\n'), [
      'docs/a.md:3: found "foretells", write "predict"',
    ]);
  });

  it('finds a phrase across the end of a line, also in comments', () => {
    assert.match(offencesOf('docs/a.md', 'What comes\nof it.')[0], /^docs\/a\.md:1: found "comes of"/);
    assert.match(
      offencesOf('src/a.ts', '/**\n * What comes\n * of it.\n */')[0],
      /^src\/a\.ts:2: found "comes of"/,
    );
    assert.match(offencesOf('src/a.ts', '// What comes\n// of it.')[0], /^src\/a\.ts:1: found "comes of"/);
  });

  it('lets an exception pass in its own file, and says when it is not needed', () => {
    const root = mkdtempSync(join(tmpdir(), 'words-'));
    mkdirSync(join(root, 'docs'));
    writeFileSync(join(root, 'docs/a.md'), 'The fan of old records.');
    writeFileSync(join(root, 'docs/b.md'), 'Another fan.');
    const exception = (name) => ({ path: `docs/${name}.md`, text: 'fan', why: 'old records have it' });
    try {
      const check = (...allowed) => checkTree(root, { paths: ['docs'], allowed });
      assert.equal(check().length, 2);
      assert.deepEqual(check(exception('a'), exception('b')), []);
      assert.match(check(exception('a'))[0], /^docs\/b\.md:1: found "fan"/);
      assert.match(check(exception('a'), exception('b'), exception('c'))[0], /^docs\/c\.md: .* not needed$/);
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});
