// An optimiser's settings, its cost and its memory. src/engine/optimizer/ records it on a device.

import type { ParameterTensor } from '../parameters.js';

/** Settings that every optimiser has. */
export interface CommonSettings {
  /** Decoupled: a step multiplies a tensor of two or more axes by 1 - its learning rate x this. */
  readonly weightDecay: number;
  /** Largest global gradient norm, null for no clipping. */
  readonly clipNorm: number | null;
}

/** A number among an optimiser's settings. */
export interface NumberField {
  /** `decay`: from 0 to below 1. `positive`: above 0. `factor`: 0 or more. `count`: a whole number, 1 or more. */
  readonly kind: 'decay' | 'positive' | 'factor' | 'count';
  /** The range that an experiment may choose from, within what its kind allows. */
  readonly range: readonly [from: number, to: number];
  /** Whether it may be null. It is null where a parity file leaves it out. */
  readonly nullable?: true;
}

export const commonFields: FieldsOf<CommonSettings> = {
  weightDecay: { kind: 'factor', range: [0, 10] },
  clipNorm: { kind: 'positive', range: [1e-6, 1e6], nullable: true },
};

/** A field for every setting of `Settings`; a group of settings is a group of fields. */
export type FieldsOf<Settings> = {
  readonly [Name in keyof Settings]: Settings[Name] extends number | null
    ? NumberField
    : FieldsOf<Settings[Name]>;
};

/** Fields by name, of any optimiser. */
export interface Fields {
  readonly [name: string]: NumberField | Fields;
}

/** An optimiser. `Spec` is what its settings look like in experiments and in parity files. */
export interface Optimizer<Spec extends CommonSettings & { readonly type: string }> {
  /** Its name in lists of choices. */
  readonly label: string;
  /** Its settings, in the order in which records have them. */
  readonly fields: FieldsOf<Omit<Spec, 'type'>>;
  /** The settings of an experiment that chooses it. */
  readonly defaults: Spec;
  /** The centre of a learning-rate sweep that suits it, as a factor of the one that suits AdamW. */
  readonly learningRateFactor: number;
  /** Whether the learning rates of muP (`learningRateScale` in ../initialise.ts) hold for it. */
  readonly hasMup: boolean;
  /** Parameter arenas that it keeps from step to step. */
  readonly moments: number;
  /** Other floats of memory that it needs for a replica. */
  readonly workFloats: (layout: readonly ParameterTensor[]) => number;
  /** Floating-point operations of one update of a tensor, without clipping. */
  readonly flops: (tensor: ParameterTensor, spec: Spec) => number;
  /** Dispatches of one update, without clipping. */
  readonly dispatches: (layout: readonly ParameterTensor[], spec: Spec) => number;
}

/** Maps each number with `ofNumber` and each group, once its own fields are mapped, with `ofGroup`; the result has the same names. */
export function mapFields<Result>(
  fields: Fields,
  ofNumber: (field: NumberField) => Result,
  ofGroup: (group: Readonly<Record<string, Result>>) => Result,
): Readonly<Record<string, Result>> {
  const entries = Object.entries(fields).map(([name, field]): [string, Result] => [
    name,
    isNumber(field) ? ofNumber(field) : ofGroup(mapFields(field, ofNumber, ofGroup)),
  ]);
  return Object.fromEntries(entries);
}

function isNumber(field: NumberField | Fields): field is NumberField {
  return typeof field.kind === 'string';
}
