// What a command is, and what commands share: arguments and printing.

import { largest } from '../../base/many.js';
import { suggestion } from '../../base/nearest-name.js';
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
    throw new UsageError(`expected one ${what}, got ${got}`);
  }
  return { values, file: positionals[0] };
}

/** Options and any number of positional arguments, one at least: `what`. Throws UsageError. */
export function parseWithFiles<const O extends Options>(
  args: readonly string[],
  options: O,
  what: string,
): { readonly values: Parsed<O>['values']; readonly files: readonly string[] } {
  const { values, positionals } = parse(args, options);
  if (positionals.length === 0) throw new UsageError(`expected ${what}, got none`);
  return { values, files: positionals };
}

/** Options and nothing else. Throws UsageError. */
export function parseOptions<const O extends Options>(
  args: readonly string[],
  options: O,
): Parsed<O>['values'] {
  const { values, positionals } = parse(args, options);
  if (positionals.length > 0) throw new UsageError(`expected options alone, got ${positionals.join(' ')}`);
  return values;
}

function parse<const O extends Options>(args: readonly string[], options: O): Parsed<O> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(problemOf(args, options) ?? (error as Error).message);
  }
}

/** What is wrong with the first option that `options` do not allow; null if all are allowed. */
function problemOf(args: readonly string[], options: Options): string | null {
  const lenient = { args: [...args], options, allowPositionals: true, strict: false, tokens: true } as const;
  for (const token of parseArgs(lenient).tokens) {
    if (token.kind !== 'option') continue;
    const { name, rawName, value, inlineValue } = token;
    if (!Object.hasOwn(options, name)) {
      const names = Object.keys(options).map((option) => `--${option}`);
      return `there is no option ${rawName}; ${suggestion(rawName, names)}`;
    }
    if (options[name].type === 'boolean') {
      if (value !== undefined) return `${rawName}: takes no value, got ${value}`;
    } else if (value === undefined) {
      return `${rawName}: expected a value, got none`;
    } else if (inlineValue === false && value.startsWith('-')) {
      return `${rawName}: expected a value, got ${value}; if that is the value, write ${rawName}=${value}`;
    }
  }
  return null;
}

/** Longest line of a command's help. */
const LINE = 125;

/** A text as lines of a command's help, indented. */
export function wrapped(text: string, indent = 0): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && indent + line.length + 1 + word.length > LINE) {
      lines.push(line);
      line = '';
    }
    line += line === '' ? word : ` ${word}`;
  }
  return [...lines, line].map((one) => ' '.repeat(indent) + one).join('\n');
}

export function printJson(value: unknown): void {
  console.log(JSON.stringify(value, null, 2));
}

/** Prints rows as aligned columns; the first row is the header. A column without a cell is left out. */
export function printTable(table: readonly (readonly string[])[]): void {
  const [head, ...body] = table;
  const filled = head.map((_, column) => body.some((row) => row[column] !== ''));
  const rows = table.map((row) => row.filter((_, column) => filled[column]));
  const widths = rows[0].map((_, column) => largest(rows.map((row) => row[column].length)));
  for (const row of rows)
    console.log(
      row
        .map((cell, i) => cell.padEnd(widths[i]))
        .join('  ')
        .trimEnd(),
    );
}
