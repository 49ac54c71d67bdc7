// What tests of pools in Node take of the sources: bundled with the threads' own program (test/support/pool-bundle.mjs).

export { spawnThread, kernelModule } from '../../src/cli/host/cores.js';
export { recordsToJson } from '../../src/lab/records/write-records.js';
export { plan } from '../../src/lab/plan/plan.js';
export { resolveExperiment } from './experiments.js';
export { LabStore } from '../../src/lab/records/store.js';
export { RunControl } from '../../src/runner/control.js';
export { PoolBackend } from '../../src/runner/pool/pool-backend.js';
export { runPlan } from '../../src/runner/runner.js';
export { collect, curve, ofType, results } from './run-events.js';
export { tinyPlan } from './tiny-plan.js';
