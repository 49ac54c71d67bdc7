// What tests in Node need of results and what leaves the lab of them.

export { bibtex } from '../../src/figures/export/bibtex.js';
export { notebook } from '../../src/figures/export/notebook/notebook.js';
export { laws } from '../../src/laws/runs/lab-laws.js';
export { sharedResult } from '../../src/laws/share/shared-result.js';
export { stateOf } from './synthetic-state.js';
export { resolveExperiment } from './experiments.js';
export { smallManifold } from './synthetic-run.js';
