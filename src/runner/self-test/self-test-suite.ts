// Small runs that together use every kernel.

import { addText } from '../../data/text/texts.js';
import type { DeviceBuffer, Memory } from '../../engine/device.js';
import { tableBatch } from '../../engine/ops/batches.js';
import { padRows } from '../../engine/tensor.js';
import type { BatchSource } from '../../engine/training/training-options.js';
import type { Overrides } from '../../lab/presets/presets.js';
import { readExperiment } from '../../lab/plan/read-experiment.js';
import { composeExperiment } from '../../lab/presets/resolve.js';
import { taskOf } from '../../data/tasks/tasks.js';
import type { Probe } from './self-test.js';

/** Odd widths, one beyond a workgroup's columns, heads of 16 and 4; contexts that are not a multiple of a tile. */
export function suiteProbes(): readonly Probe[] {
  return [
    probe('manifold', { 'model.activation': 'tanh', 'model.widths': [7], 'training.optimizer.clipNorm': 1 }),
    probe('manifold', { 'model.activation': 'gelu', 'model.widths': [67], 'training.optimizer.type': 'sgd' }),
    probe('zipf-facts', { 'model.widths': [18], 'model.depth': 3, 'training.optimizer.type': 'muon' }),
    probe('glyphs', { 'model.activation': 'relu', 'model.widths': [13] }),
    probe('parity-mix', { 'model.widths': [9] }),
    probe('power-spectrum', { 'model.widths': [11] }),
    probe('markov', {
      'task.context': 35,
      'model.widths': [32],
      'model.activation': 'gelu',
      'model.norm': 'layernorm',
      'model.positions': 'learned',
      'model.biases': true,
    }),
    // From 2048 tokens on, a workgroup takes a row of logits.
    probe('markov', { 'task.vocabulary': 2050, 'model.widths': [4], 'model.activation': 'relu' }),
    probe('graph-walk', {
      'model.widths': [32],
      'model.norm': 'rmsnorm',
      'model.positions': 'rotary',
      'model.activation': 'swiglu',
      'model.tied': true,
      'model.initialisation': 'gpt2',
      'model.biases': false,
      'training.optimizer.type': 'muon',
    }),
    probe('text', { 'task.textId': addText('self-test', TEXT), 'model.activation': 'relu-squared' }),
    probe('addition', {}),
    tableProbe(),
  ];
}

const TEXT =
  'What both compute alike, a GPU and a processor, may be trusted; what they do not, may not. '.repeat(20);

function probe(preset: string, overrides: Overrides): Probe {
  const { spec, plan } = readExperiment(composeExperiment(preset, overrides));
  return { experiment: spec, run: plan.runs[0] };
}

/** Batches from a table, as those of a parity file. */
function tableProbe(): Probe {
  const drawn = probe('manifold', { 'model.widths': [5], 'data.order': 'shared' });
  const { inputs, outputs } = taskOf(drawn.experiment.task);
  const source = (memory: Memory): BatchSource => {
    const tables = { x: numbers(memory, inputs), y: numbers(memory, outputs) };
    return (program, target) => tableBatch(program, target, tables);
  };
  return { ...drawn, source };
}

/** Rows of a table: more than a probe needs. */
const TABLE_ROWS = 512;

function numbers(memory: Memory, columns: number): DeviceBuffer {
  const dense = Float32Array.from({ length: TABLE_ROWS * columns }, (_, i) => (i % 17) / 8 - 1);
  return memory.storage('batch table', padRows(dense, columns));
}
