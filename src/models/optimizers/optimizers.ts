// The table of optimisers. A new one needs a file beside this one and a line here; the compiler then asks for its line in
// src/engine/optimizer/optimizers.ts, and for its twin in test/reference/training.ts.

import { adamw } from './adamw.js';
import { muon } from './muon.js';
import type { CommonSettings, Fields, Optimizer } from './optimizer.js';
import { sgd } from './sgd.js';

/** In the order in which they are offered. */
export const optimizers = { adamw, sgd, muon } as const;

export type OptimizerType = keyof typeof optimizers;

/** Settings of one optimiser. */
export type SpecOf<Type extends OptimizerType> = (typeof optimizers)[Type]['defaults'];

/** An optimiser with its settings, as in experiments and parity files. */
export type OptimizerSpec = { [Type in OptimizerType]: SpecOf<Type> }[OptimizerType];

export const optimizerTypes = Object.keys(optimizers) as OptimizerType[];

/** An optimiser of the table, for settings whose type is known only at run time. */
export type AnyOptimizer = Omit<
  Optimizer<CommonSettings & { readonly type: string }>,
  'fields' | 'defaults'
> & {
  readonly fields: Fields;
  readonly defaults: OptimizerSpec;
};

/** The optimiser that settings belong to. */
export function optimizerOf({ type }: Pick<OptimizerSpec, 'type'>): AnyOptimizer {
  // Every line of the table takes the settings of its own type, which is how they are looked up.
  return optimizers[type] as unknown as AnyOptimizer;
}
