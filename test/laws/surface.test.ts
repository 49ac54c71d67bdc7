// Covers src/laws/surface.ts and surface-forms.ts: loss surfaces from the rows of a table. Also src/laws/{recipe,surface-forms}.ts.
import { expect } from 'chai';
import { InputError } from '../../src/base/errors.js';
import { fitOfForm, formsInWords, formsRecipe } from '../../src/laws/surface-forms.js';
import { HUBER, surfaceInWords, surfaceRecipe } from '../../src/laws/surface.js';
import { lawsOfTable } from '../../src/laws/table-laws.js';
import { readPoints } from '../../src/laws/table/read-points.js';
import { chinchillaLoss } from '../support/synthetic-table.js';

const grid = [1e7, 3e7, 1e8, 1e9].flatMap((N) => [1e9, 1e10, 1e11].map((D) => [N, D] as const));
const tableOf = (text: string) => readPoints(text, { strict: true }).table;
const plain = tableOf(['N,D,loss', ...grid.map(([N, D]) => `${N},${D},${chinchillaLoss(N, D)}`)].join('\n'));

describe('the surface of a table', () => {
  it('takes of each N and D the rows at the best learning rate and batch size', () => {
    const rows = grid.flatMap(([N, D]) =>
      [0.1, 0.2].flatMap((lr) =>
        [8, 16].map((batch) => `${N},${D},${lr},${batch},${chinchillaLoss(N, D) * (1 + lr + batch / 100)}`),
      ),
    );
    const { surface } = lawsOfTable(tableOf(['N,D,lr,batch,loss', ...rows].join('\n')));
    expect(surface.points).to.have.length(12);
    for (const { N, D, loss } of surface.points)
      expect(loss / chinchillaLoss(N, D)).to.be.closeTo(1.18, 1e-9);
    expect(surface.warnings.join(' ')).to.include(
      'Tuned over lr and batch: at each size the best row counts',
    );
  });

  it('predicts the rows that it was not fitted to', () => {
    const train = ['1e7', '3e7', '1e8'].map((value) => ({ column: 'N', value }));
    const { surface } = lawsOfTable(plain, { surface: { train } });
    expect([surface.points.length, surface.heldOut.length]).to.deep.equal([9, 3]);
    for (const { loss, prediction } of surface.heldOut)
      expect(prediction!.loss / loss).to.be.closeTo(1, 0.05);
    const none = lawsOfTable(plain, { surface: { train: [{ column: 'N', value: '5' }] } });
    expect(() => none.surface).to.throw(InputError, 'no row has N=5');
  });

  it('says how it was fitted', () => {
    const { surface } = lawsOfTable(plain, { surface: { robust: HUBER } });
    expect(surfaceInWords(surface)).to.match(
      /^L = 1\.69 \+ .* N\^−0\.340 \+ .*, Huber’s loss of log loss\.$/,
    );
    const recipe = Object.fromEntries(surfaceRecipe(surface, [['N', 'parameters']]));
    expect(recipe.Points).to.equal('12 used of 12');
    expect(recipe.N).to.equal('parameters');
    expect(recipe.Objective).to.include('delta 0.001');
  });

  it('needs N and D', () => {
    expect(() => lawsOfTable(tableOf('N,loss\n10,2')).surface).to.throw(InputError, 'needs columns N and D');
  });
});

describe('the forms of a surface', () => {
  it('are compared, and each can be asked for', () => {
    const { forms } = lawsOfTable(plain);
    expect(formsInWords(forms)).to.match(/^L = E \+ A N\^−α \+ B D\^−β: among the forms/);
    const product = fitOfForm(forms, 'product');
    expect('fit' in product && 'form' in product.fit).to.equal(true);
    expect(Object.fromEntries(formsRecipe(forms, [])).Starts).to.include('Product: 1');
    const few = lawsOfTable(tableOf('N,D,loss\n10,100,2\n20,100,1.9')).forms;
    expect(formsInWords(few)).to.include('at least');
    expect(fitOfForm(few, 'kaplan')).to.have.property('reason').that.includes('at least');
  });
});
