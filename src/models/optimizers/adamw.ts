import { tensorSize } from '../parameters.js';
import { commonFields, type CommonSettings, type FieldsOf, type Optimizer } from './optimizer.js';

/** Decay rates of Adam's moments, and the epsilon that keeps its division finite. */
export interface AdamSettings {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** AdamW (Loshchilov & Hutter 2019). */
export interface AdamwSpec extends CommonSettings, AdamSettings {
  readonly type: 'adamw';
}

export const adamFields: FieldsOf<AdamSettings> = {
  beta1: { kind: 'decay', range: [0, 0.9999] },
  beta2: { kind: 'decay', range: [0, 0.99999] },
  epsilon: { kind: 'positive', range: [1e-15, 1] },
};

export const adamDefaults: AdamSettings = { beta1: 0.9, beta2: 0.99, epsilon: 1e-8 };

/** Operations for each parameter: moments 3 + 4, direction 5, decay and step 3. */
export const ADAMW_FLOPS = 15;

export const adamw: Optimizer<AdamwSpec> = {
  label: 'AdamW',
  fields: { ...adamFields, ...commonFields },
  defaults: { type: 'adamw', ...adamDefaults, weightDecay: 0, clipNorm: null },
  learningRateFactor: 1,
  hasMup: true,
  moments: 2,
  workFloats: () => 0,
  flops: (tensor) => ADAMW_FLOPS * tensorSize(tensor),
  dispatches: () => 1,
};
