// Covers src/figures/export/{bibtex,exported,picture,tables,tex}.ts. Also src/figures/figure.ts: its table as CSV.

import { expect } from 'chai';
import { bibtex } from '../../../src/figures/export/bibtex.js';
import type { ExportedResult } from '../../../src/figures/export/exported.js';
import { pictureSvg } from '../../../src/figures/export/picture.js';
import { latexTable, markdownTable } from '../../../src/figures/export/tables.js';
import { texNumber, texText } from '../../../src/figures/export/tex.js';
import { plainStyle } from '../../../src/figures/chart-style.js';
import { figureCsv } from '../../../src/figures/figure.js';
import { labLawView } from '../../../src/figures/lab-law-view.js';
import { lawFigure } from '../../../src/figures/law-figure.js';
import { laws } from '../../../src/laws/runs/lab-laws.js';
import { sharedResult } from '../../../src/laws/share/shared-result.js';
import { processor } from '../../support/synthetic-run.js';
import { syntheticState } from '../../support/synthetic-state.js';

const state = syntheticState({ device: processor });
const [law] = laws(state);
const site = 'https://lab.example/';

/** A name that means something to every format. */
const odd = 'a|b & {c}_\\d $e% <script>"#~^\n= @x ü 蛇';

const exportedAs = (name: string, at: string | null = site): ExportedResult => ({
  result: sharedResult(state, law, name)!,
  law,
  site: at,
});

/** Entries of BibTeX by its grammar: `@type{key, field = value, …}`; a value is a number, a name of a month or text in braces. */
function parseBibtex(text: string): { type: string; key: string; fields: Map<string, string> } {
  let at = 0;
  const take = (pattern: RegExp): string => {
    const found = new RegExp(`\\s*(${pattern.source})`, 'y');
    found.lastIndex = at;
    const match = found.exec(text);
    if (!match) throw new Error(`expected ${pattern.source} at ${at}: ${text.slice(at, at + 30)}`);
    at = found.lastIndex;
    return match[1];
  };
  const braced = (): string => {
    const start = at;
    take(/\{/);
    for (let depth = 1; depth > 0; at++) {
      if (at >= text.length) throw new Error('a brace is not closed');
      if (text[at] === '{') depth++;
      if (text[at] === '}') depth--;
    }
    return text.slice(start, at).trim().slice(1, -1);
  };
  const type = take(/@[a-z]+/);
  take(/\{/);
  const key = take(/[a-z0-9-]+/);
  const fields = new Map<string, string>();
  while (take(/,|\}/) === ',') {
    const name = take(/[a-z]+/);
    take(/=/);
    fields.set(name, /^\s*\{/.test(text.slice(at)) ? braced() : take(/[a-z]+|\d+/));
  }
  expect(text.slice(at).trim()).to.equal('');
  return { type, key, fields };
}

describe('a result to paste', () => {
  it('is a table of Markdown, with the law above and the source below', () => {
    const lines = markdownTable(exportedAs('quiet heron')).split('\n');
    expect(lines[0]).to.equal(
      '**Data manifold, “quiet heron”** (dimension 4 · 7 sizes × 2 seeds · 400 steps · AdamW)',
    );
    expect(lines[2]).to.match(/^α = 0\.9\d+ ± 0\.\d+, E = 0 known \(95 %\)\. Each doubling/);
    expect(lines[4]).to.equal('| N | D | C | loss | standard error | learning rate |');
    expect(lines.filter((line) => /^\| \d/.test(line))).to.have.length(7);
    expect(lines.at(-2)).to.equal(
      'Measured on CPU, 4 cores · 14 Nov 2023 · Scaling Lab 0.1.0, engine 1 · lab.example',
    );
  });

  it('is a table of LaTeX that needs no package', () => {
    const text = latexTable(exportedAs('quiet heron'));
    expect(text.match(/\\begin\{\w+\}/g)).to.have.length(2);
    expect(text.match(/ \\\\$/gm)).to.have.length(8);
    expect(text).to.contain('$\\alpha$ = 0.9');
  });

  it('is an entry of BibTeX with version, date and device, and with an address where there is a site', () => {
    const { type, key, fields } = parseBibtex(bibtex(exportedAs('quiet heron'), '#r=1.abc'));
    expect([type, key]).to.deep.equal(['@misc', 'scaling-lab-quiet-heron-2023-11-14']);
    expect(Object.fromEntries(fields)).to.deep.include({
      author: '{Scaling Lab contributors}',
      year: '2023',
      month: 'nov',
      note: 'Scaling Lab 0.1.0, engine 1, CPU, 4 cores, measured 2023-11-14',
      url: 'https://lab.example/#r=1.abc',
    });
    expect(fields.get('title')).to.match(/^\{Data manifold, .*: \$\\alpha\$ = 0\.9/);
    expect(parseBibtex(bibtex(exportedAs('', null), '#r=1.abc')).fields.has('url')).to.equal(false);
  });

  it('stays whole whatever it is called: nothing in a name is markup, a command or the end of a field', () => {
    const markdown = markdownTable(exportedAs(odd)).split('\n');
    expect(markdown[0]).to.contain('a\\|b & {c}\\_\\\\d \\$e% \\<script\\>"\\#\\~^ = @x');
    expect(markdown[1]).to.equal('');
    const entry = parseBibtex(bibtex(exportedAs(odd), '#r=1.abc'));
    expect([...entry.fields.keys()]).to.deep.equal(['author', 'title', 'year', 'month', 'note', 'url']);
    expect(entry.key).to.match(/^scaling-lab-a-b-c-/);
    const latex = latexTable(exportedAs(odd));
    expect(latex.match(/\\begin/g)).to.have.length(2);
    expect(latex.split('\n')[2]).to.contain(
      'a|b \\& \\textbraceleft{}c\\textbraceright{}\\_\\textbackslash{}d \\$e\\% <script>"\\#\\textasciitilde{}\\textasciicircum{} = @x ü ?',
    );
    expect(texText('{}')).to.match(/^(\\text\w+\{\})+$/);
  });

  it('has numbers as TeX sets them', () => {
    expect(
      [0, 0.01234567, 541, 12_345_678, 1.2e-7, -3, null, NaN].map((value) => texNumber(value)),
    ).to.deep.equal([
      '$0$',
      '$0.01235$',
      '$541$',
      '$1.235 \\times 10^{7}$',
      '$1.2 \\times 10^{-7}$',
      '$-3$',
      '--',
      '--',
    ]);
  });
});

describe('a picture', () => {
  it('stands alone: with title, settings, law, key and source, as a document that parses', () => {
    const view = labLawView(law, { runs: state.runs, ghost: null, forecast: null, unit: 'mse' });
    const svg = pictureSvg([lawFigure(view)], exportedAs('quiet heron'), plainStyle);
    const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml');
    expect(parsed.querySelector('parsererror')).to.equal(null);
    const words = [...parsed.querySelectorAll('text')].map((text) => text.textContent);
    for (const expected of [
      'Data manifold, “quiet heron” · dimension 4 · 7 sizes × 2 seeds · 400 steps · AdamW',
      '95 %',
      'Measured on CPU, 4 cores · 14 Nov 2023',
      'Scaling Lab 0.1.0, engine 1 · lab.example',
    ])
      expect(words).to.include(expected);
    expect(words.filter((text) => /^α = 0\.9\d+ ± 0\.\d+$/.test(text))).to.have.length(1);
    expect(
      words.filter((text) => /^Each doubling of the parameters cuts the loss by \d/.test(text)),
    ).to.have.length(1);
    expect(words.join('\n')).to.match(/theory: 1\.00, \w+ the interval/);
    expect(parsed.documentElement.getAttribute('height')).to.equal('512');
    const dangerous = pictureSvg([], exportedAs(odd.repeat(9)), plainStyle);
    const odder = new DOMParser().parseFromString(dangerous, 'image/svg+xml');
    expect([odder.querySelector('parsererror'), odder.querySelector('script')]).to.deep.equal([null, null]);
  });
});

describe('the table of a chart as CSV', () => {
  it('opens in a spreadsheet without a formula, and keeps its numbers', () => {
    const table = {
      heads: ['=HYPERLINK("x")', '@name'],
      rows: [
        ['+1+2', -3],
        ['-4', '\tx'],
        ['x;=y', 5],
      ],
    };
    const notes = ['one\n=two', 'loss from a,=b;@c, -0.3, -1+2'];
    expect(figureCsv({ table, notes } as never)).to.equal(
      `# one =two\n# loss from a,'=b;'@c, -0.3, '-1+2\n"'=HYPERLINK(""x"")",'@name\n'+1+2,-3\n-4,"'\tx"\nx;'=y,5\n`,
    );
  });
});
