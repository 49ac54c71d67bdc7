// A field of the designer as data: which part of an experiment it sets, and what it takes.

import type { ExperimentSpec } from '../../../../lab/experiment/experiment.js';
import { changeExperiment } from '../../../../lab/presets/resolve.js';

export type FieldValue = number | string | boolean | null | readonly (number | null)[];

export type FieldKind =
  /** `none` is what null is called, where the field may be null. */
  | { readonly type: 'number'; readonly none?: string }
  /** Numbers in ascending order; `none` is what an item of null is called. */
  | { readonly type: 'numbers'; readonly none?: string }
  /** Each value with its label; `asSegments` where all of them are in sight. */
  | {
      readonly type: 'choice';
      readonly options: Readonly<Record<string, string>>;
      readonly asSegments?: boolean;
    }
  | { readonly type: 'flag' };

export interface DesignField {
  /** Where it lies in the spec; of a field that sets several values, its own name. */
  readonly path: string;
  readonly label: string;
  readonly kind: FieldKind;
  /** What its number counts. */
  readonly unit?: string;
  readonly hint?: string;
  /** The name of a fold that it lies in, with its neighbours of the same name. */
  readonly fold?: string;
  /** What of it is tried to say what more of it costs: one more, or twice as much. */
  readonly more?: 'one' | 'twice';
  readonly get?: (spec: ExperimentSpec) => FieldValue;
  readonly set?: (spec: ExperimentSpec, value: FieldValue) => ExperimentSpec;
}

/** Fields that belong together. */
export interface FieldGroup {
  readonly title: string;
  readonly fields: readonly DesignField[];
}

/** What a field has of an experiment; undefined where that has no such part. */
export function valueOf({ path, get }: DesignField, spec: ExperimentSpec): FieldValue | undefined {
  if (get) return get(spec);
  const part = path
    .split('.')
    .reduce<unknown>((tree, key) => (Object(tree) as Record<string, unknown>)[key], spec);
  return part as FieldValue | undefined;
}

/** An experiment with another value of a field. */
export function withValue(
  { path, set }: DesignField,
  spec: ExperimentSpec,
  value: FieldValue,
): ExperimentSpec {
  return set ? set(spec, value) : changeExperiment(spec, { [path]: value });
}

/** Whether two values of a field are the same. */
export function isSame(one: FieldValue | undefined, other: FieldValue | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** More of a field, to say what that costs; undefined where there is nothing to add to. */
export function moreOf({ more }: DesignField, value: FieldValue | undefined): FieldValue | undefined {
  if (typeof value === 'number') return more === 'one' ? value + 1 : 2 * value;
  if (!Array.isArray(value)) return undefined;
  const numbers = (value as readonly (number | null)[]).filter((item) => item !== null);
  const last = numbers.at(-1);
  if (last === undefined) return undefined;
  // The next one in their order.
  const before = numbers.at(-2) ?? last / 2;
  const next = (last * last) / before;
  const item = Number.isInteger(last) ? Math.max(last + 1, Math.round(next)) : next;
  return [...numbers, item, ...(numbers.length < value.length ? [null] : [])];
}
