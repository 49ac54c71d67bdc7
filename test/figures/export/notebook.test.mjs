// Covers src/figures/export/notebook/notebook.ts and the Python beside it: what runs where Python has scipy gives the lab's exponent.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { bundleFolder, makeBundle } from '../../../src/cli/start/bundle.mjs';
import { root } from '../../support/cli.mjs';

/** The first Python that has scipy. */
const python = ['python3', '/usr/bin/python3'].find(
  (name) => spawnSync(name, ['-c', 'import numpy, scipy']).status === 0,
);

/** Runs the code of notebooks, cell after cell, and prints the fit of each. */
const runner = `
import json, sys
for text in json.load(sys.stdin):
    names = {"__name__": "notebook"}
    for cell in json.loads(text)["cells"]:
        if cell["cell_type"] == "code" and cell["id"] != "plot":
            exec("".join(cell["source"]), names)
    print("RESULT", json.dumps({"fit": names["fit"], "lab": names["lab"]}))
`;

describe('a notebook', () => {
  const folder = join(dirname(bundleFolder(root)), `test-notebook-${process.pid}`);
  let lab;
  before(async () => {
    await makeBundle(root, folder, ['test/support/export-sources.ts']);
    lab = await import(pathToFileURL(join(folder, 'export-sources.js')).href);
  });
  after(() => rmSync(folder, { recursive: true }));

  /** The notebook of an experiment along a law that is given, and its fit. */
  const made = (law, changes = {}, name = '', spec = lab.smallManifold(changes)) => {
    const state = lab.stateOf(spec, { law });
    const [found] = lab.laws(state);
    const result = lab.sharedResult(state, found, name);
    return { text: lab.notebook({ result, law: found, site: null }), fit: found.fit };
  };

  it('has the form of nbformat 4.5, with the points and the experiment inside', () => {
    const { text } = made({ E: 0, A: 12, alpha: 0.96 }, {}, '<b>name</b>');
    const { nbformat, nbformat_minor, cells, metadata } = JSON.parse(text);
    assert.deepEqual([nbformat, nbformat_minor], [4, 5]);
    assert.equal(new Set(cells.map(({ id }) => id)).size, cells.length);
    for (const { cell_type, source, ...rest } of cells) {
      assert.ok(source.every((line, i) => line.endsWith('\n') || i === source.length - 1));
      if (cell_type === 'code') assert.deepEqual([rest.outputs, rest.execution_count], [[], null]);
      else assert.ok(cell_type === 'markdown' && !('outputs' in rest));
    }
    assert.equal(metadata.scaling_lab.spec.task.type, 'manifold');
    assert.match(cells[0].source.join(''), /\\<b\\>name/);
  });

  it(
    'fits the same exponent as the lab within 1e-6, with its interval, whichever form of floor was chosen',
    { skip: python === undefined && 'no Python with scipy here' },
    () => {
      const cases = [
        made({ E: 0, A: 12, alpha: 0.96 }),
        made({ E: 0, A: 3, alpha: 0.4 }, { 'seeds.count': 4 }),
        made({ E: 0.5, A: 20, alpha: 0.8 }, { 'task.dimension': 2 }),
        made({ E: 0.1, A: 6, alpha: 0.6 }, { 'seeds.count': 1 }),
        // Of these no floor is known.
        made({ E: 0.4, A: 9, alpha: 0.7 }, {}, '', lab.resolveExperiment('glyphs')),
        made({ E: 0, A: 9, alpha: 0.5 }, {}, '', lab.resolveExperiment('glyphs')),
      ];
      const input = JSON.stringify(cases.map(({ text }) => text));
      const { stdout, stderr } = spawnSync(python, ['-c', runner], { input, encoding: 'utf8' });
      const results = [...stdout.matchAll(/^RESULT (.*)$/gm)].map(([, text]) => JSON.parse(text));
      assert.equal(results.length, cases.length, stderr);
      assert.ok(new Set(cases.map(({ fit }) => fit.floor.type)).size >= 2);
      for (const [i, { fit, lab: stated }] of results.entries()) {
        const expected = cases[i].fit;
        assert.equal(stated.alpha, expected.alpha);
        assert.ok(Math.abs(fit.alpha - expected.alpha) < 1e-6, `${fit.alpha} and ${expected.alpha}`);
        for (const end of [0, 1]) {
          const [here, there] = [fit.alpha_interval[end], expected.intervals.alpha[end]];
          assert.ok(Math.abs(here - there) < 1e-5, `${here} and ${there}`);
        }
      }
    },
  );
});
