// Covers src/runner/{runner,scheduler,open-runs,active-run,plan-progress}.ts. Also src/runner/control.ts.

import { expect } from 'chai';
import { openGpu, type GpuDevice } from '../../src/engine/gpu/gpu-device.js';
import { kernelSources } from '../../src/engine/gpu/sources.js';
import type { RunEvent } from '../../src/lab/records/events.js';
import { addWeights } from '../../src/lab/weights/given-weights.js';
import { laws } from '../../src/laws/runs/lab-laws.js';
import type { Plan } from '../../src/lab/plan/run-plan.js';
import { LabStore } from '../../src/lab/records/store.js';
import type { TunedRun } from '../../src/lab/records/tuning.js';
import type { Backend } from '../../src/runner/backend.js';
import { RunControl } from '../../src/runner/control.js';
import { GpuBackend } from '../../src/runner/gpu/gpu-backend.js';
import { gpuInfo, onEachBackend, withGpuBackend, withPool } from '../support/backends.js';
import { collect, curve, ofType, results } from '../support/run-events.js';
import { tinyPlan } from '../support/tiny-plan.js';

onEachBackend('runPlan', (withBackend, engine) => {
  it('trains every size, evaluates where the plan says and ends with one last event', () =>
    withBackend(async (backend) => {
      const events = await collect(backend, tinyPlan());
      expect(events[0].type).to.equal('plan-started');
      expect(events.at(-1)).to.include({ type: 'plan-finished', outcome: 'finished' });
      for (const run of ['w4', 'w7']) {
        const losses = curve(events, run, 0);
        expect(losses).to.have.length(40);
        const steps = ofType(events, 'evaluation').filter((event) => event.run === run);
        expect(steps.map(({ step }) => step)).to.deep.equal([1, 10, 40]);
        expect(steps[2].losses[0]).to.be.below(steps[0].losses[0]);
      }
      expect(ofType(events, 'run-finished').map(({ outcomes }) => outcomes)).to.deep.equal([
        ['finished'],
        ['finished'],
      ]);
    }));

  for (const [order, uniqueSamples] of [
    ['per-seed', null],
    ['per-seed', 37],
    ['shared', null],
    ['shared', 37],
  ] as const) {
    if (engine === 'gpu' && uniqueSamples === null) continue;
    it(`gives a replica the same bits in company as alone (${order} data, ${uniqueSamples ?? 'infinite'} samples)`, () =>
      withBackend(async (backend) => {
        const replicas = [
          { seed: 1, learningRate: 1e-2 },
          { seed: 2, learningRate: 1e-2 },
          { seed: 2, learningRate: 4e-2 },
        ];
        const shape = { order, uniqueSamples, widths: [5] };
        const together = await collect(backend, tinyPlan({ ...shape, replicas }));
        for (const [r, replica] of replicas.entries()) {
          const alone = await collect(backend, tinyPlan({ ...shape, replicas: [replica] }));
          expect(curve(together, 'w5', r)).to.deep.equal(curve(alone, 'w5', 0));
        }
      }));
  }

  it('calls a replica diverged when its loss is not a number, and the others train as if alone', () =>
    withBackend(async (backend) => {
      const replicas = [
        { seed: 1, learningRate: 1e-2 },
        { seed: 1, learningRate: 1e30 },
        { seed: 2, learningRate: 1e-2 },
      ];
      const events = await collect(backend, tinyPlan({ replicas, widths: [4] }));
      expect(ofType(events, 'run-finished')[0].outcomes).to.deep.equal(['finished', 'diverged', 'finished']);
      expect(curve(events, 'w4', 1).some(Number.isFinite)).to.equal(true);
      expect(curve(events, 'w4', 1).every(Number.isFinite)).to.equal(false);
      for (const r of [0, 2]) {
        const alone = await collect(backend, tinyPlan({ replicas: [replicas[r]], widths: [4] }));
        expect(curve(events, 'w4', r)).to.deep.equal(curve(alone, 'w4', 0));
      }
    }));

  it('stops between chunks, and what was trained stays', () =>
    withBackend(async (backend) => {
      const control = new RunControl();
      const events = await collect(backend, tinyPlan({ steps: 200_000 }), { control }, (batch) => {
        if (batch.some(({ type }) => type === 'losses')) control.stop();
      });
      expect(events.at(-1)).to.include({ type: 'plan-finished', outcome: 'stopped' });
      expect(ofType(events, 'run-finished').map(({ outcomes }) => outcomes)).to.deep.equal([
        ['stopped'],
        ['stopped'],
      ]);
    }));

  it('skips one run and finishes the other', () =>
    withBackend(async (backend) => {
      const control = new RunControl();
      control.skip('w7');
      const events = await collect(backend, tinyPlan(), { control });
      const ended = Object.fromEntries(
        ofType(events, 'run-finished').map(({ run, outcomes }) => [run, outcomes[0]]),
      );
      expect(ended).to.deep.equal({ w4: 'finished', w7: 'skipped' });
    }));

  it('pauses, says so, and resumes where it was', () =>
    withBackend(async (backend) => {
      const control = new RunControl();
      const plan = tinyPlan({ steps: engine === 'gpu' ? 300 : 20_000 });
      let paused = 0;
      const events = await collect(backend, plan, { control }, (batch) => {
        const types = batch.map(({ type }) => type);
        if (types.includes('losses') && paused++ === 0) control.pause();
        if (types.includes('paused')) setTimeout(() => control.resume(), 20);
      });
      expect(ofType(events, 'paused')).to.have.length(1);
      expect(ofType(events, 'resumed')).to.have.length(1);
      const undisturbed = await collect(backend, plan);
      expect(results(events)).to.deep.equal(results(undisturbed));
    }));
});

describe('runPlan', () => {
  it('gives the same numbers twice', () =>
    withPool(async (backend) => {
      const replicas = [{ seed: 3, learningRate: 3e-3 }];
      const [first, second] = [
        await collect(backend, tinyPlan({ replicas })),
        await collect(backend, tinyPlan({ replicas })),
      ];
      expect(results(first)).to.deep.equal(results(second));
    }));

  it('trains on all three tasks', () =>
    withPool(async (backend) => {
      for (const task of [
        { type: 'zipf-facts', facts: 300, exponent: 0.5, labelNoise: 0.1, classes: 16, seed: 1 },
        { type: 'glyphs', noise: 0.3, jitter: 0.5, seed: 1 },
      ] as const) {
        const events = await collect(backend, tinyPlan({ task, widths: [8], steps: 60 }));
        const [first, , last] = ofType(events, 'evaluation');
        expect(last.losses[0], task.type).to.be.below(first.losses[0]);
        expect(last.accuracies![0], task.type).to.be.within(0, 1);
        expect(last.standardErrors[0] === 0, 'no sampling error where the evaluation is exact').to.equal(
          task.type === 'zipf-facts',
        );
      }
    }));

  it('loses no chunk while its events are taken slowly', () =>
    withPool(async (backend) => {
      const events = await collect(
        backend,
        tinyPlan({ steps: 5000 }),
        {},
        () => new Promise((resolve) => setTimeout(resolve, 30)),
      );
      expect(curve(events, 'w4', 0)).to.have.length(5000);
      expect(events.at(-1)).to.include({ type: 'plan-finished', outcome: 'finished' });
    }));

  it('starts from given weights where the spec says so, and the law says that it did', () =>
    withPool(async (backend) => {
      const first = await collect(backend, tinyPlan({ widths: [4] }));
      const { model } = tinyPlan({ widths: [4] }).runs[0];
      const [{ replicas }] = ofType(first, 'weights');
      const { parameters } = replicas[0];
      const { task } = tinyPlan().spec;
      const weightsId = addWeights({ model, attentionScale: 1, task, tokenizer: null, parameters });
      const start = { weightsId, name: 'mine' };
      const still = tinyPlan({ widths: [4], replicas: [{ seed: 5, learningRate: 1e-12 }], start });
      const second = await collect(backend, still);
      const lossesOf = (events: readonly RunEvent[]): number[] =>
        ofType(events, 'evaluation').map(({ losses }) => losses[0]);
      expect(lossesOf(second)).to.deep.equal([1, 10, 40].map(() => lossesOf(first).at(-1)));
      const store = new LabStore();
      store.apply(second);
      expect(laws(store.state)[0].warnings[0]).to.match(/^Every model started from the weights mine/);
    }));

  it('leaves out the runs that are finished already', () =>
    withPool(async (backend) => {
      const plan = tinyPlan();
      const ended = [
        { plan: plan.runs[0], evaluations: [], branchEvaluations: [], outcomes: ['finished'] as const },
      ];
      const events = await collect(backend, plan, { ended });
      expect(new Set(ofType(events, 'losses').map(({ run }) => run))).to.deep.equal(new Set(['w7']));
    }));

  it('widens the learning-rate sweep of a config by all of its runs, those of an earlier part of the plan too', () =>
    withPool(async (backend) => {
      const { spec, runs } = tinyPlan({ widths: [4], steps: 4 });
      const evaluated = (losses: readonly number[]): TunedRun['evaluations'] => [
        {
          step: 4,
          losses: Float32Array.from(losses),
          standardErrors: new Float32Array(losses.length),
          accuracies: null,
          exactMatches: null,
          groupLosses: null,
        },
      ];
      const replicas = [0.01, 0.02, 0.04].map((learningRate) => ({ seed: 1, learningRate }));
      const resume = async (losses: readonly number[]): Promise<RunEvent[]> => {
        const plan = { ...runs[0], replicas };
        const ended = [
          {
            plan,
            evaluations: evaluated(losses),
            branchEvaluations: [],
            outcomes: replicas.map(() => 'finished' as const),
          },
        ];
        const widening: Plan = { spec: { ...spec, lrSweep: { ...spec.lrSweep, widen: true } }, runs: [plan] };
        return collect(backend, widening, { ended });
      };
      expect(ofType(await resume([3, 1, 2]), 'run-added')).to.be.empty;
      const [added] = ofType(await resume([1e-9, 2, 3]), 'run-added');
      expect(added.run.id).to.equal('w4+1');
      expect(added.run.replicas.map(({ learningRate }) => learningRate)).to.deep.equal([0.0025, 0.005]);
    }));

  it('trains a run that is added while another is opened, and each run once', () =>
    withPool(async (backend) => {
      const replicas = [1e-6, 2e-6].map((learningRate) => ({ seed: 1, learningRate }));
      const { spec, runs } = tinyPlan({ replicas, steps: 10 });
      let isAdded = (): void => {};
      const added = new Promise<void>((resolve) => (isAdded = resolve));
      const slow: Backend = {
        info: backend.info,
        lost: backend.lost,
        begin: async (plan) => {
          const session = await backend.begin(plan);
          return {
            open: async (run) => {
              if (run.id === 'w4+1') await added;
              return session.open(run);
            },
            hold: () => session.hold(),
            release: () => session.release(),
            drop: (ids) => session.drop(ids),
            end: () => session.end(),
          };
        },
        write: (...asked) => backend.write(...asked),
        logProbabilities: (...asked) => backend.logProbabilities(...asked),
        close: () => undefined,
      };
      const plan = { spec: { ...spec, lrSweep: { ...spec.lrSweep, widen: true } }, runs };
      const events = await collect(slow, plan, {}, (batch) => {
        if (ofType(batch, 'run-added').some(({ run }) => run.id === 'w7+1')) isAdded();
      });
      const planned = [...runs, ...ofType(events, 'run-added').map(({ run }) => run)].map(({ id }) => id);
      expect(planned).to.include.members(['w4', 'w7', 'w4+1', 'w7+1']);
      const ended = ofType(events, 'run-finished').map(({ run }) => run);
      expect(ended.sort()).to.deep.equal(planned.sort());
    }));
});

describe('runPlan on a GPU that is lost', () => {
  const opened: GpuDevice[] = [];
  const open = async (): Promise<Backend> => {
    const device = await openGpu(navigator.gpu, kernelSources);
    opened.push(device);
    return new GpuBackend(device, gpuInfo);
  };
  after(() => {
    for (const device of opened) device.close();
  });

  it('resumes from their checkpoints on another, and reports the same, once', async () => {
    const tiny = tinyPlan({ steps: 160 });
    const schedule = { ...tiny.spec.training.schedule, type: 'wsd' } as const;
    const spec = { ...tiny.spec, training: { ...tiny.spec.training, schedule } };
    const branches = [{ from: 20, to: 26 }];
    const plan = { spec, runs: tiny.runs.map((run) => ({ ...run, branches })) };
    const undisturbed = await withGpuBackend((backend) => collect(backend, plan));
    const reported: RunEvent[] = [];
    const options = { checkpointMilliseconds: 0, reopen: open };
    const events = await collect(await open(), plan, options, (batch) => {
      reported.push(...batch);
      if (curve(reported, 'w7', 0).length > 40) opened[0].gpu.destroy();
    });
    expect(opened).to.have.length(2);
    expect(ofType(events, 'device-recovered')).to.have.length(1);
    expect(events.at(-1)).to.include({ type: 'plan-finished', outcome: 'finished' });
    expect(results(events)).to.deep.equal(results(undisturbed));
  });
});
