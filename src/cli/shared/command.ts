// What a command is, and what commands share: arguments, files.

import { access, constants, mkdir, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { InputError } from '../../base/errors.js';

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

/** The bytes of a file. Throws InputError if it cannot be read. */
export async function readInput(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new InputError(`${path}: ${fileProblem(error)}`);
  }
}

/** Creates the folder of `--out` and checks that it is writable, before training starts. Throws InputError. */
export async function makeOutputFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
    await access(path, constants.W_OK);
  } catch (error) {
    throw new InputError(`--out: cannot write to ${path}: ${fileProblem(error)}`, 'out');
  }
}

/** The same for a file: creates its folder, and checks that its path is not a folder. Throws InputError. */
export async function makeRoomForFile(path: string): Promise<void> {
  await makeOutputFolder(dirname(path));
  const there = await stat(path).catch(() => null);
  if (there?.isDirectory()) throw new InputError(`--out: expected a file, got the folder ${path}`, 'out');
}

const fileProblems: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EISDIR: 'this is a folder, not a file',
  ENOTDIR: 'part of this path is a file, not a folder',
  EEXIST: 'this is a file, not a folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
};

function fileProblem(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return fileProblems[code] ?? message;
}

/** Calls `read`, which reads a file's content; adds the file's name to its errors. */
export function readingFile<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof InputError) throw new InputError(`${path}: ${error.message}`, error.field);
    throw error;
  }
}

export function printJson(value: unknown): void {
  console.log(JSON.stringify(value, null, 2));
}

/** Prints rows as aligned columns; the first row is the header. */
export function printTable(rows: readonly (readonly string[])[]): void {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of rows)
    console.log(
      row
        .map((cell, i) => cell.padEnd(widths[i]))
        .join('  ')
        .trimEnd(),
    );
}
