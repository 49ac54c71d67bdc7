// From a task to the op that makes its batches: uploads the task's tables once, for all runs of a plan.

import type { Memory } from '../engine/device.js';
import type { Chain } from '../data/chain.js';
import { glyphSegments } from '../data/tasks/glyphs.js';
import { grammarChain } from '../data/tasks/grammar/grammar.js';
import { graphWalkChain } from '../data/tasks/graph-walk.js';
import { manifoldTeacher, type ManifoldTeacher } from '../data/tasks/manifold.js';
import { markovChain } from '../data/tasks/markov.js';
import { parityPositions, parityThresholds, SAMPLES_A_SUBTASK } from '../data/tasks/parity-mix.js';
import { textTable } from '../data/tasks/text.js';
import { factThresholds } from '../data/tasks/zipf-facts.js';
import type { Task } from '../data/task.js';
import type { TaskSpec } from '../data/tasks.js';
import { glyphsBatch, manifoldBatch, parityMixBatch, zipfFactsBatch } from '../engine/ops/batches.js';
import { additionBatch, chainBatch, textBatch } from '../engine/ops/token-batches.js';
import { padRows } from '../engine/tensor.js';
import type { BatchSource } from '../engine/training-options.js';

/** What the engine draws of `task`; its tables live in `memory`. */
export function batchSource(task: Task<TaskSpec>, memory: Memory): BatchSource {
  const { spec } = task;
  switch (spec.type) {
    case 'manifold': {
      const { mean, scale, ...teacher } = manifoldTeacher(spec);
      const table = memory.storage('teacher', teacherTable(teacher));
      const { dimension } = spec;
      return (program, target) => manifoldBatch(program, target, { dimension, teacher: table, mean, scale });
    }
    case 'zipf-facts': {
      const thresholds = memory.storage('thresholds', factThresholds(spec));
      return (program, target) => zipfFactsBatch(program, target, { ...spec, thresholds });
    }
    case 'glyphs': {
      const segments = memory.storage('segments', glyphSegments(spec));
      return (program, target) => glyphsBatch(program, target, { ...spec, segments });
    }
    case 'markov':
      return chainSource(markovChain(spec), memory);
    case 'graph-walk':
      return chainSource(graphWalkChain(spec), memory);
    case 'grammar':
      return chainSource(grammarChain(spec).chain, memory);
    case 'text': {
      const { words, ...layout } = textTable(spec);
      const text = { words: memory.storage('text', words), ...layout };
      return (program, target) => textBatch(program, target, text);
    }
    case 'parity-mix': {
      const tables = {
        thresholds: memory.storage('thresholds', parityThresholds(spec)),
        positions: memory.storage('positions', parityPositions(spec)),
      };
      const mix = { ...spec, ...tables, samplesASubtask: SAMPLES_A_SUBTASK };
      return (program, target) => parityMixBatch(program, target, mix);
    }
    case 'addition': {
      const { digits, answer } = spec;
      const reversed = answer === 'reversed';
      return (program, target) => additionBatch(program, target, { digits, reversed });
    }
  }
}

/** The chain as shaders/chain_batch.wgsl reads it. */
function chainSource(
  { tokens, rows, offsets, thresholds, successors, start }: Chain,
  memory: Memory,
): BatchSource {
  const tables = {
    states: memory.storage('states', pairs(tokens, rows)),
    offsets: memory.storage('offsets', offsets),
    entries: memory.storage('entries', pairs(thresholds, successors)),
  };
  return (program, target) => chainBatch(program, target, { ...tables, start });
}

/** (first[0], second[0]), (first[1], second[1]), … as an array<vec2u>. */
function pairs(first: Uint32Array, second: Uint32Array): Uint32Array {
  const both = new Uint32Array(2 * first.length);
  first.forEach((value, i) => both.set([value, second[i]], 2 * i));
  return both;
}

/** The teacher's tensors one after another, rows of the first weight padded as matrices are. */
function teacherTable(teacher: Omit<ManifoldTeacher, 'mean' | 'scale'>): Float32Array {
  const { firstWeight, firstBias, secondWeight, secondBias, readout } = teacher;
  const paddedWeight = padRows(firstWeight, firstWeight.length / firstBias.length);
  const tensors = [paddedWeight, firstBias, secondWeight, secondBias, readout];
  return Float32Array.from(tensors.flatMap((tensor) => [...tensor]));
}
