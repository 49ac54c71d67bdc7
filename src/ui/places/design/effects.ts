// What the fields of the designer do to the time that an experiment takes.

import { InputError } from '../../../base/errors.js';
import type { ExperimentSpec } from '../../../lab/experiment/experiment.js';
import { estimateSeconds, planCost, type DeviceSpeed } from '../../../lab/plan/cost.js';
import { plan } from '../../../lab/plan/plan.js';
import { moreOf, valueOf, withValue, type DesignField } from './fields/field.js';
import { presetValueOf, type PresetValues } from './preset-values.js';

/** How much longer an experiment takes than with the preset's value of a field, or by how much with more of it. */
export type Effect =
  | { readonly type: 'preset'; readonly ratio: number }
  | { readonly type: 'one' | 'twice'; readonly share: number };

/** A core, where the device is not known yet: ratios hardly depend on it. */
const USUAL: DeviceSpeed = { engine: 'cpu', software: false, threads: 1, flopsPerSecond: 1e9 };

/** By the path of the field. */
export function effectsOf(
  spec: ExperimentSpec,
  fields: readonly DesignField[],
  { preset, device }: { readonly preset: PresetValues | null; readonly device: DeviceSpeed | null },
): ReadonlyMap<string, Effect> {
  const speed = device?.flopsPerSecond ? device : USUAL;
  const now = secondsOf(spec, speed);
  const effects = new Map<string, Effect>();
  if (now === null) return effects;
  for (const field of fields) {
    const before = presetValueOf(field, spec, preset);
    if (before !== undefined) {
      const seconds = secondsOf(withValue(field, spec, before), speed);
      if (seconds !== null) effects.set(field.path, { type: 'preset', ratio: now / seconds });
    } else if (field.more) {
      const more = moreOf(field, valueOf(field, spec));
      const seconds = more === undefined ? null : secondsOf(withValue(field, spec, more), speed);
      if (seconds !== null) effects.set(field.path, { type: field.more, share: seconds / now - 1 });
    }
  }
  return effects;
}

/** Null where the fields do not fit together. */
function secondsOf(spec: ExperimentSpec, speed: DeviceSpeed): number | null {
  try {
    return estimateSeconds(planCost(plan(spec)), speed);
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}
