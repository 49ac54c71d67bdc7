// The command line: picks the command, explains errors, returns the exit code: 0 done, 1 a run failed or was stopped, 2 bad input, 3 no usable GPU.

import { DeviceError } from '../engine/device.js';
import { sentence } from '../base/sentence.js';
import type { Command } from './shared/command.js';
import { dispatch } from './shared/dispatch.js';
import { bench } from './commands/bench.js';
import { challenge } from './commands/challenge.js';
import { collapse } from './commands/collapse.js';
import { compare } from './commands/compare.js';
import { device } from './commands/device.js';
import { exportCommand } from './commands/export.js';
import { fit } from './commands/fit.js';
import { forecastCommand } from './commands/forecast.js';
import { merge } from './commands/merge.js';
import { parity } from './commands/parity.js';
import { planCommand } from './commands/plan.js';
import { presetsCommand } from './commands/presets.js';
import { record } from './commands/record.js';
import { resume } from './commands/resume.js';
import { run } from './commands/run.js';
import { sample } from './commands/sample.js';
import { serve } from './commands/serve.js';
import { status } from './commands/status.js';
import { verify } from './commands/verify.js';
import { worker } from './commands/worker.js';

const commands: Readonly<Record<string, Command>> = {
  presets: presetsCommand,
  run,
  merge,
  serve,
  worker,
  status,
  resume,
  export: exportCommand,
  verify,
  challenge,
  sample,
  fit,
  forecast: forecastCommand,
  plan: planCommand,
  compare,
  collapse,
  parity,
  record,
  device,
  bench,
};

/** Runs the command that `argv` asks for; resolves to the exit code. Results go to stdout, everything else to stderr. */
export function main(argv: readonly string[]): Promise<number> {
  return dispatch(
    {
      commands,
      call: 'npm run -s cli --',
      about:
        'Scaling Lab trains families of tiny models on this machine and fits a scaling law to their losses.',
      more: 'Exit codes: 0 done, 1 a run failed or was stopped, or a record differs, 2 bad input, 3 --engine gpu found no usable GPU.',
      explain,
    },
    argv,
  );
}

function explain(error: unknown): number | null {
  if (!(error instanceof DeviceError)) return null;
  console.error(sentence(error.message));
  return ['no-webgpu', 'no-adapter', 'device-failed'].includes(error.type) ? 3 : 1;
}
