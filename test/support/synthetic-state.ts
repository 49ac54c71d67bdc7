// The state of an experiment along a synthetic law.

import { plan } from '../../src/lab/plan/plan.js';
import type { LabState } from '../../src/lab/records/record.js';
import { LabStore } from '../../src/lab/records/store.js';
import { smallManifold, syntheticBatches, type SyntheticOptions } from './synthetic-run.js';

/** The state of a small manifold experiment along a synthetic law. */
export function syntheticState(options: SyntheticOptions = {}, overrides = {}): LabState {
  const store = new LabStore();
  for (const batch of syntheticBatches(plan(smallManifold(overrides)), options)) store.apply(batch);
  return store.state;
}
