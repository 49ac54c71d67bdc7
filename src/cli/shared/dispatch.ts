// Picks the command that was asked for, runs it, and explains what is wrong with what a person gave.

import { InputError } from '../../base/errors.js';
import { suggestion } from '../../base/nearest-name.js';
import { sentence } from '../../base/sentence.js';
import { UsageError, type Command } from './command.js';

export interface Program {
  readonly commands: Readonly<Record<string, Command>>;
  /** How a command is called. */
  readonly call: string;
  /** What it is, before the list of its commands, and what is to be known after it. */
  readonly about: string;
  readonly more: string;
  /** The exit code for another error, which it explains; null for one that it does not know. */
  explain?(error: unknown): number | null;
}

/** Runs the command that `argv` asks for; resolves to the exit code. Results go to stdout, everything else to stderr. */
export async function dispatch(program: Program, argv: readonly string[]): Promise<number> {
  const { commands } = program;
  const [name, ...args] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    console.log(overview(program));
    return name === undefined ? 2 : 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : null;
  if (!command) {
    console.error(sentence(`there is no command ${name}; ${suggestion(name, Object.keys(commands))}`));
    return 2;
  }
  if (args.includes('--help') || args.includes('-h')) {
    console.log(command.usage);
    return 0;
  }
  try {
    return await command.run(args);
  } catch (error) {
    return explained(program, error, name);
  }
}

function explained({ call, explain }: Program, error: unknown, name: string): number {
  if (error instanceof UsageError) {
    console.error(`${sentence(error.message)}\nSee: ${call} ${name} --help`);
    return 2;
  }
  if (error instanceof InputError) {
    console.error(sentence(error.message));
    return 2;
  }
  const code = explain?.(error) ?? null;
  if (code === null) throw error;
  return code;
}

function overview({ commands, call, about, more }: Program): string {
  const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`);
  return [about, '', `${call} <command> …`, ...lines, '', `For details: <command> --help. ${more}`].join(
    '\n',
  );
}
