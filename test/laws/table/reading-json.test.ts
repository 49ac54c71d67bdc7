// Covers src/laws/table/{reading-json,taken-columns,ignored,flags,rows-left}.ts: what is said of how a file was read. Also
// src/laws/table/text/units.ts and src/laws/table/vocabulary.ts.
// cspell:ignore Mtok Mparams EFLOPs pfdays ZFLOPs paramètres jetons perte Validierungsverlust parámetros pérdida
import { expect } from 'chai';
import { readPoints, type ReadingOptions } from '../../../src/laws/table/read-points.js';
import { readingInWords, readingJson } from '../../../src/laws/table/reading-json.js';
import { recogniseColumns } from '../../../src/laws/table/columns.js';
import { unitInName } from '../../../src/laws/table/text/units.js';

const read = (text: string, options?: ReadingOptions) => readPoints(text, options).reading;

describe('how a file was read', () => {
  it('is which columns hold what and in which unit, what was ignored, and which rows are left out', () => {
    const text =
      'params (M),tokens (B),val_loss,train_loss,note,outlier\n' +
      '70,1.4,3.2,3.1,a,0\n160,2,3,2.9,b,0\n160,2,9,8,b,1\n410,3,nan,2,c,0\n';
    expect(readingJson(read(text))).to.deep.equal({
      columns: {
        N: { name: 'params (M)', scale: 1e6 },
        D: { name: 'tokens (B)', scale: 1e9 },
        C: { name: null, scale: 1, formula: '6 N D' },
        seen: { name: 'tokens (B)', scale: 1e9 },
        loss: { name: 'val_loss', scale: 1 },
      },
      ignored: [
        { name: 'train_loss', why: 'another loss, or something said of one' },
        { name: 'note', why: 'its name is of no quantity that laws use' },
      ],
      tuned: [],
      rows: {
        read: 4,
        used: 2,
        left: [
          { why: 'marked by outlier', count: 1 },
          { why: 'the loss is not a number', count: 1 },
        ],
      },
    });
    expect(readingInWords(read(text))).to.deep.equal([
      'Columns: N from params (M) times 10^6, D from tokens (B) times 10^9, loss from val_loss, C = 6 N D.',
      'Ignored: train_loss (another loss, or something said of one), note (its name is of no quantity that laws use).',
      '2 of 4 rows are fitted.',
      'Rows left out: 1 (marked by outlier), 1 (the loss is not a number).',
    ]);
  });

  it('follows what a person says of columns, scales and rows', () => {
    const text = 'size,bits,run\n2,1,a\n3,2,a\n4,1,b\n';
    const { columns, rows } = readingJson(
      read(text, {
        named: { N: 'size', loss: 'bits' },
        scales: { N: 1e6, loss: 1 },
        where: [{ column: 'run', value: 'b', isNot: true }],
      }),
    );
    expect(columns).to.deep.equal({ N: { name: 'size', scale: 1e6 }, loss: { name: 'bits', scale: 1 } });
    expect(rows).to.deep.equal({
      read: 3,
      used: 2,
      left: [{ why: 'other rows were asked for', count: 1 }],
    });
  });

  it('has rows that a flag leaves out, unless a person chooses by it or it would leave none', () => {
    const used = (text: string, keep: string[] = []) => read(text, { keep }).used;
    for (const flag of ['outlier', 'is_outlier', 'diverged', 'Exclude', 'failed']) {
      expect(used(`N,loss,${flag}\n1,2,0\n2,2,1\n3,1,false`), flag).to.equal(2);
    }
    for (const flag of ['include', 'valid', 'keep']) {
      expect(used(`N,loss,${flag}\n1,2,yes\n2,2,no\n3,1,TRUE`), flag).to.equal(2);
    }
    expect(used('N,loss,outlier\n1,2,0\n2,2,1', ['outlier'])).to.equal(2);
    expect(used('N,loss,outlier\n1,2,1\n2,2,1')).to.equal(2);
    expect(used('N,loss,outlier\n1,2,0.3\n2,2,1.7'), 'a score is not a flag').to.equal(2);
  });
});

describe('a unit in the name of a column', () => {
  it('is found in every usual place', () => {
    const units: Readonly<Record<string, readonly [stem: string, unit: number]>> = {
      'params (M)': ['params', 1e6],
      'params [in millions]': ['params', 1e6],
      'tokens, billions': ['tokens', 1e9],
      'tokens in billions': ['tokens', 1e9],
      'N / 1e6': ['N', 1e6],
      'D/10^9': ['D', 1e9],
      'N (×10⁶)': ['N', 1e6],
      'tokens (B tokens)': ['tokens', 1e9],
      'tokens (Mtok)': ['tokens', 1e6],
      tokens_B: ['tokens', 1e9],
      params_m: ['params', 1e6],
      paramsM: ['params', 1e6],
      Mparams: ['params', 1e6],
      'M params': ['params', 1e6],
      GFLOPs: ['FLOPs', 1e9],
      EFLOPs: ['FLOPs', 1e18],
      'compute (PF-days)': ['compute', 1e15 * 86_400],
      'compute (PFLOP/s-days)': ['compute', 1e15 * 86_400],
      compute_pfdays: ['compute', 1e15 * 86_400],
      'C (ZFLOPs)': ['C', 1e21],
      'C (1e18 FLOPs)': ['C', 1e18],
      flops_1e18: ['flops', 1e18],
      'N (Mi)': ['N', 2 ** 20],
      'N [K]': ['N', 1e3],
    };
    for (const [name, [stem, unit]] of Object.entries(units)) {
      expect(unitInName(name), name).to.deep.equal({ stem, unit });
    }
    for (const name of ['N (total)', 'd_model', 'x_b', 'loss (val)', 'tokens per step', 'seed_1']) {
      expect(unitInName(name).unit, name).to.equal(null);
    }
  });

  it('counts once, whatever the cells say', () => {
    const sizes = (text: string) => readPoints(text).table?.points.map(({ N }) => N);
    expect(sizes('params (M),loss\n70M,3\n160,2')).to.deep.equal([70e6, 160e6]);
    expect(sizes('params (M),loss\n70000000,3\n160000000,2')).to.deep.equal([70e6, 160e6]);
    expect(read('params (M),loss\n70000000,3').notes.join(' ')).to.include('taken as they stand');
  });
});

describe('names in other languages', () => {
  it('are recognised', () => {
    const files = [
      'paramètres (millions);jetons (milliards);perte de validation',
      'Parameter (Mio.);Token (Mrd.);Validierungsverlust',
      'parámetros (M);tokens (B);pérdida',
      '参数量(百万);训练词元数(十亿);验证损失',
      'パラメータ数(百万);トークン数(十億);検証損失',
    ];
    for (const file of files) {
      const [N, D, loss] = file.split(';');
      expect(recogniseColumns([N, D, loss]).columns, file).to.deep.equal({ N, D, loss, seen: D });
      expect([unitInName(N).unit, unitInName(D).unit], file).to.deep.equal([1e6, 1e9]);
    }
  });
});
