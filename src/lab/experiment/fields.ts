// Parts of the schemas of specs, and the error messages for wrong values.

import * as v from 'valibot';
import { InputError } from '../../base/errors.js';
import { shown } from '../../base/json.js';
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
export const list = <Item extends v.GenericSchema>(
  item: Item,
  { least, most }: { readonly least: number; readonly most: number },
  of: string,
) =>
  v.pipe(
    // Items of a list that is too long are not looked at.
    v.array(v.unknown(), `a list of ${of}`),
    v.minLength(least, `at least ${least === 1 ? 'one' : least} of ${of}`),
    v.maxLength(most, `at most ${most} of ${of}`),
    v.array(item),
  );
/** An object with exactly these fields. A valibot issue of an object names the field at fault in its path. */
export const fields = <const Entries extends v.ObjectEntries>(entries: Entries) =>
  v.strictObject(entries, ({ expected, input }) => {
    if (expected === 'Object') return `an object with ${Object.keys(entries).join(', ')}`;
    if (expected !== 'never') return 'this field is missing';
    return `there is no such field; ${suggestion(String(input), Object.keys(entries))}`;
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
  const isKey = issue.type.endsWith('object') && issue.expected !== 'Object';
  if (isKey) return new InputError(`${name}: ${issue.message}`, field);
  const value = field === null ? input : issue.path?.at(-1)?.value;
  return new InputError(`${name}: expected ${issue.message}, got ${shown(value)}`, field);
}

/**
 * What a file holds, by a schema without messages of its own. Throws InputError, naming the field, what is expected and the value; who
 * reads the file adds its name. A value that has no fields is called `root`.
 */
export function readFields<Schema extends v.GenericSchema>(
  schema: Schema,
  input: unknown,
  root: string,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, input, { abortEarly: true, message: expectedBy });
  if (!result.success) throw inputError(result.issues, root, input);
  return result.output;
}

function expectedBy({ type, expected }: v.BaseIssue<unknown>): string {
  if (expected === 'never') return 'there is no such field';
  if (type.endsWith('object') && expected !== 'Object') return 'this field is missing';
  return expected === 'Object' ? 'an object' : (expected ?? 'another value');
}

/** Throws an error for a field whose value does not fit the others. */
export function fail(field: string, expected: string, value: unknown): never {
  throw new InputError(`${field}: expected ${expected}, got ${shown(value)}`, field);
}
