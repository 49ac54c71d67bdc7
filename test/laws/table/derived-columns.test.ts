// Covers src/laws/table/{seed-columns,derived-sizes,recognised-table}.ts and src/laws/table/text/{logged,computed-column}.ts: columns that
// hold more than their numbers, and what follows from them.
import { expect } from 'chai';
import { InputError } from '../../../src/base/errors.js';
import { readPoints } from '../../../src/laws/table/read-points.js';
import { loggedOf } from '../../../src/laws/table/text/logged.js';

const load = (...lines: string[]) => readPoints(lines.join('\n'), { strict: true });
const first = (...lines: string[]) => load(...lines).table.points[0];

describe('a column of logarithms', () => {
  it('is known by its name, with its base', () => {
    const bases = {
      log10_N: 10,
      'log10(N)': 10,
      log10N: 10,
      'lg params': 10,
      log2_tokens: 2,
      'ln(params)': Math.E,
    };
    for (const [name, base] of Object.entries(bases)) expect(loggedOf(name)?.base, name).to.equal(base);
    for (const name of ['log_N', 'log(N)', 'logN']) expect(loggedOf(name)?.base, name).to.equal(null);
    for (const name of ['logits', 'lr', 'LN', 'logical', 'log', 'N'])
      expect(loggedOf(name), name).to.equal(null);
  });

  it('is read as a power of its base', () => {
    expect(first('log10_N,loss', '6,2').N).to.be.closeTo(1e6, 1e-6);
    expect(first('log2(params),loss', '20,2').N).to.equal(2 ** 20);
    expect(first('N,ln_loss', `5,${Math.log(2)}`).loss).to.be.closeTo(2, 1e-12);
    expect(first('log10(C in PF-days),loss', '-1,2').C).to.be.closeTo(8.64e18, 1e7);
    const { reading } = load('log10_N,loss', '6,2');
    expect(reading.taken.N).to.deep.equal({ name: 'log10_N', scale: 1, base: 10 });
  });

  it('of a perplexity is a loss as it stands', () => {
    expect(first('N,log_loss', '5,2.5').loss).to.equal(2.5);
    expect(first('N,ln_ppl', '5,2.5').loss).to.equal(2.5);
    expect(first('N,log2_ppl', '5,3').loss).to.be.closeTo(3 * Math.LN2, 1e-12);
  });

  it('is refused where its base is open, with names that would do', () => {
    expect(() => readPoints('log_N,loss\n6,2\n', { strict: true, named: { N: 'log_N' } })).to.throw(
      InputError,
      'the column log_N holds logarithms, but not of which base: call it log10_N, ln_N or log2_N',
    );
  });
});

describe('columns of several seeds', () => {
  it('become rows, with the seed', () => {
    const names = [
      'loss_seed0,loss_seed1',
      'val loss (run 1),val loss (run 2)',
      'seed0_loss,seed1_loss',
      'loss.s1,loss.s2',
    ];
    for (const name of names) {
      const { table, reading } = load(`N,${name}`, '100,2,2.2', '200,1,');
      expect(
        table.points.map(({ N, loss }) => [N, loss]),
        name,
      ).to.deep.equal([
        [100, 2],
        [100, 2.2],
        [200, 1],
      ]);
      expect(new Set(table.points.map(({ seed }) => seed)).size, name).to.equal(2);
      expect(reading.notes.join(' ')).to.include('for each of 2 seeds');
    }
  });

  it('stay columns beside a mean, beside a seed, or where they are of several losses', () => {
    expect(load('N,loss,loss_seed0,loss_seed1', '100,2,1.9,2.1').table.points).to.have.length(1);
    expect(load('N,seed,loss_run0,loss_run1', '100,3,1.9,2.1').table.points).to.have.length(1);
    expect(load('N,train_loss_s0,train_loss_s1,val_loss_s0', '100,3,1.9,2.1').table.points).to.have.length(1);
  });
});

describe('D', () => {
  it('follows from tokens for each parameter', () => {
    for (const name of ['tokens_per_param', 'tokens/param', 'D/N', 'TPP']) {
      const { table, reading } = load(`params (M),${name},loss`, '70,20,3');
      expect(table.points[0].D, name).to.equal(1.4e9);
      expect(reading.notes.join(' '), name).to.include(`D: it is taken to be params (M) x ${name}`);
      expect(reading.ignored, name).to.deep.equal([]);
    }
  });

  it('follows from steps, batch and context, or from steps and batches of tokens', () => {
    expect(first('N,steps,batch_size,seq_len,loss', '100,10,8,64,2').D).to.equal(10 * 8 * 64);
    expect(first('N,steps,batch_size,seq_len,loss', '100,10,524288,1024,2').D).to.equal(10 * 524_288);
  });

  it('is what its own column says, where there is one', () => {
    expect(first('N,D,steps,batch_size,seq_len,loss', '100,77,10,8,64,2').D).to.equal(77);
    expect(first('N,tokens,tokens_per_param,loss', '100,77,20,2').D).to.equal(77);
  });
});
