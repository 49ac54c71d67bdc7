// Parts of the schemas of specs, and the error messages for wrong values.

import * as v from 'valibot';
import { InputError } from '../../base/errors.js';
import { suggestion } from '../../base/nearest-name.js';

/** The message of each schema says what is expected; `inputError` puts the field before it and the value behind. */
export const whole = (minimum: number, maximum: number) =>
  v.custom<number>(
    (value) => Number.isInteger(value) && (value as number) >= minimum && (value as number) <= maximum,
    `a whole number from ${minimum} to ${maximum}`,
  );
export const real = (minimum: number, maximum: number) =>
  v.custom<number>(
    (value) => typeof value === 'number' && value >= minimum && value <= maximum,
    `a number from ${minimum} to ${maximum}`,
  );
export const oneOf = <const Names extends readonly string[]>(names: Names) =>
  v.picklist(names, `one of ${names.join(', ')}`);
export const flag = v.boolean('true or false');
export const list = <Item extends v.GenericSchema>(item: Item, longest: number, of: string) =>
  v.pipe(
    v.array(item, `a list of ${of}`),
    v.minLength(1, `at least one of ${of}`),
    v.maxLength(longest, `at most ${longest} of ${of}`),
  );
/** An object with exactly these fields. A valibot issue of an object names the field at fault in its path. */
export const fields = <const Entries extends v.ObjectEntries>(entries: Entries) =>
  v.strictObject(entries, ({ expected, received }) => {
    if (expected === 'Object') return `an object with ${Object.keys(entries).join(', ')}`;
    if (expected !== 'never') return 'this field is missing';
    return `there is no such field; ${suggestion(JSON.parse(received) as string, Object.keys(entries))}`;
  });

/** The first issue as an error for people. An unknown field goes before a missing one: it may be that one, misspelt. */
export function inputError(
  issues: readonly v.BaseIssue<unknown>[],
  root: string,
  input: unknown,
): InputError {
  const issue = issues.find(({ expected }) => expected === 'never') ?? issues[0];
  const field = v.getDotPath(issue);
  const name = field ?? root;
  const isKey = issue.type === 'strict_object' && issue.expected !== 'Object';
  if (isKey) return new InputError(`${name}: ${issue.message}`, field);
  const value = field === null ? input : issue.path?.at(-1)?.value;
  return new InputError(`${name}: expected ${issue.message}, got ${shown(value)}`, field);
}

/** A value as people write it, shortened. */
function shown(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? 'nothing');
  return text.length > 60 ? `${text.slice(0, 60)} …` : text;
}

/** Throws an error for a field whose value does not fit the others. */
export function fail(field: string, expected: string, value: unknown): never {
  throw new InputError(`${field}: expected ${expected}, got ${shown(value)}`, field);
}
