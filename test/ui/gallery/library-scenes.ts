// A library as a visitor would have it after an afternoon, for pictures of the history and of comparisons.

import { plan } from '../../../src/lab/plan/plan.js';
import type { RunEvent } from '../../../src/lab/records/events.js';
import type { Overrides } from '../../../src/lab/presets/presets.js';
import type { Library } from '../../../src/ui/library/library.js';
import { resolveExperiment } from '../../support/experiments.js';
import { processor, syntheticBatches, type SyntheticOptions } from '../../support/synthetic-run.js';

interface KeptScene extends SyntheticOptions {
  readonly name: string;
  readonly note?: string;
  readonly preset?: string;
  readonly overrides?: Overrides;
}

const muon = { 'training.optimizer.type': 'muon' };
const kept: readonly KeptScene[] = [
  { name: 'from Ada', preset: 'glyphs', law: { E: 0.1, A: 40, alpha: 0.61 } },
  { name: 'quiet heron', law: { E: 0, A: 12, alpha: 1.01 } },
  { name: 'amber fox', law: { E: 0, A: 9, alpha: 1.05 }, overrides: muon, note: 'for lesson 6' },
  { name: 'plain finch', law: { E: 0, A: 90, alpha: 1.97 }, overrides: { 'task.dimension': 2 } },
  { name: 'round wren', law: { E: 0, A: 1.6, alpha: 0.51 }, overrides: { 'task.dimension': 8 } },
  {
    name: 'brave otter',
    preset: 'addition',
    law: { E: 0, A: 0.01, alpha: -0.3 },
    note: '3 seeds next time?',
  },
  { name: 'lazy walrus', preset: 'markov', until: 0.62, law: { E: 0.9, A: 9, alpha: 0.5 } },
];

/** Fills a library; resolves to the ids of its entries by their names. */
export async function fillLibrary(library: Library): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  for (const { name, note = '', preset = 'manifold', overrides = {}, ...options } of kept) {
    const whole = plan(resolveExperiment(preset, overrides));
    const stop: RunEvent = { type: 'plan-finished', outcome: 'stopped', message: '', time: 1 };
    const id = library.begin(whole.spec);
    library.append(id, [...syntheticBatches(whole, { device: processor, ...options })].flat());
    if (options.until !== undefined) library.append(id, [stop]);
    await library.flush();
    await library.rename(id, name);
    if (note !== '') await library.note(id, note);
    ids.set(name, id);
  }
  return ids;
}
