// The state of an experiment along a synthetic law.

import type { ExperimentSpec } from '../../src/lab/experiment/experiment.js';
import { plan } from '../../src/lab/plan/plan.js';
import type { ReplicaWeights } from '../../src/lab/records/events.js';
import type { LabState } from '../../src/lab/records/record.js';
import { LabStore } from '../../src/lab/records/store.js';
import { smallManifold, syntheticBatches, type SyntheticOptions } from './synthetic-run.js';

/** The state of a small manifold experiment along a synthetic law. */
export function syntheticState(options: SyntheticOptions = {}, overrides = {}): LabState {
  return stateOf(smallManifold(overrides), options);
}

/** The state of an experiment along a synthetic law. */
export function stateOf(spec: ExperimentSpec, options: SyntheticOptions = {}): LabState {
  return endOf(spec, options).state;
}

/** The state of an experiment along a synthetic law, and the weights of its runs. */
export function endOf(
  spec: ExperimentSpec,
  options: SyntheticOptions = {},
): { readonly state: LabState; readonly weights: ReadonlyMap<string, readonly ReplicaWeights[]> } {
  const store = new LabStore();
  const weights = new Map<string, readonly ReplicaWeights[]>();
  for (const batch of syntheticBatches(plan(spec), options)) {
    store.apply(batch);
    for (const event of batch) if (event.type === 'weights') weights.set(event.run, event.replicas);
  }
  return { state: store.state, weights };
}
