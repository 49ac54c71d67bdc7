// WGSL of the kernels in src/engine/kernels/batches.ts: library files first, each whole.

import random from '../../../../shaders/lib/random.wgsl?raw';
import replica from '../../../../shaders/lib/replica.wgsl?raw';
import sampleId from '../../../../shaders/lib/sample_id.wgsl?raw';
import tanh from '../../../../shaders/lib/tanh.wgsl?raw';
import thresholds from '../../../../shaders/lib/thresholds.wgsl?raw';
import addition_batch from '../../../../shaders/addition_batch.wgsl?raw';
import chain_batch from '../../../../shaders/chain_batch.wgsl?raw';
import glyphs_batch from '../../../../shaders/glyphs_batch.wgsl?raw';
import manifold_batch from '../../../../shaders/manifold_batch.wgsl?raw';
import parity_mix_batch from '../../../../shaders/parity_mix_batch.wgsl?raw';
import table_batch from '../../../../shaders/table_batch.wgsl?raw';
import text_batch from '../../../../shaders/text_batch.wgsl?raw';
import zipf_facts_batch from '../../../../shaders/zipf_facts_batch.wgsl?raw';
import type { Sources } from './entry.js';

export const batchSources = {
  manifold_batch: [random, replica, sampleId, tanh, manifold_batch],
  zipf_facts_batch: [random, replica, sampleId, thresholds, zipf_facts_batch],
  parity_mix_batch: [random, replica, sampleId, thresholds, parity_mix_batch],
  glyphs_batch: [random, replica, sampleId, glyphs_batch],
  chain_batch: [random, replica, sampleId, chain_batch],
  text_batch: [random, replica, sampleId, text_batch],
  addition_batch: [random, replica, sampleId, addition_batch],
  table_batch: [replica, table_batch],
} as const satisfies Sources;
