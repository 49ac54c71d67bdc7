// Covers src/laws/table-laws.ts between its hosts: the page and the command line fit the same rows of a table, with the same numbers and
// in the same words.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { assertSame, openPage } from '../support/both-hosts.mjs';
import { openCli, root } from '../support/cli.mjs';

let cli;
let page;
before(async () => ([cli, page] = await Promise.all([openCli(), openPage()])));
after(() => {
  cli.remove();
  page.remove();
});

const fit = async (file, ...args) => {
  const { code, stdout, stderr } = await cli.inHere('fit', file, '--skip-bad-rows', '--json', ...args);
  return { code, stderr, document: stdout === '' ? null : JSON.parse(stdout) };
};

/** Which panel reads which report, and the facts that both have. */
const readings = () => {
  const { intervalWords, formatNumber } = page;
  const withInterval = (value, interval) => `${formatNumber(value)} (${intervalWords(interval)})`;
  const openWords = ([low, high]) =>
    `${formatNumber(low, 2)} to ${high === null ? 'any' : formatNumber(high, 2)}`;
  const parameters = ({ parameters, intervals }) =>
    ['E', 'A', 'B', 'alpha', 'beta'].map((name) => withInterval(parameters[name], intervals[name]));
  return {
    isoflop: {
      law: 'isoflop',
      numbers: ({ exponentInterval, coefficient }) => ({
        'Exponent a, 95 %': intervalWords(exponentInterval),
        Coefficient: formatNumber(coefficient),
      }),
    },
    surface: {
      law: 'surface',
      numbers: (report) => {
        const [E, A, B, alpha, beta] = parameters(report);
        return { 'E, 95 %': E, 'A, 95 %': A, 'B, 95 %': B, 'α, 95 %': alpha, 'β, 95 %': beta };
      },
    },
    forms: { law: 'forms' },
    repeat: {
      law: 'repeat',
      numbers: ({ parameters: { dataDecay, parameterDecay }, intervals }) => ({
        'R_D, best': formatNumber(dataDecay),
        'R_D, 95 %': openWords(intervals.dataDecay),
        'R_N of excess parameters, best': formatNumber(parameterDecay),
        'R_N, 95 %': openWords(intervals.parameterDecay),
      }),
    },
    'critical-batch': {
      law: 'critical-batch',
      numbers: ({ intervals }) => ({ 'Critical batch, 95 %': intervalWords(intervals.criticalBatch) }),
    },
  };
};

/** Of a power law; the page says after its words which rows they are from. */
const alongAxis = () => ({
  numbers: ({ law: { alphaLow, alphaHigh, A } }) => ({
    'Exponent α, 95 %': page.intervalWords([alphaLow, alphaHigh]),
    'Amplitude A': page.formatNumber(A),
  }),
});

/** The envelope among the approaches of the frontier's panel. */
function assertSameEnvelope({ facts, recipe }, report, name) {
  const { exponent, exponentInterval } = report;
  const envelope = facts.find((fact) => fact.name === 'a by 1, envelope')?.value;
  const own =
    exponent === null
      ? undefined
      : `${page.formatNumber(exponent)} (${page.intervalWords(exponentInterval)})`;
  assert.equal(envelope, own, name);
  const said = Object.fromEntries(recipe);
  if (said['Points, approach 1']) assert.equal(said['Points, approach 1'], report.recipe.Points, name);
}

async function compare(file) {
  const { reading, panels } = page.read(readFileSync(file));
  const all = await fit(file, '--law', 'all');
  if (reading.refusal !== null) {
    assert.equal(all.code, 2, reading.refusal);
    const [first] = reading.problems;
    const words = first ? `${reading.counts} ${first.line}: ${first.reason}` : reading.refusal;
    assert.ok(all.stderr.includes(words), `${all.stderr} includes ${words}`);
    return;
  }
  assert.deepEqual({ code: all.code, stderr: all.stderr }, { code: 0, stderr: '' });
  const { laws, notes, columns, ignored, tuned, rows } = all.document;
  // Through JSON, in which no property is undefined.
  assert.deepEqual({ columns, ignored, tuned, rows }, JSON.parse(JSON.stringify(page.readingJson(reading))));
  for (const note of reading.notes) assert.ok(notes.includes(note), note);
  for (const axis of ['N', 'D', 'C']) {
    const { document, stderr } = await fit(file, '--x', axis);
    const report = document ?? { refused: stderr.trim().replace(/^.*?: |\.$/g, '') };
    assertSame(panels.get(axis), report, { name: axis, ...alongAxis() });
    if (document) assert.ok(panels.get(axis).summary.includes(document.from), document.from);
  }
  for (const [id, { law, numbers }] of Object.entries(readings())) {
    const panel = panels.get(id);
    // What few tables are about has a panel only in those.
    if (panel) assertSame(panel, laws[law], { name: id, numbers });
    else assert.match(laws[law].refused, /need/);
  }
  if (!laws.frontier.refused) assertSameEnvelope(panels.get('frontier'), laws.frontier, 'frontier');
}

describe('a table on the page and on the command line', () => {
  it('is compared in every law', () => {
    // The three of `compare`; a break stands in the panels of power laws.
    const compared = ['power', 'broken', 'frontier', ...Object.values(readings()).map(({ law }) => law)];
    assert.deepEqual(compared.sort(), [...page.lawIds].sort());
  });

  const folder = join(root, 'test/fixtures/tables');
  for (const name of readdirSync(folder).filter((file) => file !== 'README.md')) {
    it(`is the same: ${name}`, () => compare(join(folder, name)));
  }
});

describe('a published table on the page and on the command line', () => {
  // They lie beside the checkout, if at all.
  const folder = join(root, '..', 'shared', 'data');
  const names = [
    'chinchilla_epoch',
    'datablations_repeat',
    'gadre_c4_refinedweb',
    'porian_refinedweb_isoflop',
  ];
  names.push('porian_refinedweb_published_optima', 'ref_shakespeare_isoflop', 'ref_shakespeare_repeat');
  names.push('ref_sparse_parity_curves', 'ref_teacher_student', 'ref_zipf_facts_curves');
  names.push(
    'ref_zipf_facts_dataset_size',
    'steplaw_dense',
    'supercollapse_mlp_const',
    'supercollapse_mlp_linear',
  );
  names.push('synthetic_surfaces', 'toy_wikitext_curves', 'bnsl_4digit_addition');
  for (const name of names) {
    const file = join(folder, `${name}.csv`);
    const skip = existsSync(file) ? false : 'the published tables are not there';
    it(`is the same: ${name}`, { skip }, () => compare(file));
  }
});
