// A table on both hosts: what the page's worker brings, and what `fit` prints, with what should be equal between them.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleFolder, makeBundle } from '../../src/cli/start/bundle.mjs';
import { root } from './cli.mjs';

/** The worker's function as Node reads it, and the formats of numbers; `remove` removes the bundle. */
export async function openPage() {
  const folder = join(dirname(bundleFolder(root)), `test-page-${process.pid}`);
  await makeBundle(root, folder, [
    'src/worker/fits/fit-points.ts',
    'src/base/format.ts',
    'src/laws/table-laws.ts',
    'src/laws/table/text/decode-text.ts',
    'src/laws/table/reading-json.ts',
  ]);
  const load = (name) => import(pathToFileURL(join(folder, `${name}.js`)).href);
  const [{ fitPoints }, { formatNumber }] = [await load('fit-points'), await load('format')];
  const { decodeText } = await load('decode-text');
  const { lawIds } = await load('table-laws');
  const { readingJson } = await load('reading-json');
  /** How a file is read, and the first panel of each law; bootstraps are left out. */
  const read = (bytes) => {
    const text = decodeText(bytes);
    const panels = new Map();
    let reading = null;
    for (const event of fitPoints({ source: { text }, robust: false })) {
      if (event.type === 'read') reading = event.reading;
      else if (event.type === 'panel') {
        if (panels.has(event.panel.id)) break;
        panels.set(event.panel.id, event.panel);
      }
    }
    return { reading, panels };
  };
  const intervalWords = ([low, high]) => `${formatNumber(low)} to ${formatNumber(high)}`;
  return {
    read,
    readingJson,
    lawIds,
    intervalWords,
    formatNumber,
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** The first letter in upper case and a full stop: how the page writes what a table lacks. */
const sentence = (reason) => `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;

const factOf = ({ facts }, name) => facts.find((fact) => fact.name === name)?.value;

/** Asserts that a panel and a report of `fit --json` read the same result; `numbers` names facts of the panel by their values. */
export function assertSame(panel, report, { name, numbers = () => ({}), lines = (recipe) => recipe }) {
  if (!panel.fitted) {
    const { refused } = report.law?.refused ? report.law : report;
    assert.ok(refused, `${name}: the page refuses, ${panel.summary}`);
    assert.ok(
      [refused, sentence(refused)].some((words) => panel.summary.endsWith(words)),
      `${name}: ${refused}`,
    );
    return;
  }
  assert.ok(panel.summary.includes(report.words), `${name}: "${report.words}" in "${panel.summary}"`);
  for (const [fact, value] of Object.entries(numbers(report))) {
    assert.equal(factOf(panel, fact), value, `${name}: ${fact}`);
  }
  assert.deepEqual(lines(Object.fromEntries(panel.recipe)), report.recipe, `${name}: recipe`);
}
