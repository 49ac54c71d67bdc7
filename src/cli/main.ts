// The command line: picks the command, explains errors, returns the exit code: 0 done, 1 a run failed or was stopped, 2 bad input, 3 no usable GPU.

import { InputError } from '../base/errors.js';
import { DeviceError } from '../engine/device.js';
import { suggestion } from '../base/nearest-name.js';
import { sentence } from '../base/sentence.js';
import { UsageError, type Command } from './shared/command.js';
import { bench } from './commands/bench.js';
import { challenge } from './commands/challenge.js';
import { compare } from './commands/compare.js';
import { device } from './commands/device.js';
import { fit } from './commands/fit.js';
import { forecastCommand } from './commands/forecast.js';
import { merge } from './commands/merge.js';
import { parity } from './commands/parity.js';
import { planCommand } from './commands/plan.js';
import { presetsCommand } from './commands/presets.js';
import { record } from './commands/record.js';
import { run } from './commands/run.js';
import { sample } from './commands/sample.js';
import { verify } from './commands/verify.js';

const commands: Readonly<Record<string, Command>> = {
  presets: presetsCommand,
  run,
  merge,
  verify,
  challenge,
  sample,
  fit,
  forecast: forecastCommand,
  plan: planCommand,
  compare,
  parity,
  record,
  device,
  bench,
};

/** Runs the command that `argv` asks for; resolves to the exit code. Results go to stdout, everything else to stderr. */
export async function main(argv: readonly string[]): Promise<number> {
  const [name, ...args] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    console.log(overview());
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
    return explain(error, name);
  }
}

function explain(error: unknown, name: string): number {
  if (error instanceof UsageError) {
    console.error(`${sentence(error.message)}\nSee: npm run -s cli -- ${name} --help`);
    return 2;
  }
  if (error instanceof InputError) {
    console.error(sentence(error.message));
    return 2;
  }
  if (error instanceof DeviceError) {
    console.error(sentence(error.message));
    return ['no-webgpu', 'no-adapter', 'device-failed'].includes(error.type) ? 3 : 1;
  }
  throw error;
}

function overview(): string {
  const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`);
  return [
    'Scaling Lab trains families of tiny models on this machine and fits a scaling law to their losses.',
    '',
    'npm run -s cli -- <command> …',
    ...lines,
    '',
    'For details: <command> --help. Exit codes: 0 done, 1 a run failed or was stopped, or a record differs, 2 bad input, 3 --engine gpu found no usable GPU.',
  ].join('\n');
}
