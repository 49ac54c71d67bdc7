// Covers src/laws/bill: what a lower loss takes, what runs cost, and published laws with the models on them. Also
// src/figures/bill-figure.ts.
import { expect } from 'chai';
import { billFigure, publishedFigure } from '../../../src/figures/bill-figure.js';
import type { Estimated } from '../../../src/fit/surface/compute-optimal.js';
import { better, type Better } from '../../../src/laws/bill/better.js';
import { betterInWords } from '../../../src/laws/bill/better-words.js';
import { ownBill, publishedBill } from '../../../src/laws/bill/billed.js';
import { answersForTraining, costOf, RENTED, servingFlops } from '../../../src/laws/bill/cost.js';
import { flopsOf, publishedLaws, publishedModels, publishedTimes } from '../../../src/laws/bill/published.js';
import { exampleTable } from '../../../src/laws/examples/example-tables.js';
import { planTraining } from '../../../src/laws/forecast/planner.js';
import type { PlanningLaw } from '../../../src/laws/forecast/planning-law.js';
import { planOf } from '../../../src/laws/outlook/plan-of.js';
import { outlookOf } from '../../../src/laws/outlook/table-outlook.js';
import { lawsOfTable } from '../../../src/laws/table-laws.js';
import { tableOf } from '../../support/law-panels.js';

const planning = (id: 'size' | 'size-data', panel: string): PlanningLaw =>
  planOf(outlookOf(lawsOfTable(tableOf(exampleTable(id)!.text()))), panel)!;
const line = planning('size', 'N');
const surface = planning('size-data', 'surface');
const device = { flopsPerSecond: null, watts: 0 };

function found(result: ReturnType<typeof better>): Better {
  if (result.type === 'refused') throw new Error(result.reason);
  return result;
}

describe('a lower loss', () => {
  it('takes what the law was made with, within its interval', () => {
    // E = 1.9, A = 42, alpha = 0.31.
    const excess = 42 * 1e8 ** -0.31;
    const times = (excess / (0.98 * (1.9 + excess) - 1.9)) ** (1 / 0.31);
    const { N, D, C } = found(better(line, 1e8, 0.02));
    expect(N!.interval[0]).to.be.below(times);
    expect(N!.interval[1]).to.be.above(times);
    // The table says nothing of data and compute.
    expect([D, C]).to.deep.equal([null, null]);
  });

  it('takes on a surface what a plan for that loss takes', () => {
    const now = planTraining(surface, { type: 'flops', flops: 1e21 }, device);
    if (now.type === 'refused') throw new Error(now.reason);
    const { loss, N, D, C } = found(better(surface, 1e21, 0.05));
    const then = planTraining(surface, { type: 'loss', loss }, device);
    if (then.type === 'refused') throw new Error(then.reason);
    expect(loss).to.be.closeTo(0.95 * now.prediction.loss, 1e-9);
    expect(C!.value / (then.flops! / 1e21)).to.be.closeTo(1, 1e-6);
    expect(N!.value / (then.N!.value / now.N!.value)).to.be.closeTo(1, 1e-6);
    expect(N!.value * D!.value).to.be.closeTo(C!.value, 1e-6 * C!.value);
    for (const { value, interval } of [N!, D!, C!]) {
      expect(interval[0]).to.be.within(1, value);
      expect(interval[1]).to.be.above(value);
    }
  });

  it('is said with intervals, and with the first digit that differs from none', () => {
    const words = (N: Estimated, C: Estimated | null): string =>
      betterInWords({ type: 'better', loss: 1, N, D: null, C }, 0.01);
    const times = (value: number, low: number, high: number): Estimated => ({ value, interval: [low, high] });
    expect(words(times(1.0485, 1.03, 1.0712), times(3.14159, 2.4, 4.02))).to.equal(
      '1 % lower loss costs 1.05× (1.03 to 1.07) the parameters, 3.1× (2.4 to 4.0) the compute.',
    );
    expect(words(times(123.4, 20, Infinity), null)).to.equal(
      '1 % lower loss costs 123× (20 or more) the parameters.',
    );
    expect(words(times(1.0021, 1.0021, 1.0021), null)).to.equal(
      '1 % lower loss costs 1.002× the parameters.',
    );
  });

  it('costs nothing that can be paid below the floor', () => {
    const refused = better(line, 1e8, 0.5);
    expect(refused).to.have.property('type', 'refused');
    expect(better(surface, 1e22, 0.5)).to.have.property('type', 'refused');
  });
});

describe('what runs cost', () => {
  it('follows from FLOPs by stated assumptions', () => {
    // GPT-3 on H100s at 40 % and 2 dollars an hour.
    const { seconds, joules, dollars } = costOf(3.14e23, RENTED);
    expect(seconds / 3600).to.be.closeTo(220_000, 5000);
    expect(dollars).to.be.closeTo(440_000, 10_000);
    expect(joules).to.equal(700 * seconds);
    // Llama 3 8B: as dear to answer as to train after three times its 15 T tokens; 2 N FLOPs a token.
    expect(answersForTraining(15e12)).to.equal(45e12);
    expect(servingFlops(6 * 8e9 * 15e12, 15e12)).to.equal(2 * 8e9);
  });
});

describe('published laws', () => {
  const lossOf = (law: keyof typeof publishedLaws, name: string): number => {
    const { N, D } = publishedModels.find((model) => model.name === name)!;
    return publishedLaws[law].loss(N, D);
  };

  it('give the models that they are known for their losses', () => {
    expect(lossOf('hoffmann', 'GPT-3')).to.be.closeTo(2.002, 5e-4);
    expect(lossOf('hoffmann', 'Gopher')).to.be.closeTo(1.993, 5e-4);
    expect(lossOf('hoffmann', 'Chinchilla')).to.be.closeTo(1.937, 5e-4);
    expect(lossOf('hoffmann', 'Llama 3.1 405B')).to.be.closeTo(1.819, 5e-4);
    expect(lossOf('kaplan', 'GPT-3')).to.be.closeTo(1.732, 5e-4);
  });

  it('spend a budget on the size with the lowest loss', () => {
    for (const law of Object.values(publishedLaws)) {
      const { N, D, loss } = law.best(5.76e23);
      expect(6 * N * D).to.be.closeTo(5.76e23, 1e15);
      for (const times of [0.97, 1.03]) expect(law.loss(times * N, D / times), law.id).to.be.above(loss);
    }
  });

  it('say what less loss takes, and where none reaches it', () => {
    const chinchilla = flopsOf(publishedModels.find(({ name }) => name === 'Chinchilla')!);
    expect(publishedTimes(publishedLaws.hoffmann, chinchilla, 0.01)!.C).to.be.closeTo(1.73, 0.01);
    expect(publishedTimes(publishedLaws.hoffmann, chinchilla, 0.05)!.C).to.be.closeTo(28.5, 0.1);
    expect(publishedTimes(publishedLaws.hoffmann, chinchilla, 0.2)).to.equal(null);
    expect(publishedBill(publishedLaws.hoffmann).better(chinchilla, 0.2)).to.have.property('type', 'refused');
  });

  it('are drawn with their models and with the visitor’s own compute', () => {
    const figure = publishedFigure(publishedLaws.hoffmann, 'Hoffmann', 1e13);
    expect(figure.marks.length).to.equal(publishedModels.length);
    expect(figure.lines.map(({ name }) => name)).to.include('you are here');
    expect(figure.x.range[0]).to.be.below(1e13);
    expect(publishedFigure(publishedLaws.kaplan, 'Kaplan', null).lines.length).to.equal(1);
  });
});

describe('the chart of the bill', () => {
  it('has linear axes, the run at hand and the better one, over the floor', () => {
    const bill = ownBill(surface)!;
    const loss = (cost: number): number | null => bill.run(cost)?.loss ?? null;
    const now = { cost: 1e21, loss: loss(1e21)! };
    const then = { cost: 2e21, loss: loss(2e21)! };
    const figure = billFigure({ label: 'C', unit: 'nats', loss, now, then, floor: bill.floor });
    expect([figure.x.scale, figure.y.scale]).to.deep.equal(['linear', 'linear']);
    expect(figure.marks.map(({ x }) => x)).to.deep.equal([1e21, 2e21]);
    expect(figure.ground?.y).to.equal(bill.floor);
    // One too far away to draw is left out.
    const far = billFigure({ label: 'C', unit: 'nats', loss, now, then: { cost: 1e24, loss: 1 }, floor: 0 });
    expect(far.marks.length).to.equal(1);
    expect(far.x.range[1]).to.equal(4e22);
  });
});
