import { expect } from 'chai';
import { InputError } from '../../../src/base/errors.js';
import { tasks } from '../../../src/data/tasks/tasks.js';
import { addText } from '../../../src/data/text/texts.js';
import { estimateSeconds, planCost, type PlanCost } from '../../../src/lab/plan/cost.js';
import { noLawForeseen } from '../../../src/laws/foresight.js';
import { logSpacedSteps, plan } from '../../../src/lab/plan/plan.js';
import { widen } from '../../../src/lab/records/widen.js';
import type { RunPlan } from '../../../src/lab/plan/run-plan.js';
import { presetIds, presets, type Overrides } from '../../../src/lab/presets/presets.js';
import { overridesOf } from '../../../src/lab/presets/resolve.js';
import { resolveExperiment } from '../../support/experiments.js';
import { readExperiment } from '../../../src/lab/plan/read-experiment.js';
import type { TunedRun } from '../../../src/lab/records/tuning.js';
import { experimentSizes } from '../../../src/lab/experiment/experiment.js';

/** The message of the InputError that `work` throws. */
function complaint(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    expect(error).to.be.instanceOf(InputError);
    return (error as Error).message;
  }
  return expect.fail('expected an InputError');
}

const manifoldWith = (path: string, value: unknown): string =>
  complaint(() => resolveExperiment('manifold', { [path]: value }));

describe('presets', () => {
  it('are valid in every size, and the sizes differ in cost', () => {
    const textId = addText('ducks.txt', 'Ducks quack, and geese honk at ducks. '.repeat(400));
    for (const id of presetIds) {
      const given = id === 'text' ? { 'task.textId': textId } : {};
      const costs = experimentSizes.map(
        (size) => planCost(plan(resolveExperiment(id, { size, ...given }))).trainingFlops,
      );
      expect(costs, id).to.deep.equal([...costs].sort((a, b) => a - b));
      expect(presets[id].question).to.match(/\?$/);
    }
  });
});

describe('resolveExperiment', () => {
  it('picks the size first, then sets what is asked for', () => {
    const spec = resolveExperiment('manifold', { 'training.steps': 7000, 'task.dimension': 2, size: 'full' });
    expect(spec).to.deep.include({ size: 'full', preset: 'manifold' });
    expect(spec.task).to.deep.include({ dimension: 2 });
    expect(spec.training).to.deep.include({ steps: 7000, batch: 1024 });
  });

  it('brings the defaults of another optimiser, and the learning rate that suits it', () => {
    const spec = resolveExperiment('manifold', { 'training.optimizer.type': 'sgd' });
    expect(spec.training.optimizer).to.deep.include({ type: 'sgd', momentum: 0.9 });
    expect(spec.lrSweep.centre).to.be.closeTo(10 * resolveExperiment('manifold').lrSweep.centre, 1e-12);
  });

  it('names the nearest preset or field when there is none of a name', () => {
    expect(complaint(() => resolveExperiment('manifld'))).to.equal(
      'there is no preset manifld; did you mean manifold?',
    );
    expect(manifoldWith('task.dimensoin', 4)).to.equal(
      'task.dimensoin: there is no such field; did you mean task.dimension?',
    );
    expect(manifoldWith('training.steps.x', 4)).to.contain('there is no such field');
    expect(manifoldWith('size', 'huge')).to.equal('size: expected one of small, standard, full, got huge');
  });

  it('says what differs from the preset, and gives the spec back from it', () => {
    expect(overridesOf(resolveExperiment('glyphs'))).to.deep.equal({});
    const overrides = {
      size: 'standard',
      'model.widths': [4, 9],
      'training.optimizer.type': 'sgd',
      'lrSweep.centre': 1,
    };
    const spec = resolveExperiment('glyphs', overrides);
    expect(overridesOf(spec)).to.deep.equal(overrides);
  });
});

describe('a spec', () => {
  it('is refused with field, value and what would be right', () => {
    expect(manifoldWith('training.steps', -5)).to.equal(
      'training.steps: expected a whole number from 1 to 10000000, got -5',
    );
    expect(manifoldWith('lrSweep.centre', NaN)).to.equal(
      'lrSweep.centre: expected a number from 1e-8 to 100, got NaN',
    );
    expect(manifoldWith('model.widths', [4, '8'])).to.equal(
      'model.widths.1: expected a whole number from 1 to 8192, got "8"',
    );
    expect(manifoldWith('model.widths', [])).to.equal(
      'model.widths: expected at least one of widths, got []',
    );
    expect(manifoldWith('model.activation', 'rule')).to.equal(
      'model.activation: expected one of relu, tanh, gelu, got "rule"',
    );
    expect(manifoldWith('task.dimension', 99)).to.match(
      /^task.dimension: expected a whole number from 1 to 16/,
    );
    expect(complaint(() => readExperiment(3))).to.match(/^spec: expected an object with version, preset/);
  });

  it('names unknown and missing fields', () => {
    const spec = resolveExperiment('manifold');
    const misspelt = { ...spec, sedes: spec.seeds, seeds: undefined };
    expect(complaint(() => readExperiment(misspelt))).to.equal(
      'sedes: there is no such field; did you mean seeds?',
    );
    expect(complaint(() => readExperiment({ ...spec, lrSweep: { enabled: true } }))).to.equal(
      'lrSweep.count: this field is missing',
    );
    expect(complaint(() => readExperiment({ ...spec, task: { type: 'mnist' } }))).to.equal(
      `task.type: expected one of ${Object.keys(tasks).join(', ')}, got "mnist"`,
    );
  });

  it('is refused where its fields do not fit together', () => {
    expect(manifoldWith('model.widths', [8, 4])).to.contain('ascending values without repeats, got [8,4]');
    expect(manifoldWith('data.uniqueSamples', [null, 100])).to.contain('ascending');
    expect(manifoldWith('training.steps', 50)).to.contain('fewer than training.steps = 50');
    expect(manifoldWith('seeds.first', 2 ** 32 - 1)).to.contain('seeds.first');
    expect(
      complaint(() =>
        resolveExperiment('manifold', {
          'model.initialisation': 'mup',
          'training.optimizer.type': 'sgd',
        }),
      ),
    ).to.contain('muP');
    expect(
      complaint(() => resolveExperiment('manifold', { size: 'full', 'training.steps': 5_000_000 })),
    ).to.contain('training.steps: expected at most 4194304 steps of batch 1024');
  });

  it('is refused where a data set would be larger than its text', () => {
    const spec = resolveExperiment('markov');
    const textId = addText('short', 'Not much to read here. '.repeat(100));
    const withUnique = (uniqueSamples: (number | null)[]): unknown => ({
      ...spec,
      task: { ...tasks.text.defaults, context: 23, textId },
      data: { ...spec.data, uniqueSamples },
    });
    // 2070 characters to train on, the last of them only as a target.
    readExperiment(withUnique([10, 89, null])).spec;
    expect(complaint(() => readExperiment(withUnique([10, 90, null])))).to.equal(
      'data.uniqueSamples: expected at most the 89 samples that this text has, got 90',
    );
  });

  it('is refused where models or memory would be too large, before anything is allocated', () => {
    expect(
      complaint(() => resolveExperiment('manifold', { 'model.widths': [8192], 'model.depth': 8 })),
    ).to.contain('at most 32 M parameters');
    expect(
      complaint(() => resolveExperiment('manifold', { 'model.widths': [2048], 'training.batch': 65_535 })),
    ).to.match(/^w2048 with one replica would need \d+(\.\d+)? GiB of memory, more than 4 GiB/);
  });
});

describe('plan', () => {
  const widths = [8, 32, 128];
  const spec = resolveExperiment('manifold', {
    'model.widths': widths,
    'seeds.count': 2,
    'lrSweep.count': 4,
    'lrSweep.ratio': 2,
    'lrSweep.centre': 0.003,
  });

  it('gives equal specs equal runs', () => {
    expect(plan(spec)).to.deep.equal(plan(structuredClone(spec)));
  });

  it('gives every config its seeds times the rates of its learning-rate sweep, centred by width', () => {
    const run = plan(spec).runs.find(({ id }) => id === 'w32')!;
    expect(run.replicas).to.have.length(8);
    const rates = run.replicas.slice(0, 4).map(({ learningRate }) => learningRate);
    // Engines round powers differently in the last bit.
    rates.forEach((rate, i) => expect(rate / rates[0]).to.be.closeTo(2 ** i, 1e-12));
    expect(rates[1] * rates[2]).to.be.closeTo(0.003 ** 2, 1e-12);
    const wide = plan(spec).runs.find(({ id }) => id === 'w128')!;
    expect(wide.replicas[0].learningRate / rates[0]).to.be.closeTo(1 / 2, 1e-9);
  });

  it('crosses widths with sizes of the data set', () => {
    const crossed = resolveExperiment('manifold', {
      'model.widths': [4, 8],
      'data.uniqueSamples': [100, null],
      'lrSweep.enabled': false,
    });
    expect(plan(crossed).runs.map(({ id }) => id)).to.deep.equal(['w4-d100', 'w4', 'w8-d100', 'w8']);
    expect(plan(crossed).runs[0].replicas).to.have.length(2);
  });

  it('evaluates at steps that are evenly spaced in their logarithm, the last at the end', () => {
    expect(logSpacedSteps(1000, 4)).to.deep.equal([1, 10, 100, 1000]);
    expect(logSpacedSteps(3, 10)).to.deep.equal([1, 2, 3]);
    expect(logSpacedSteps(50, 1)).to.deep.equal([50]);
  });

  it('estimates memory and time, once the device is calibrated', () => {
    const cost = planCost(plan(spec));
    expect(cost.runs).to.equal(3);
    expect(cost.replicas).to.equal(24);
    expect(cost.bytes).to.be.within(1e6, 1e9);
    const gpu = { engine: 'gpu', software: false, threads: null, flopsPerSecond: 1e12 } as const;
    expect(estimateSeconds(cost, { ...gpu, flopsPerSecond: null })).to.equal(null);
    const slow = estimateSeconds(cost, { ...gpu, flopsPerSecond: 1e9, software: true })!;
    expect(slow).to.be.greaterThan(estimateSeconds(cost, gpu)!);
  });

  it('gives each core of a processor its share, and no replica more than one core', () => {
    const secondsOn = (threads: number, cost: PlanCost): number =>
      estimateSeconds(cost, { engine: 'cpu', software: false, threads, flopsPerSecond: threads * 24e9 })!;
    const cost = planCost(plan(spec));
    expect(secondsOn(4, cost)).to.be.closeTo(secondsOn(1, cost) / 4, 1e-9);
    const single = planCost(
      plan(
        resolveExperiment('manifold', {
          'model.widths': [64],
          'seeds.count': 1,
          'lrSweep.enabled': false,
        }),
      ),
    );
    expect(single.replicas).to.equal(1);
    expect(secondsOn(4, single)).to.be.closeTo(secondsOn(1, single), 1e-9);
  });

  it('counts what Muon adds at any depth: 18 launches a step, directions and Gram matrices, and products', () => {
    for (const depth of [1, 3]) {
      const [adamw, muon] = ['adamw', 'muon'].map((type) => {
        const overrides = {
          'model.depth': depth,
          'model.widths': [64],
          'training.steps': 1000,
          'training.optimizer.type': type,
        };
        return planCost(plan(resolveExperiment('markov', overrides)));
      });
      expect(muon.dispatches - adamw.dispatches).to.equal(18 * 1000);
      // Two floats for each of a block's 12 x 64^2 parameters, and for each element of its six Gram matrices.
      expect(muon.bytes - adamw.bytes).to.equal(muon.replicas * depth * 2 * 4 * (12 + 6) * 64 ** 2);
      expect(muon.updateFlops).to.be.greaterThan(10 * adamw.updateFlops);
      expect(muon.trainingFlops).to.equal(adamw.trainingFlops);
    }
  });

  it('estimates what a core was measured to need, within a factor of 1.5', () => {
    const core = { engine: 'cpu', software: false, threads: 1, flopsPerSecond: 24.3e9 } as const;
    // As they were when they were measured, where the presets have changed since.
    const settings: Readonly<Record<string, Overrides>> = {
      'parity-mix': { 'task.subtasks': 16, 'task.bits': 12, 'training.batch': 128 },
      markov: { 'task.vocabulary': 256, 'training.batch': 16 },
    };
    const secondsOf = (preset: string, width: number, steps: number): number => {
      const overrides = { 'model.widths': [width], 'training.steps': steps, 'evaluation.points': 1 };
      const alone = { 'seeds.count': 1, 'lrSweep.enabled': false, 'training.schedule.warmupSteps': 0 };
      const spec = resolveExperiment(preset, { ...settings[preset], ...overrides, ...alone });
      return estimateSeconds(planCost(plan(spec)), core)!;
    };
    // docs/lab-log.md: CPU milliseconds a step of one replica.
    for (const [preset, width, measured] of [
      ['manifold', 4, 0.061],
      ['manifold', 20, 0.104],
      ['manifold', 128, 1.29],
      ['zipf-facts', 11, 0.151],
      ['zipf-facts', 45, 0.225],
      ['glyphs', 10, 0.241],
      ['parity-mix', 4, 0.0146],
      ['parity-mix', 40, 0.0441],
      ['markov', 4, 0.345],
      ['markov', 24, 1.29],
      ['graph-walk', 16, 0.704],
      ['grammar', 4, 1.01],
      ['grammar', 32, 4.47],
      ['addition', 4, 0.192],
      ['addition', 32, 2.26],
    ] as const) {
      const step = (secondsOf(preset, width, 101) - secondsOf(preset, width, 1)) / 100;
      expect((1000 * step) / measured, `${preset} ${width}`).to.be.within(1 / 1.5, 1.5);
    }
  });
});

describe('noLawForeseen', () => {
  const foreseen = (widths: readonly number[]): string | null =>
    noLawForeseen(plan(resolveExperiment('zipf-facts', { 'model.widths': widths })));

  it('says before a start that sizes are too few or too close for a law', () => {
    expect(foreseen([11, 16, 23, 32, 45, 64, 90])).to.equal(
      'No law along N will come of this: the sizes span 0.90 decades, and a law needs at least 0.95. Add a size of 4950 or more.',
    );
    expect(foreseen([4, 16, 64])).to.include('at least 4 different sizes, and there are 3');
  });

  it('says nothing where a law can come, and of a single size, which asks for none', () => {
    expect(foreseen([8, 16, 32, 90])).to.equal(null);
    expect(foreseen([16])).to.equal(null);
  });

  it('foresees a law along N for every preset of several sizes', () => {
    for (const preset of presetIds.filter((id) => id !== 'text')) {
      for (const size of experimentSizes) {
        expect(noLawForeseen(plan(resolveExperiment(preset, { size }))), `${preset} ${size}`).to.equal(null);
      }
    }
  });
});

describe('widen', () => {
  const spec = resolveExperiment('manifold', {
    'model.widths': [4],
    'seeds.count': 1,
    'lrSweep.count': 4,
    'lrSweep.ratio': 2,
    'lrSweep.widen': true,
  });
  const [config] = plan(spec).runs;
  const ended = (run: RunPlan, losses: number[]): TunedRun => ({
    plan: run,
    evaluations: [
      {
        step: run.steps,
        losses: Float32Array.from(losses),
        standardErrors: new Float32Array(losses.length),
        accuracies: null,
        exactMatches: null,
        groupLosses: null,
      },
    ],
    branchEvaluations: [],
    outcomes: losses.map((loss) => (Number.isNaN(loss) ? 'diverged' : 'finished')),
  });

  it('adds two rates beyond the edge that is best, and knows its round', () => {
    const widened = widen(spec, [ended(config, [4, 3, 2, 1])])!;
    expect(widened.run).to.deep.include({ id: 'w4+1', config: 'w4', round: 1 });
    const edge = config.replicas[3].learningRate;
    expect(widened.run.replicas.map(({ learningRate }) => learningRate / edge)).to.deep.equal([2, 4]);
    expect(widened.reason).to.contain('highest');
    const low = widen(spec, [ended(config, [1, 2, 3, 4])])!.run.replicas;
    expect(low.map(({ learningRate }) => learningRate / config.replicas[0].learningRate)).to.deep.equal([
      0.25, 0.5,
    ]);
  });

  it('does nothing where the learning-rate sweep holds its minimum or ends in divergence', () => {
    expect(widen(spec, [ended(config, [2, 1, 2, 3])])).to.equal(null);
    expect(widen(spec, [ended(config, [4, 3, 1, NaN])])).to.equal(null);
    expect(widen(spec, [ended(config, [NaN, NaN, NaN, NaN])])).to.equal(null);
  });

  it('gives up after the second widening', () => {
    const runs = [ended(config, [4, 3, 2, 1])];
    runs.push(ended(widen(spec, runs)!.run, [0.9, 0.8]));
    const second = widen(spec, runs)!.run;
    expect(second.id).to.equal('w4+2');
    expect(widen(spec, [...runs, ended(second, [0.7, 0.6])])).to.equal(null);
  });
});
