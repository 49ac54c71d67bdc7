// `npm test`: on any machine with Node and a network, everything that has to hold. Its last line is `N passed, N failed`;
// a check such as the type-check counts as one, and so does a suite that broke down or found no tests. What failed is said once more
// at the end, where it is read also in a long output that is cut.
import { fork, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { installPackages } from '../src/cli/start/install.mjs';
import { requireBrowser } from './support/browser.mjs';
import { findOrInstallNats } from './support/nats.mjs';
import { countTap, inWords, sum, tapFailures } from './support/counts.mjs';

const root = dirname(import.meta.dirname);
process.chdir(root);

/** One failure, and what to say of it at the end. */
const oneFailure = (text) => ({ passed: 0, failed: 1, skipped: 0, failures: [text] });
const onePass = { passed: 1, failed: 0, skipped: 0 };

/** Resolves with the exit code once a child has ended and its output is read. */
const ended = (child) =>
  new Promise((resolve, reject) => child.once('error', reject).once('close', (code) => resolve(code)));

/** Runs `node <script> <args>` beside other work: its output is kept back until it ends, and resolves with its exit code and seconds. */
async function quietly(...args) {
  const start = performance.now();
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => (output += text));
  }
  const code = await ended(child);
  return { code, output: output.trimEnd(), seconds: ((performance.now() - start) / 1000).toFixed(1) };
}

/** A check that says nothing while it holds. */
async function check(name, ...args) {
  const { code, output, seconds } = await quietly(...args);
  console.log(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)`);
  if (code !== 0) console.log(output);
  return code === 0 ? onePass : oneFailure(`${name}\n${output}`);
}

const tool = (...path) => join('node_modules', ...path);
const tsc = tool('typescript', 'bin', 'tsc');

const checks = [
  ['lint', tool('eslint', 'bin', 'eslint.js'), '.'],
  ['types', tsc, '-p', 'tsconfig.json'],
  ['format', tool('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level=warn', '.'],
  ['types without the DOM', tsc, '-p', 'tsconfig.core.json'],
  ['spelling', tool('cspell', 'bin.mjs'), 'lint', '--no-progress', '--no-summary'],
  ['import table', 'test/check-imports.mjs'],
  ['words', 'test/check-words.mjs'],
  ['texts of the page', 'test/check-texts.mjs'],
  ['covers', 'test/check-tests.mjs'],
  ['types of the kernels for processors', tsc, '-p', 'src/engine/cpu/kernels'],
];

/** What needs a page: every *.test.ts. */
async function browserSuite() {
  let counts = null;
  const child = fork('test/support/browser-suite.mjs').once('message', (message) => (counts = message));
  await ended(child);
  return counts;
}

/** Tests that kill what they started and wait for what comes back: they need little of a core. */
const waits = /^(cluster\/|tooling\/crashes)/;

/** What runs in Node: every *.test.mjs, those that mostly wait beside the others. */
async function nodeSuite() {
  const files = readdirSync('test', { recursive: true }).filter((file) => file.endsWith('.test.mjs'));
  const folder = mkdtempSync(join(tmpdir(), 'node-suite-'));
  try {
    // Once for all files of tests; where that fails each tries by itself, and says why it fails.
    const page = join(folder, 'page');
    if ((await quietly('test/support/build-page.mjs', page)).code === 0) process.env.BUILT_PAGE = page;
    const groups = [files.filter((file) => !waits.test(file)), files.filter((file) => waits.test(file))];
    const counts = await Promise.all(groups.map((group, i) => nodeTests(group, join(folder, `${i}.tap`))));
    return { ...sum(counts), failures: counts.flatMap(({ failures }) => failures) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs files of tests one after another. The spec report is for reading, the TAP report for counting. */
async function nodeTests(files, tap) {
  const reporters = ['spec', 'stdout', 'tap', tap].map((value, i) =>
    i % 2 === 0 ? `--test-reporter=${value}` : `--test-reporter-destination=${value}`,
  );
  const { output } = await quietly('--test', ...reporters, ...files.sort().map((file) => join('test', file)));
  console.log(`\nIn Node\n${output}\n`);
  const report = readFileSync(tap, 'utf8');
  return { ...countTap(report), failures: tapFailures(report) };
}

/** Runs a suite; one that breaks down or finds no tests is a failure, never silence. */
async function suite(name, run) {
  try {
    const counts = await run();
    if (!counts) throw new Error('the suite ended without its counts');
    if (counts.passed + counts.failed === 0) throw new Error('no tests ran');
    return counts;
  } catch (error) {
    console.log(`✗ ${name}: ${error.message}`);
    return oneFailure(`${name}: ${error.message}`);
  }
}

/**
 * Published tables lie beside the checkout. Where they are absent their tests are skipped by name; with PUBLISHED_DATA=required that
 * is a failure.
 */
function publishedData() {
  const folder = join('..', 'shared', 'data');
  if (process.env.PUBLISHED_DATA !== 'required') return { passed: 0, failed: 0, skipped: 0 };
  const isThere = existsSync(folder);
  console.log(`${isThere ? '✓' : '✗'} published tables in ${folder}${isThere ? '' : ': not there'}`);
  return isThere ? onePass : oneFailure(`published tables in ${folder}: not there`);
}

/** Where nats-server is missing its tests are skipped; with NATS_SERVER=required that is a failure. */
function natsServer() {
  const isThere = findOrInstallNats();
  if (process.env.NATS_SERVER !== 'required') return { passed: 0, failed: 0, skipped: 0 };
  console.log(`${isThere ? '✓' : '✗'} nats-server${isThere ? '' : ': not installed'}`);
  return isThere ? onePass : oneFailure('nats-server: not installed');
}

async function everything() {
  const start = performance.now();
  installPackages(root, { dev: true });
  process.env.CHROME_PATH = requireBrowser();
  console.log(`Node ${process.versions.node}, ${process.env.CHROME_PATH}\n`);
  const counts = [publishedData(), natsServer()];
  // The longest first.
  const parts = [
    () => suite('the suite in the browser', browserSuite),
    () => suite('the suite in Node', nodeSuite),
    ...checks.map((entry) => () => check(...entry)),
  ];
  // Two lanes for two cores. The browser shows one page at a time, so it needs no more than one of them.
  const lane = async () => {
    for (let part = parts.shift(); part; part = parts.shift()) counts.push(await part());
  };
  await Promise.all([lane(), lane()]);
  const total = sum(counts);
  for (const failure of counts.flatMap(({ failures = [] }) => failures)) console.log(`\n✗ ${failure}`);
  console.log(`\n${((performance.now() - start) / 1000).toFixed(0)} s: ${inWords(total)}`);
  return total;
}

const { passed, failed } = await everything().catch((error) => {
  console.log(`✗ ${error.message}`);
  return oneFailure(error.message);
});
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
