import { expect } from 'chai';
import { openDevice, type Device } from '../../src/engine/device.js';
import type { RunEvent } from '../../src/lab/events.js';
import { addWeights } from '../../src/lab/given-weights.js';
import { laws } from '../../src/lab/laws.js';
import type { Plan } from '../../src/lab/plan.js';
import { LabStore } from '../../src/lab/store.js';
import { RunControl } from '../../src/runner/control.js';
import type { TunedRun } from '../../src/lab/tuning.js';
import { runPlan, type RunOptions } from '../../src/runner/runner.js';
import { withDevice } from '../support/gpu.js';
import { tinyPlan } from '../support/tiny-plan.js';

type EventOf<T extends RunEvent['type']> = Extract<RunEvent, { type: T }>;

async function collect(
  device: Device,
  plan: Plan,
  options: Partial<RunOptions> = {},
  onEvents: (events: readonly RunEvent[]) => void = () => {},
): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  const control = options.control ?? new RunControl();
  for await (const batch of runPlan(device, plan, { flopsPerSecond: null, ...options, control })) {
    events.push(...batch);
    onEvents(batch);
  }
  return events;
}

function ofType<T extends RunEvent['type']>(events: readonly RunEvent[], type: T): EventOf<T>[] {
  return events.filter((event): event is EventOf<T> => event.type === type);
}

/** Losses of one replica of a run, in order of steps. */
function curve(events: readonly RunEvent[], run: string, replica: number): number[] {
  return ofType(events, 'losses')
    .filter((event) => event.run === run)
    .flatMap(({ losses, count }) => [...losses.subarray(replica * count, (replica + 1) * count)]);
}

/** Everything but the times and how the steps fell into chunks. */
function results(events: readonly RunEvent[], runs: readonly string[], replicas: number): unknown {
  return {
    curves: runs.map((run) => Array.from({ length: replicas }, (_, r) => curve(events, run, r))),
    evaluations: ofType(events, 'evaluation')
      .map(({ run, step, losses }) => [run, step, [...losses]].join())
      .sort(),
  };
}

describe('runPlan', () => {
  it('trains every size, evaluates where the plan says and ends with one last event', () =>
    withDevice(async (device) => {
      const events = await collect(device, tinyPlan());
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

  it('gives the same numbers twice', () =>
    withDevice(async (device) => {
      const replicas = [{ seed: 3, learningRate: 3e-3 }];
      const [first, second] = [
        await collect(device, tinyPlan({ replicas })),
        await collect(device, tinyPlan({ replicas })),
      ];
      expect(results(first, ['w4', 'w7'], 1)).to.deep.equal(results(second, ['w4', 'w7'], 1));
    }));

  for (const order of ['per-seed', 'shared'] as const) {
    for (const uniqueSamples of [null, 37]) {
      it(`gives a replica the same bits in company as alone (${order} data, ${uniqueSamples ?? 'infinite'} samples)`, () =>
        withDevice(async (device) => {
          const replicas = [
            { seed: 1, learningRate: 1e-2 },
            { seed: 2, learningRate: 1e-2 },
            { seed: 2, learningRate: 4e-2 },
          ];
          const shape = { order, uniqueSamples, widths: [5] };
          const together = await collect(device, tinyPlan({ ...shape, replicas }));
          for (const [r, replica] of replicas.entries()) {
            const alone = await collect(device, tinyPlan({ ...shape, replicas: [replica] }));
            expect(curve(together, 'w5', r)).to.deep.equal(curve(alone, 'w5', 0));
          }
        }));
    }
  }

  it('trains on all three tasks', () =>
    withDevice(async (device) => {
      for (const task of [
        { type: 'zipf-facts', facts: 300, exponent: 0.5, labelNoise: 0.1, classes: 16, seed: 1 },
        { type: 'glyphs', noise: 0.3, jitter: 0.5, seed: 1 },
      ] as const) {
        const events = await collect(device, tinyPlan({ task, widths: [8], steps: 60 }));
        const [first, , last] = ofType(events, 'evaluation');
        expect(last.losses[0], task.type).to.be.below(first.losses[0]);
        expect(last.accuracies![0], task.type).to.be.within(0, 1);
        expect(last.standardErrors[0] === 0, 'no sampling error where the evaluation is exact').to.equal(
          task.type === 'zipf-facts',
        );
      }
    }));

  it('loses no chunk while whoever takes its events is slow', () =>
    withDevice(async (device) => {
      const events: RunEvent[] = [];
      const options = { control: new RunControl(), flopsPerSecond: null };
      for await (const batch of runPlan(device, tinyPlan({ steps: 200 }), options)) {
        events.push(...batch);
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
      expect(curve(events, 'w4', 0)).to.have.length(200);
      expect(events.at(-1)).to.include({ type: 'plan-finished', outcome: 'finished' });
    }));

  it('starts from given weights where the spec says so, and the law says that it did', () =>
    withDevice(async (device) => {
      const first = await collect(device, tinyPlan({ widths: [4] }));
      const { model } = tinyPlan({ widths: [4] }).runs[0];
      const [{ replicas }] = ofType(first, 'weights');
      const { parameters } = replicas[0];
      const { task } = tinyPlan().spec;
      const weightsId = addWeights({ model, attentionScale: 1, task, tokenizer: null, parameters });
      const start = { weightsId, name: 'mine' };
      const still = tinyPlan({ widths: [4], replicas: [{ seed: 5, learningRate: 1e-12 }], start });
      const second = await collect(device, still);
      const lossesOf = (events: readonly RunEvent[]): number[] =>
        ofType(events, 'evaluation').map(({ losses }) => losses[0]);
      expect(lossesOf(second)).to.deep.equal([1, 10, 40].map(() => lossesOf(first).at(-1)));
      const store = new LabStore();
      store.apply(second);
      expect(laws(store.state)[0].warnings[0]).to.match(/^Every model started from the weights mine/);
    }));

  it('leaves out the runs that are finished already', () =>
    withDevice(async (device) => {
      const plan = tinyPlan();
      const ended = [
        { plan: plan.runs[0], evaluations: [], branchEvaluations: [], outcomes: ['finished'] as const },
      ];
      const events = await collect(device, plan, { ended });
      expect(new Set(ofType(events, 'losses').map(({ run }) => run))).to.deep.equal(new Set(['w7']));
    }));

  it('widens the fan of a cell by all of its runs, those of an earlier part of the plan too', () =>
    withDevice(async (device) => {
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
        const widening: Plan = { spec: { ...spec, fan: { ...spec.fan, widen: true } }, runs: [plan] };
        return collect(device, widening, { ended });
      };
      expect(ofType(await resume([3, 1, 2]), 'run-added')).to.be.empty;
      const [added] = ofType(await resume([1e-9, 2, 3]), 'run-added');
      expect(added.run.id).to.equal('w4+1');
      expect(added.run.replicas.map(({ learningRate }) => learningRate)).to.deep.equal([0.0025, 0.005]);
    }));

  it('calls a replica diverged when its loss is no number, and finishes the others', () =>
    withDevice(async (device) => {
      const replicas = [
        { seed: 1, learningRate: 1e-2 },
        { seed: 1, learningRate: 1e30 },
      ];
      const events = await collect(device, tinyPlan({ replicas, widths: [4] }));
      expect(ofType(events, 'run-finished')[0].outcomes).to.deep.equal(['finished', 'diverged']);
      expect(curve(events, 'w4', 0).every(Number.isFinite)).to.equal(true);
    }));

  it('stops between chunks, and what was trained stays', () =>
    withDevice(async (device) => {
      const control = new RunControl();
      const events = await collect(device, tinyPlan({ steps: 20_000 }), { control }, (batch) => {
        if (batch.some(({ type }) => type === 'losses')) control.stop();
      });
      expect(events.at(-1)).to.include({ type: 'plan-finished', outcome: 'stopped' });
      expect(ofType(events, 'run-finished').map(({ outcomes }) => outcomes)).to.deep.equal([
        ['stopped'],
        ['stopped'],
      ]);
    }));

  it('skips one run and finishes the other', () =>
    withDevice(async (device) => {
      const control = new RunControl();
      control.skip('w7');
      const events = await collect(device, tinyPlan(), { control });
      const ended = Object.fromEntries(
        ofType(events, 'run-finished').map(({ run, outcomes }) => [run, outcomes[0]]),
      );
      expect(ended).to.deep.equal({ w4: 'finished', w7: 'skipped' });
    }));

  it('pauses, says so, and goes on where it was', () =>
    withDevice(async (device) => {
      const control = new RunControl();
      const plan = tinyPlan({ steps: 300 });
      let paused = 0;
      const events = await collect(device, plan, { control }, (batch) => {
        const types = batch.map(({ type }) => type);
        if (types.includes('losses') && paused++ === 0) control.pause();
        if (types.includes('paused')) setTimeout(() => control.resume(), 20);
      });
      expect(ofType(events, 'paused')).to.have.length(1);
      expect(ofType(events, 'resumed')).to.have.length(1);
      const undisturbed = await collect(device, plan);
      expect(results(events, ['w4', 'w7'], 1)).to.deep.equal(results(undisturbed, ['w4', 'w7'], 1));
    }));

  for (const branches of [[], [{ from: 20, to: 26 }]]) {
    for (const checkpointMilliseconds of [0, 1e9]) {
      const from = checkpointMilliseconds === 0 ? 'their checkpoints' : 'their start';
      it(`goes on from ${from} when a device is lost, and reports the same, once (${branches.length} branches)`, async () => {
        const tiny = tinyPlan({ steps: 320 });
        const schedule = { ...tiny.spec.training.schedule, type: 'wsd' } as const;
        const spec = { ...tiny.spec, training: { ...tiny.spec.training, schedule } };
        const plan = { spec, runs: tiny.runs.map((run) => ({ ...run, branches })) };
        const undisturbed = await withDevice((device) => collect(device, plan));
        let device = await openDevice(navigator.gpu);
        let reopened = 0;
        const reopen = async (): Promise<Device> => {
          reopened++;
          return (device = await openDevice(navigator.gpu));
        };
        const events: RunEvent[] = [];
        await collect(device, plan, { checkpointMilliseconds, reopen }, (batch) => {
          events.push(...batch);
          const steps = curve(events, 'w7', 0).length;
          if (steps > [20, 100][reopened]) device.gpu.destroy();
        });
        expect(reopened).to.equal(2);
        expect(ofType(events, 'device-recovered')).to.have.length(2);
        expect(events.at(-1)).to.include({ type: 'plan-finished', outcome: 'finished' });
        expect(results(events, ['w4', 'w7'], 1)).to.deep.equal(results(undisturbed, ['w4', 'w7'], 1));
        const weights = (all: readonly RunEvent[]): unknown =>
          new Map(ofType(all, 'weights').map(({ run, replicas }) => [run, replicas]));
        expect(weights(events)).to.deep.equal(weights(undisturbed));
        device.close();
      }).timeout(60_000);
    }
  }

  it('says that the device was lost and keeps what was reported', async () => {
    const device = await openDevice(navigator.gpu);
    const events = await collect(device, tinyPlan({ steps: 20_000 }), {}, (batch) => {
      if (batch.some(({ type }) => type === 'losses')) device.gpu.destroy();
    });
    expect(ofType(events, 'losses').length).to.be.above(0);
    expect(ofType(events, 'device-lost')).to.have.length(1);
    expect(events.at(-1)).to.include({ type: 'plan-finished', outcome: 'device-lost' });
  });
});
