// Runs properties of hostile input in Node, where the time of the processor can be read: no exception but an InputError, none of more than
// a page of text, and never long. FUZZ_RUNS sets the number of inputs, FUZZ_SEED another seed (CONTRIBUTING.md).
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { bundleFolder, makeBundle } from '../../src/cli/start/bundle.mjs';
import { root } from './cli.mjs';

/** One input takes less than a second; ten times as much, since other work shares the machine. */
const MOST_SECONDS = 10;

/** The sources as Node reads them. */
export async function openSources() {
  const folder = join(dirname(bundleFolder(root)), `test-hostile-${process.pid}`);
  await makeBundle(root, folder, ['test/support/hostile-sources.ts']);
  const sources = await import(pathToFileURL(join(folder, 'hostile-sources.js')).href);
  return { ...sources, remove: () => rmSync(folder, { recursive: true }) };
}

/** Reads one input, and uses what was accepted; returns what was said of one that was refused, null for one that was accepted. */
export async function attack({ InputError }, read, use = () => undefined) {
  const start = process.cpuUsage();
  let refusal = null;
  try {
    await use(await read());
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    refusal = error.message;
    assert.ok(refusal.length > 0 && refusal.length < 2100, `a message of ${refusal.length} characters`);
  }
  const { user, system } = process.cpuUsage(start);
  const seconds = (user + system) / 1e6;
  assert.ok(seconds < MOST_SECONDS, `took ${seconds} s`);
  assert.equal({}.polluted, undefined);
  return refusal;
}

/** Attacks with `runs` inputs of an arbitrary. Some are accepted and some refused, or the generator does not reach its aim. */
export async function attackWith(arbitrary, runs, attackOne) {
  const count = { accepted: 0, refused: 0 };
  const property = fc.asyncProperty(arbitrary, async (input) => {
    count[(await attackOne(input)) === null ? 'accepted' : 'refused']++;
  });
  const { FUZZ_RUNS = runs, FUZZ_SEED = 1 } = process.env;
  await fc.assert(property, {
    numRuns: Number(FUZZ_RUNS),
    seed: Number(FUZZ_SEED),
    includeErrorInReport: true,
  });
  assert.ok(count.accepted > 0 && count.refused > 0, JSON.stringify(count));
  return count;
}
