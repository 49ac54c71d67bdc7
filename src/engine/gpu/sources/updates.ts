// WGSL of the kernels in src/engine/kernels/updates.ts: library files first, each whole.

import muon from '../../../../shaders/lib/muon.wgsl?raw';
import optimizer from '../../../../shaders/lib/optimizer.wgsl?raw';
import padding from '../../../../shaders/lib/padding.wgsl?raw';
import reduce from '../../../../shaders/lib/reduce.wgsl?raw';
import replica from '../../../../shaders/lib/replica.wgsl?raw';
import adamw from '../../../../shaders/adamw.wgsl?raw';
import finish_step from '../../../../shaders/finish_step.wgsl?raw';
import gradient_norm from '../../../../shaders/gradient_norm.wgsl?raw';
import gradient_square_sum from '../../../../shaders/gradient_square_sum.wgsl?raw';
import gradient_sum from '../../../../shaders/gradient_sum.wgsl?raw';
import muon_gram from '../../../../shaders/muon_gram.wgsl?raw';
import muon_momentum from '../../../../shaders/muon_momentum.wgsl?raw';
import muon_normalise from '../../../../shaders/muon_normalise.wgsl?raw';
import muon_product from '../../../../shaders/muon_product.wgsl?raw';
import muon_update from '../../../../shaders/muon_update.wgsl?raw';
import sgd from '../../../../shaders/sgd.wgsl?raw';
import type { Sources } from './entry.js';

export const updateSources = {
  gradient_sum: [gradient_sum],
  gradient_square_sum: [reduce, gradient_square_sum],
  gradient_norm: [reduce, replica, gradient_norm],
  adamw: [replica, optimizer, adamw],
  sgd: [replica, optimizer, sgd],
  muon_momentum: [reduce, replica, optimizer, muon, muon_momentum],
  muon_normalise: [reduce, muon, muon_normalise],
  muon_gram: [padding, muon, muon_gram],
  muon_product: [muon, muon_product],
  muon_update: [replica, optimizer, muon, muon_update],
  finish_step: [reduce, replica, finish_step],
} as const satisfies Sources;
