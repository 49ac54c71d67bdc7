// A challenge of tiny networks, taken by a student: two experiments, then the final run, all trained by the processor in milliseconds.
import { importSource, kernelModule } from './golden-files.mjs';

export const lab = await importSource('test/support/challenge-sources.ts');
const module = await kernelModule();

const info = {
  engine: 'cpu',
  engineVersion: (await importSource('src/engine/version.ts')).ENGINE_VERSION,
  vendor: '',
  architecture: '',
  description: 'CPU',
  software: false,
  threads: 1,
  simd: 'plain',
  check: '',
  flopsPerSecond: null,
};

/** The experiment of a challenge; `overrides` change it. */
export const specOf = (overrides = {}) =>
  lab.resolveExperiment('manifold', {
    'task.dimension': 2,
    'model.widths': [4, 6],
    'training.steps': 20,
    'training.batch': 8,
    'training.schedule.warmupSteps': 2,
    'lrSweep.enabled': false,
    'lrSweep.widen': false,
    'seeds.count': 2,
    'seeds.first': 5,
    'evaluation.samples': 64,
    'evaluation.points': 3,
    ...overrides,
  });

/** A budget of three such experiments, stated as ten seconds. */
export const challengeOf = (fields = {}) => {
  const budget = 3 * lab.priceOf(lab.plan(specOf()), new Map()).whole;
  return lab.readChallenge({ title: 'Tiny', spec: specOf(), budget, rate: budget / 10, ...fields });
};

/** Trains an experiment; `until` may stop it. Resolves to the state of its store. */
export async function train(spec, until = () => false) {
  const backend = await lab.PoolBackend.open({ module, spawn: () => null, info });
  const store = new lab.LabStore();
  const control = new lab.RunControl();
  for await (const events of lab.runPlan(backend, lab.plan(spec), { control })) {
    store.apply(events);
    if (until(store.state)) control.stop();
  }
  backend.close();
  return store.state;
}

/** What a student of this challenge hands in: its parts, for `handInToJson`. */
export async function studentsParts(challenge, { prediction = 0.1 } = {}) {
  const specs = [challenge.spec, specOf({ 'training.steps': 30, 'model.widths': [5], 'seeds.count': 1 })];
  const experiments = [];
  for (const [i, spec] of specs.entries()) {
    const records = lab.recordsDocument(await train(spec));
    experiments.push({ name: ['brave otter', 'calm lynx'][i], seal: null, records });
  }
  const spec = lab.finalOf(
    { ...challenge.spec, training: { ...challenge.spec.training, steps: 40 } },
    { width: 8, uniqueSamples: null },
  );
  const seal = lab.sealFinal(challenge, {
    spec,
    prediction,
    experiments: experiments.map(({ records }) => lab.digestOf(records)),
    sealedAt: Date.now(),
  });
  const final = { name: 'final hare', seal, records: lab.recordsDocument(await train(spec)) };
  return [...experiments, final];
}

/** A sealed document with its checksum made again, as someone does who knows how. */
export function sealedAgain(document) {
  const content = { ...document };
  delete content.checksum;
  return lab.sealed(content);
}
