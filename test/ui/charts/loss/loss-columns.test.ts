// Covers src/ui/charts/loss/loss-columns.ts, and the curves of src/figures/loss-curves.ts that it draws

import { expect } from 'chai';
import { lossColumns } from '../../../../src/ui/charts/loss/loss-columns.js';
import { syntheticState } from '../../../support/synthetic-state.js';

describe('loss columns', () => {
  it('give every config a line of training and one of evaluations, over one ascending x', () => {
    const { runs } = syntheticState();
    const { series, data } = lossColumns(runs, 'step', new Set());
    expect(series.map(({ kind }) => kind)).to.deep.equal(runs.flatMap(() => ['training', 'evaluation']));
    expect(data[0]).to.deep.equal([...new Set(data[0])].sort((a, b) => a - b));
    for (const column of data) expect(column.length).to.equal(data[0].length);
  });

  it('measure x in steps, samples or FLOPs', () => {
    const { runs } = syntheticState();
    const { steps, batch, trainingFlops } = runs[0].plan;
    const last = (axis: 'step' | 'samples' | 'flops'): number =>
      lossColumns(runs.slice(0, 1), axis, new Set()).data[0].at(-1)!;
    expect(last('step')).to.equal(steps);
    expect(last('samples')).to.equal(steps * batch);
    expect(last('flops')).to.be.closeTo(trainingFlops, trainingFlops * 1e-9);
  });

  it('leave out hidden sizes, and losses that no log axis can show', () => {
    const { runs } = syntheticState({ diverging: ['w4'] });
    const { series, data } = lossColumns(runs, 'step', new Set([1, 2]));
    expect(new Set(series.map(({ rung }) => rung))).not.to.include(1);
    expect(
      data
        .slice(1)
        .flat()
        .every((loss) => loss === null || loss > 0),
    ).to.be.true;
  });

  it('follow the replica with the lowest evaluation', () => {
    const [run] = syntheticState().runs;
    const { series, data } = lossColumns([run], 'step', new Set());
    const shown = data[series.findIndex(({ kind }) => kind === 'evaluation') + 1].at(-1);
    expect(shown).to.equal(Math.min(...run.evaluations.at(-1)!.losses));
  });

  it('are empty before the first loss', () => {
    expect(lossColumns([], 'step', new Set()).series).to.be.empty;
  });
});
