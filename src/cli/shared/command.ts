// What a command is, and what commands share: arguments and printing.

import { largest } from '../../base/many.js';
import { parseArgs, type ParseArgsConfig } from 'node:util';

export interface Command {
  /** A line of the overview. */
  readonly summary: string;
  /** What `--help` prints. */
  readonly usage: string;
  /** Resolves to the exit code. */
  run(args: readonly string[]): Promise<number>;
}

/** Arguments that are not valid; the host adds where to find help. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

type Options = NonNullable<ParseArgsConfig['options']>;
type Parsed<O extends Options> = ReturnType<
  typeof parseArgs<{ args: string[]; options: O; allowPositionals: true; strict: true }>
>;

/** Options and exactly one positional argument, `what`. Throws UsageError. */
export function parseWithFile<const O extends Options>(
  args: readonly string[],
  options: O,
  what: string,
): { readonly values: Parsed<O>['values']; readonly file: string } {
  const { values, positionals } = parse(args, options);
  if (positionals.length !== 1) {
    const got = positionals.length === 0 ? 'none' : positionals.join(' ');
    throw new UsageError(`Expected one ${what}, got ${got}.`);
  }
  return { values, file: positionals[0] };
}

/** Options and nothing else. Throws UsageError. */
export function parseOptions<const O extends Options>(
  args: readonly string[],
  options: O,
): Parsed<O>['values'] {
  const { values, positionals } = parse(args, options);
  if (positionals.length > 0) throw new UsageError(`Unexpected ${positionals.join(' ')}.`);
  return values;
}

function parse<const O extends Options>(args: readonly string[], options: O): Parsed<O> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

export function printJson(value: unknown): void {
  console.log(JSON.stringify(value, null, 2));
}

/** Prints rows as aligned columns; the first row is the header. */
export function printTable(rows: readonly (readonly string[])[]): void {
  const widths = rows[0].map((_, column) => largest(rows.map((row) => row[column].length)));
  for (const row of rows)
    console.log(
      row
        .map((cell, i) => cell.padEnd(widths[i]))
        .join('  ')
        .trimEnd(),
    );
}
