// Covers src/laws/table-laws.ts and six-nd.ts: all laws of a table, each fitted once. Also src/laws/table/six-nd.ts.
import { expect } from 'chai';
import { InputError } from '../../src/base/errors.js';
import { sixND, sizes, sixNDFlops } from '../../src/laws/table/six-nd.js';
import { lawIds, lawsOfTable, tableLaws } from '../../src/laws/table-laws.js';
import { HUBER } from '../../src/laws/surface.js';
import { readPoints } from '../../src/laws/table/read-points.js';
import { syntheticTable } from '../support/synthetic-table.js';

const read = (text: string) => readPoints(text).table!;

describe('the laws of a table', () => {
  it('are each fitted once, and share what they have in common', () => {
    const laws = lawsOfTable(read(syntheticTable()));
    expect(laws.surface).to.equal(laws.surface);
    expect(laws.isoflop.N).to.equal(laws.isoflop.N);
    expect(laws.broken.C.law).to.equal(laws.power.C);
    const { choice } = laws.forms;
    const chinchilla = 'best' in choice && choice.candidates.find(({ law }) => law === 'chinchilla');
    expect(chinchilla && chinchilla.fit, 'the surface is not fitted again').to.equal(laws.surface.fit);
  });

  it('are what is asked for', () => {
    const table = read(syntheticTable());
    const { surface, forms, power } = lawsOfTable(table, {
      surface: { robust: HUBER },
      power: { floor: 1.69 },
    });
    expect(surface.method.robust).to.deep.equal(HUBER);
    const { choice } = forms;
    const chinchilla = 'best' in choice && choice.candidates.find(({ law }) => law === 'chinchilla');
    expect(chinchilla && 'method' in chinchilla.fit && chinchilla.fit.method, 'forms are compared by squares')
      .to.have.property('robust')
      .that.deep.equals({ type: 'none' });
    expect(power.C.knownFloor).to.equal(1.69);
  });

  it('say what a table lacks when they are read, and only then', () => {
    const laws = lawsOfTable(read('N,loss\n10,3\n100,2.2\n1000,1.7\n10000,1.4'));
    expect(laws.power.N.fit.type).to.equal('fit');
    const lacking = {
      D: () => laws.power.D,
      surface: () => laws.surface,
      forms: () => laws.forms,
      isoflop: () => laws.isoflop.N,
      repeat: () => laws.repeat,
      batch: () => laws['critical-batch'],
    };
    for (const [name, get] of Object.entries(lacking))
      expect(get, name).to.throw(InputError, /there is|need/);
  });

  it('have names, and defaults for what may be asked', () => {
    expect(lawIds).to.include.members(['power', 'surface', 'isoflop', 'frontier', 'forms', 'broken']);
    for (const id of lawIds) expect(tableLaws[id].label, id).to.match(/^[A-Z]/);
  });
});

describe('C = 6 N D', () => {
  it('gives each of the three from the other two', () => {
    const all = { N: 10, D: 100, C: sixNDFlops(10, 100) };
    expect(all.C).to.equal(6000);
    for (const size of sizes) {
      expect(sixND[size].value({ ...all, [size]: null }), size).to.equal(all[size]);
      expect(sixND[size].value({ N: null, D: null, C: null }), size).to.equal(null);
    }
  });
});
