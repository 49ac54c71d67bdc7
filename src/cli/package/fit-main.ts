// The command line of the package that fits tables: those commands that need no GPU, no browser and no engine (packages/fit).

import { fit } from '../commands/fit.js';
import { forecastCommand } from '../commands/forecast.js';
import { planCommand } from '../commands/plan.js';
import { dispatch } from '../shared/dispatch.js';

/** Runs the command that `argv` asks for; resolves to the exit code. */
export function main(argv: readonly string[]): Promise<number> {
  return dispatch(
    {
      commands: { fit, forecast: forecastCommand, plan: planCommand },
      call: 'npx scaling-lab',
      about: 'Fits scaling laws, with intervals, to a table of training runs.',
      more: 'Exit codes: 0 done, 2 bad input.',
    },
    argv,
  );
}
