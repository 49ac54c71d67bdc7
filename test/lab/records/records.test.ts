import { expect } from 'chai';
import { statusNotice } from '../../../src/ui/page/words.js';
import { InputError } from '../../../src/base/errors.js';
import { CURVE_POINTS } from '../../../src/lab/records/curve.js';
import type { RunEvent } from '../../../src/lab/records/events.js';
import type { DeviceInfo, ReplicaOutcome } from '../../../src/lab/records/record.js';
import { pointsToCsv, recordsToJson } from '../../../src/lab/records/write-records.js';
import { recordsFromJson } from '../../../src/lab/records/read-records.js';
import { endlessFloorInWords, lawInWords } from '../../../src/laws/words.js';
import { laws, type Law } from '../../../src/laws/lab-laws.js';
import { labPoints } from '../../../src/laws/lab-points.js';
import { plan } from '../../../src/lab/plan/plan.js';
import type { Plan, RunPlan } from '../../../src/lab/plan/run-plan.js';
import type { Overrides } from '../../../src/lab/presets/presets.js';
import { lawPanels } from '../../../src/figures/law-panels.js';
import { readPoints } from '../../../src/laws/table/read-points.js';
import { sweepTable } from '../../../src/laws/table/lab-table.js';
import { frontierOfTable } from '../../../src/laws/compute-optimal.js';
import { lawOfTable } from '../../../src/laws/power-law.js';
import { processor, syntheticBatches } from '../../support/synthetic-run.js';
import { readPointsTable } from '../../../src/laws/table/read-table.js';
import { resolveExperiment } from '../../support/experiments.js';
import { LabStore } from '../../../src/lab/records/store.js';
import { modelWidth } from '../../../src/models/model-spec.js';
import { parameterCounts } from '../../../src/models/parameters.js';

const device: DeviceInfo = {
  engine: 'gpu',
  engineVersion: 1,
  vendor: 'example',
  architecture: 'x',
  description: 'Example GPU',
  software: false,
  threads: null,
  simd: null,
  check: 'checked',
  flopsPerSecond: 1e12,
};

const settings: Overrides = {
  'task.dimension': 4,
  'model.widths': [4, 8, 16, 32],
  'training.steps': 200,
  'training.batch': 256,
  'lrSweep.count': 4,
  'lrSweep.ratio': 2,
  'seeds.count': 2,
};
const planOf = (overrides: Overrides = {}): Plan =>
  plan(resolveExperiment('manifold', { ...settings, ...overrides }));

/** Loss of a replica: N^-1, worse by the square of its distance in octaves from `best`, and by seed. */
const lossOf =
  (
    best: (run: RunPlan) => number = (run) =>
      Math.sqrt(run.replicas[1].learningRate * run.replicas[2].learningRate),
  ) =>
  (run: RunPlan, replica: number): number => {
    const { seed, learningRate } = run.replicas[replica];
    const octaves = Math.log2(learningRate / best(run));
    return (30 / parameterCounts(run.model).total) * Math.exp(0.1 * octaves ** 2 + (seed % 2 ? 0.02 : -0.02));
  };

/** Events of a run that goes from 1 to its loss; a loss of NaN is a diverged replica. */
function eventsOf(run: RunPlan, loss: (run: RunPlan, replica: number) => number, time = 5): RunEvent[] {
  const final = Float32Array.from(run.replicas, (_, r) => loss(run, r));
  const { steps } = run;
  const outcomes: ReplicaOutcome[] = [...final].map((value) =>
    Number.isFinite(value) ? 'finished' : 'diverged',
  );
  const evaluation = (step: number, losses: Float32Array): RunEvent => ({
    type: 'evaluation',
    branch: null,
    run: run.id,
    step,
    losses,
    standardErrors: losses.map((value) => 0.001 * value),
    accuracies: null,
    exactMatches: null,
    groupLosses: null,
  });
  return [
    { type: 'run-started', run: run.id, time },
    {
      type: 'losses',
      run: run.id,
      firstStep: 0,
      count: steps,
      losses: Float32Array.from({ length: steps * final.length }, (_, i) => 1 / ((i % steps) + 1)),
    },
    evaluation(
      1,
      final.map(() => 1),
    ),
    evaluation(steps, final),
    { type: 'run-finished', run: run.id, outcomes, deviceSeconds: time / 10, time },
  ];
}

function finishedStore(whole: Plan, loss = lossOf(), time = 5): LabStore {
  const store = new LabStore();
  store.apply([{ type: 'plan-started', plan: whole, device, time }]);
  for (const run of whole.runs) store.apply(eventsOf(run, loss, time));
  store.apply([{ type: 'plan-finished', outcome: 'finished', message: '', time }]);
  return store;
}

function onlyLaw(store: LabStore): Law {
  const found = laws(store.state);
  expect(found).to.have.length(1);
  return found[0];
}

/** A store in which a plan with branches has finished; `loss` at the end of a trunk or branch of so many steps. */
function branchedStore(whole: Plan, loss: (run: RunPlan, steps: number) => number): LabStore {
  const store = new LabStore();
  store.apply([{ type: 'plan-started', plan: whole, device, time: 1 }]);
  for (const run of whole.runs) {
    const [started, losses, early, late, finished] = eventsOf(run, () => loss(run, run.steps));
    const at = late as Extract<RunEvent, { type: 'evaluation' }>;
    const ends = run.branches.map(({ to }, branch) => {
      return { ...at, branch, step: to, losses: at.losses.map(() => loss(run, to)) };
    });
    store.apply([started, losses, early, ...ends, late, finished]);
  }
  return store;
}

describe('store', () => {
  it('goes from empty over compiling, running and paused to finished', () => {
    const whole = planOf();
    const store = new LabStore();
    const statuses = [store.state.status];
    store.subscribe(() => statuses.push(store.state.status));
    const [run] = whole.runs;
    store.apply([{ type: 'plan-started', plan: whole, device, time: 1 }]);
    store.apply([{ type: 'compiling', done: 1, total: 3 }]);
    store.apply([{ type: 'run-started', run: run.id, time: 2 }]);
    store.apply([{ type: 'paused' }]);
    store.apply([{ type: 'resumed' }]);
    store.apply([{ type: 'plan-finished', outcome: 'finished', message: '', time: 3 }]);
    expect(statuses).to.deep.equal([
      'empty',
      'compiling',
      'compiling',
      'running',
      'paused',
      'running',
      'finished',
    ]);
  });

  it('gives snapshots: what it gave stays as it was', () => {
    const whole = planOf();
    const store = new LabStore();
    const [run] = whole.runs;
    const losses = new Float32Array(run.replicas.length * 2).fill(3);
    store.apply([
      { type: 'plan-started', plan: whole, device, time: 1 },
      { type: 'run-started', run: run.id, time: 2 },
      { type: 'losses', run: run.id, firstStep: 0, count: 2, losses },
    ]);
    const before = store.state;
    store.apply([{ type: 'losses', run: run.id, firstStep: 2, count: 2, losses }]);
    expect(before.runs[0].curve.steps).to.deep.equal([1, 2]);
    expect(store.state.runs[0].curve.steps).to.deep.equal([1, 2, 3, 4]);
    expect(store.state.runs[0].step).to.equal(4);
  });

  it('thins curves to a bounded number of points, the same however losses are cut into chunks', () => {
    const whole = planOf({ 'training.steps': 20_000, 'model.widths': [4], 'seeds.count': 1 });
    const [run] = whole.runs;
    const curveOf = (chunk: number): unknown => {
      const store = new LabStore();
      store.apply([{ type: 'plan-started', plan: whole, device, time: 1 }]);
      store.apply([{ type: 'run-started', run: run.id, time: 2 }]);
      for (let firstStep = 0; firstStep < run.steps; firstStep += chunk) {
        const losses = Float32Array.from({ length: chunk * 4 }, (_, i) => 1 / (firstStep + (i % chunk) + 1));
        store.apply([{ type: 'losses', run: run.id, firstStep, count: chunk, losses }]);
      }
      return store.state.runs[0].curve;
    };
    const curve = curveOf(500) as { steps: number[]; losses: number[][] };
    expect(curve).to.deep.equal(curveOf(8));
    expect(curve.steps.length).to.be.within(CURVE_POINTS / 2, CURVE_POINTS);
    expect(curve.steps.at(-1)).to.equal(20_000);
    expect(curve.losses[0][0]).to.equal(1);
  });

  it('puts a widening behind its config', () => {
    const whole = planOf();
    const store = finishedStore(whole);
    const added: RunPlan = { ...whole.runs[1], id: 'w8+1', round: 1 };
    store.apply([{ type: 'run-added', run: added, reason: '' }]);
    expect(store.state.runs.map(({ plan: { id } }) => id)).to.deep.equal(['w4', 'w8', 'w8+1', 'w16', 'w32']);
  });

  it('keeps finished runs when a plan goes on after a lost device, and nothing when it starts afresh', () => {
    const whole = planOf();
    const store = new LabStore();
    store.apply([{ type: 'plan-started', plan: whole, device, time: 1 }]);
    store.apply(eventsOf(whole.runs[0], lossOf()));
    store.apply([{ type: 'run-started', run: 'w8', time: 1 }]);
    store.apply([
      { type: 'device-lost', reason: 'unknown', message: 'gone' },
      { type: 'plan-finished', outcome: 'device-lost', message: 'gone', time: 2 },
    ]);
    expect(store.state).to.deep.include({ status: 'device-lost', message: 'gone' });
    expect(store.state.runs[1].status).to.equal('stopped');
    store.apply([{ type: 'plan-started', plan: whole, device, time: 3 }]);
    expect(store.state.runs.map(({ status }) => status)).to.deep.equal([
      'finished',
      'waiting',
      'waiting',
      'waiting',
    ]);
    const other = planOf({ 'task.dimension': 2 });
    store.apply([{ type: 'plan-started', plan: other, device, time: 4 }]);
    expect(store.state.runs.every(({ status }) => status === 'waiting')).to.be.true;
  });

  it('goes on, and says so, where a lost device was opened again', () => {
    const store = new LabStore();
    store.apply([{ type: 'device-recovered' }]);
    expect(store.state.status).to.equal('running');
    expect(statusNotice(store.state, { ended: 0, total: 2, restored: false })?.text).to.include(
      'The GPU was lost and opened again',
    );
    store.apply([
      { type: 'plan-started', plan: planOf(), device: processor, time: 0 },
      { type: 'device-recovered' },
    ]);
    expect(store.state.message).to.include('A worker ended').and.include('same results');
  });
});

describe('laws', () => {
  it('make a tuned point of every config and recover the exponent', () => {
    const { fit, points, knownFloor, theory } = onlyLaw(finishedStore(planOf()));
    expect(points.map(({ width, final }) => [width, final])).to.deep.equal([
      [4, true],
      [8, true],
      [16, true],
      [32, true],
    ]);
    // The parabola finds the minimum between the two middle rates; 1e-6 is what f32 losses leave of it.
    points.forEach(({ loss, N }) => expect((loss * N) / 30).to.be.closeTo(1, 1e-6));
    expect(fit.type === 'fit' && fit.alpha).to.be.closeTo(1, 1e-6);
    expect([knownFloor, theory]).to.deep.equal([0, 1]);
  });

  it('pool the seeds of all configs into the error, and add that of the evaluation set', () => {
    const { points } = onlyLaw(finishedStore(planOf()));
    const relative = points[0].standardError! / points[0].loss;
    // Seeds differ by 0.04 in log loss: variance 8e-4, over two seeds; the evaluation set adds 0.001^2.
    expect(relative).to.be.closeTo(Math.sqrt(8e-4 / 2 + 1e-6), 1e-5);
  });

  it('pass over learning rates at which a replica diverged', () => {
    const whole = planOf();
    const loss = lossOf();
    const diverging = (run: RunPlan, r: number): number => (r === 2 ? NaN : loss(run, r));
    const { points } = onlyLaw(finishedStore(whole, diverging));
    expect(points[0].learningRate).to.be.closeTo(whole.runs[0].replicas[1].learningRate, 1e-12);
  });

  it('leave a config out, with the reason, where nothing can be tuned', () => {
    const loss = lossOf();
    const hopeless = (run: RunPlan, r: number): number => (run.id === 'w8' ? NaN : loss(run, r));
    const { points, fit } = onlyLaw(finishedStore(planOf(), hopeless));
    expect(points[1]).to.deep.include({
      config: 'w8',
      excluded: 'at every learning rate a replica diverged',
    });
    expect(fit.type).to.equal('refused');
  });

  it('show a running config at its present loss and keep it out of the fit', () => {
    const whole = planOf();
    const store = new LabStore();
    store.apply([{ type: 'plan-started', plan: whole, device, time: 1 }]);
    store.apply(eventsOf(whole.runs[0], lossOf()).slice(0, 3));
    const { points, fit } = onlyLaw(store);
    expect(points).to.have.length(1);
    expect(points[0]).to.deep.include({ loss: 1, final: false, excluded: null });
    expect(fit.type).to.equal('refused');
  });

  it('compare sizes that still train at the last step that all have come to, and only until there is a fit', () => {
    const whole = planOf();
    const store = new LabStore();
    const evaluated = (run: RunPlan, step: number, factor: number): RunEvent[] =>
      eventsOf(run, (of, r) => factor * lossOf()(of, r))
        .filter(({ type }) => type === 'evaluation')
        .slice(1)
        .map((event) => ({ ...event, step }) as RunEvent);
    store.apply([{ type: 'plan-started', plan: whole, device, time: 1 }]);
    store.apply(whole.runs.map((run) => ({ type: 'run-started', run: run.id, time: 1 })));
    store.apply(whole.runs.slice(1).flatMap((run) => evaluated(run, 50, 3)));
    expect(onlyLaw(store).soFar, 'the first has not been evaluated').to.equal(null);
    store.apply(evaluated(whole.runs[0], 50, 3));
    store.apply(evaluated(whole.runs[2], 100, 0.1));
    const { fit, soFar } = onlyLaw(store);
    expect(fit.type).to.equal('refused');
    expect(soFar).to.deep.include({ step: 50, steps: 200 });
    expect(soFar!.fit.alpha, 'of the losses at step 50').to.be.closeTo(1, 1e-4);
    for (const run of whole.runs) store.apply(eventsOf(run, lossOf()).slice(2));
    expect(onlyLaw(store)).to.deep.include({ soFar: null });
  });

  it('stop early where data are finite, and run along D', () => {
    const whole = planOf({ 'model.widths': [16], 'data.uniqueSamples': [32, 100, 320, 1000] });
    const store = new LabStore();
    store.apply([{ type: 'plan-started', plan: whole, device, time: 1 }]);
    for (const run of whole.runs) {
      const best = run.uniqueSamples! ** -0.5;
      const [started, losses, early, late, finished] = eventsOf(run, () => 5 * best);
      const at = early as Extract<RunEvent, { type: 'evaluation' }>;
      store.apply([started, losses, { ...at, losses: at.losses.map(() => best) }, late, finished]);
    }
    const { axis, points, fit, theory } = onlyLaw(store);
    expect([axis, theory]).to.deep.equal(['D', null]);
    expect(points.map(({ x }) => x)).to.deep.equal([32, 100, 320, 1000]);
    expect(fit.type === 'fit' && fit.alpha).to.be.closeTo(0.5, 1e-5);
  });

  it('run along D over the branches of the largest size, and give every point of a surface', () => {
    const whole = planOf({
      'data.branches': [0.1, 0.3],
      'training.steps': 1000,
      'training.schedule.type': 'wsd',
      'training.schedule.decayFraction': 0.2,
      'training.schedule.warmupSteps': 10,
    });
    expect(whole.runs[0].branches).to.deep.equal([
      { from: 80, to: 100 },
      { from: 240, to: 300 },
    ]);
    const loss = (run: RunPlan, step: number): number =>
      30 / parameterCounts(run.model).total + 40 / (step * run.batch);
    const store = branchedStore(whole, loss);
    const [alongN, alongD] = laws(store.state);
    expect([alongN.axis, alongD.axis]).to.deep.equal(['N', 'D']);
    expect(alongN.points).to.have.length(4);
    expect(alongD.points.map(({ x }) => x)).to.deep.equal([100 * 256, 300 * 256, 1000 * 256]);
    expect(alongD.points.map(({ width }) => width)).to.deep.equal([32, 32, 32]);
    const all = labPoints(store.state);
    expect(all).to.have.length(12);
    for (const point of all) {
      expect(point.loss).to.be.closeTo(30 / point.N + 40 / point.D, 1e-6);
      const { C, D } = all.find(({ N }) => N === point.N)!;
      expect(point.C / point.D, 'FLOPs an example').to.be.closeTo(C / D, 1e-6 * (C / D));
    }
    const { points } = readPointsTable(pointsToCsv(store.state));
    expect(points, 'a row each replica at the end of each branch and of the trunk').to.have.length(4 * 3 * 8);
    for (const { N, D, loss } of points) expect(loss).to.be.closeTo(30 / N! + 40 / D!, 1e-6);
    const { reading, table } = readPoints({
      text: sweepTable(store.state)!,
      columns: null,
      choice: null,
      robust: false,
    });
    expect(reading.columns).to.include({ N: 'N_total', D: 'D', C: 'C', loss: 'loss', loss_se: 'loss_se' });
    const ends = table!.points.filter(({ cooled }) => cooled);
    expect(ends.map(({ N, D }) => [N, D])).to.deep.equal(all.map(({ N, D }) => [N, D]));
    expect(reading.notes.join(' ')).to.match(/points of training curves/);
    const panels = new Map([...lawPanels(table!)].map((panel) => [panel.id, panel]));
    expect(panels.get('surface')!.headline, 'the surface of all ends').to.match(/α = 1\.0.*β = 1\.0/);
    expect(panels.get('D')!.fitted, 'three lengths are no law along D').to.equal(false);
  });

  it('become a table of ends and of curves, tuned at each step, which the frontier alone takes', () => {
    const whole = planOf({ 'model.widths': [4, 8, 16, 32, 64, 128], 'training.steps': 1000 });
    const store = new LabStore();
    for (const batch of syntheticBatches(whole)) store.apply(batch);
    const table = readPointsTable(sweepTable(store.state)!);
    const [run] = whole.runs;
    expect(table.points).to.have.length(6 * run.evaluationSteps.filter((step) => step > 0).length);
    expect(table.points.filter(({ cooled }) => cooled)).to.have.length(6);
    for (const { N, D, C, loss } of table.points) expect(Math.min(N!, D!, C!, loss!)).to.be.above(0);
    const law = lawOfTable(table, 'N', null);
    const { points } = laws(store.state)[0];
    for (const [i, { loss }] of law.points.entries()) expect(loss).to.be.closeTo(points[i].loss, 1e-12);
    expect(law.warnings.join(' ')).to.match(/rows from before the learning rate came down are left out/);
    const { fit, warnings } = frontierOfTable(table, 'N');
    expect(fit.envelope.length).to.be.above(6);
    expect(warnings.join(' ')).to.match(/points of training curves/);
    expect(sweepTable({ plan: null, runs: [] })).to.equal(null);
  });

  it('say that the form is wrong where a free floor misses the exact one by more than its error', () => {
    const facts = plan(
      resolveExperiment('zipf-facts', { 'task.labelNoise': 0.2, 'model.widths': [4, 8, 16, 32, 64, 128] }),
    );
    const warned = (floor: number): boolean => {
      const loss = (run: RunPlan): number => floor + 20 / parameterCounts(run.model).total;
      return laws(finishedStore(facts, loss).state)[0].warnings.some((text) => text.includes('Left free'));
    };
    expect(warned(0.990337)).to.be.false;
    expect(warned(1.05)).to.be.true;
  });

  it('follow the floors along N at the end of every branch to that of endless data', () => {
    const facts = plan(
      resolveExperiment('zipf-facts', {
        'task.labelNoise': 0.2,
        'model.depth': 1,
        'model.widths': [11, 16, 23, 32, 45, 64, 102],
        'training.steps': 4000,
        'training.schedule.decayFraction': 0.3,
        'data.branches': [0.04, 0.08, 0.15, 0.3, 0.6],
      }),
    );
    const loss = (run: RunPlan, step: number): number =>
      0.990337 + 20 / parameterCounts(run.model).total + 30 * (step * run.batch) ** -0.5;
    const store = branchedStore(facts, loss);
    const [alongN, alongD] = laws(store.state);
    const { floors, fit } = alongN.endlessFloor!;
    expect(floors).to.have.length(6);
    expect(fit.type === 'fit' && fit.E).to.be.closeTo(0.990337, 1e-4);
    expect(alongD.endlessFloor).to.equal(null);
    expect(alongN.warnings.join(' '), 'no talk of a wrong form').not.to.contain('Left free');
    expect(endlessFloorInWords(alongN)).to.match(
      /^Left free, the floor along N falls from 1\.111 after 61\.4 k to 1\.015 after 1\.54 M samples\. Its limit with endless data is 0\.990 ± [\d.]+\. The exact one is 0\.9903: within the error\.$/,
    );
    expect(endlessFloorInWords(onlyLaw(finishedStore(planOf(), lossOf())))).to.equal(null);
  });

  it('warn where the learning-rate sweep is off, the seed is one, or the best rate is at the edge', () => {
    const { warnings } = onlyLaw(
      finishedStore(planOf({ 'lrSweep.enabled': false, 'seeds.count': 1 }), () => 0.5),
    );
    expect(warnings.join(' ')).to.match(/one learning rate.*one seed/);
    // Of two rates the better one is at an edge, whichever it is.
    const two = onlyLaw(finishedStore(planOf({ 'lrSweep.count': 2, 'lrSweep.widen': false })));
    expect(two.warnings.join(' ')).to.match(/^Two learning rates for each size are too few to see/);
    const edge = onlyLaw(
      finishedStore(
        planOf(),
        lossOf((run) => run.replicas[0].learningRate),
      ),
    );
    expect(edge.points[0].atSweepEdge).to.be.true;
    expect(edge.warnings.join(' ')).to.contain('At width 4, 8, 16, 32 the best learning rate is at the edge');
  });

  it('are put in words', () => {
    const store = finishedStore(
      planOf(),
      (run, r) => lossOf()(run, r) * (1 + 0.03 * Math.sin(modelWidth(run.model))),
    );
    expect(lawInWords(onlyLaw(store))).to.match(
      /^Each doubling of N cuts the loss by \d\d(\.\d)? ± \d+(\.\d)? %\. Theory expects 50(\.0)? % \(alpha = 1\.00\): within the error\.$/,
    );
    // In eight dimensions theory expects 0.5, and these losses still fall with an exponent near 1.
    const off = finishedStore(
      planOf({ 'task.dimension': 8 }),
      (run, r) => lossOf()(run, r) * (1 + 0.01 * Math.sin(modelWidth(run.model))),
    );
    expect(lawInWords(onlyLaw(off))).to.match(
      /Theory expects 29(\.\d)? % \(alpha = 0\.500\): outside the error, as the exponent found is (9\d|10\d) % above it\.$/,
    );
    // One size has learned a skill by luck.
    const lucky = finishedStore(planOf(), (run) => (modelWidth(run.model) === 8 ? 0.009 : 0.9));
    expect(lawInWords(onlyLaw(lucky))).to.match(/^No power law in N describes these losses: R2 is [−-]/);
    expect(lawInWords(onlyLaw(finishedStore(planOf({ 'model.widths': [4] }))))).to.contain('at least');
  });
});

describe('records.json', () => {
  it('is equal for equal runs, but for its times', () => {
    const [first, second] = [5, 7].map(
      (time) =>
        JSON.parse(recordsToJson(finishedStore(planOf(), lossOf(), time).state)) as Record<string, unknown>,
    );
    expect(first.times).not.to.deep.equal(second.times);
    delete first.times;
    delete second.times;
    expect(JSON.stringify(first)).to.equal(JSON.stringify(second));
  });

  it('brings records back as they were, diverged replicas and widenings too', () => {
    const whole = planOf();
    const loss = lossOf();
    const store = finishedStore(whole, (run, r) => (r === 0 ? NaN : loss(run, r)));
    const added: RunPlan = {
      ...whole.runs[0],
      id: 'w4+1',
      round: 1,
      replicas: whole.runs[0].replicas.slice(0, 2),
    };
    store.apply([{ type: 'run-added', run: added, reason: '' }, ...eventsOf(added, () => 2)]);
    const restored = new LabStore();
    restored.restore(recordsFromJson(recordsToJson(store.state)));
    expect(restored.state.status).to.equal('finished');
    expect(restored.state.device).to.deep.equal(device);
    expect(restored.state.runs.map(({ plan: run }) => run)).to.deep.equal(
      store.state.runs.map(({ plan: run }) => run),
    );
    expect(laws(restored.state)).to.deep.equal(laws(store.state));
    expect(recordsToJson(restored.state)).to.equal(recordsToJson(store.state));
  });

  it('is refused with a reason where it is something else', () => {
    const complaint = (text: string): string => {
      try {
        recordsFromJson(text);
      } catch (error) {
        expect(error).to.be.instanceOf(InputError);
        return (error as Error).message;
      }
      return expect.fail('expected an InputError');
    };
    const text = recordsToJson(finishedStore(planOf()).state);
    expect(complaint(text.slice(0, 500))).to.contain('cut off');
    expect(complaint('{}')).to.match(/^records.json: format/);
    expect(
      complaint(text.replace('"config":"w4"', '"config":"w5"').replace('"run":"w4"', '"run":"w5"')),
    ).to.contain('no config w5');
    expect(complaint(text.replace('"steps":200', '"steps":-1'))).to.contain(
      'training.steps: expected a whole number',
    );
  });
});

describe('points.csv', () => {
  it('has a row each replica, which the reader of tables takes back', () => {
    const store = finishedStore(planOf());
    const text = pointsToCsv(store.state);
    expect(text.split('\n')[0]).to.equal('family,task,N,N_total,D,D_unique,C,loss,loss_se,lr,seed,outcome');
    const { points, columns } = readPointsTable(text);
    expect(points).to.have.length(4 * 8);
    expect(columns.D).to.equal('D_unique');
    expect(points[0]).to.deep.include({ N: 45, D: 200 * 256, seed: 1, outcome: 'finished' });
  });
});
