// How each optimiser of src/models/optimizers/optimizers.ts is recorded.

import type { DeviceBuffer, Memory } from '../device.js';
import type { OptimizerSpec, OptimizerType, SpecOf } from '../../models/optimizers/optimizers.js';
import type { Program } from '../program.js';
import { recordAdamw } from './adamw.js';
import { recordMuon } from './muon.js';
import { recordSgd } from './sgd.js';
import type { OptimizerTensors, RecordUpdate, UpdateSettings } from './update.js';

const updates: { readonly [Type in OptimizerType]: RecordUpdate<SpecOf<Type>> } = {
  adamw: recordAdamw,
  sgd: recordSgd,
  muon: recordMuon,
};

/** Records the update of the optimiser in `settings`, and returns what it keeps from step to step. */
export function recordUpdate(
  program: Program,
  memory: Memory,
  tensors: OptimizerTensors,
  settings: UpdateSettings<OptimizerSpec>,
): DeviceBuffer {
  // Every line of the table takes the settings of its own type, which is how it is looked up.
  const record = updates[settings.optimizer.type] as RecordUpdate<OptimizerSpec>;
  return record(program, memory, tensors, settings);
}
