import { InputError } from '../base/errors.js';
import { shown } from '../base/json.js';
import type { Choice, Dial } from './task.js';

/** Largest seed: keys of the random source are 32 bits wide. */
const LARGEST_SEED = 2 ** 32 - 1;

/** Throws InputError, naming the field, unless every dial of a task's spec and its seed are in range. */
export function checkDials(dials: readonly Dial[], spec: { readonly seed: number }): void {
  const values = spec as unknown as Readonly<Record<string, unknown>>;
  for (const { field, minimum, maximum, step } of dials) {
    checkNumber(`task.${field}`, values[field], { minimum, maximum, whole: step === 1 });
  }
  checkNumber('task.seed', spec.seed, { minimum: 0, maximum: LARGEST_SEED, whole: true });
}

/** Throws InputError, naming the field, unless every choice of a task's spec is one of its options. */
export function checkChoices(choices: readonly Choice[], spec: object): void {
  const values = spec as Readonly<Record<string, unknown>>;
  for (const { field, options } of choices) {
    if (options.some(({ value }) => value === values[field])) continue;
    const names = options.map(({ value }) => value).join(', ');
    throw new InputError(
      `task.${field}: expected one of ${names}, got ${shown(values[field])}`,
      `task.${field}`,
    );
  }
}

function checkNumber(
  field: string,
  value: unknown,
  { minimum, maximum, whole }: { minimum: number; maximum: number; whole: boolean },
): void {
  const isNumber = typeof value === 'number' && (whole ? Number.isInteger(value) : Number.isFinite(value));
  if (isNumber && value >= minimum && value <= maximum) return;
  const kind = whole ? 'a whole number' : 'a number';
  throw new InputError(
    `${field}: expected ${kind} from ${minimum} to ${maximum}, got ${shown(value)}`,
    field,
  );
}
