// How fast the engine trains, measured on this machine, beside other libraries in the same run. Numbers for docs/lab-log.md; nothing
// asserts them.

import { benchCpu, cpuBenchUsage, printCpuBench } from '../bench/cpu.js';
import { measureFits } from '../bench/fits.js';
import { benchGpu, gpuBenchUsage, printGpuBench } from '../bench/gpu.js';
import { parseOptions, printJson, printTable, UsageError, type Command } from '../shared/command.js';

/** About how long each takes, if nobody says. */
const seconds = { mlp: 20, transformer: 120, cpu: 120 } as const;

export const bench: Command = {
  summary: 'how fast the engine trains here, beside TensorFlow.js and jax-js',
  usage: `bench [cpu | mlp | transformer | fit] [--seconds S] [--alone] [--json]

Trains networks on one batch with Adam: our engine, TensorFlow.js and jax-js, from the same parameters, in turns, after checking
that their losses agree. Prints steps a second and the CPU time of a step, of all threads; on a GPU also examples (rows, tokens)
a second and the calls to WebGPU that a step takes. Who lacks something that a network needs is left out, with a word.
${cpuBenchUsage}
${gpuBenchUsage}
  fit          how long fits of 100 points and 1000 bootstrap refits take
  --seconds S  about how long in all (${seconds.cpu} for cpu, ${seconds.mlp} for mlp, ${seconds.transformer} for transformer); who would need longer for two steps is left out
  --alone      cpu: our engine without the other libraries, which then need not be installed
  --json       one JSON document instead of a table`,

  async run(args) {
    const [word, options] =
      args[0] === undefined || args[0].startsWith('-') ? ['mlp', args] : [args[0], args.slice(1)];
    const { json, ...limits } = parseOptions(options, {
      json: { type: 'boolean' },
      seconds: { type: 'string' },
      alone: { type: 'boolean' },
    });
    if (word !== 'cpu' && word !== 'mlp' && word !== 'transformer' && word !== 'fit')
      throw new UsageError(`Expected cpu, mlp, transformer or fit, got ${word}.`);
    if (limits.alone && word !== 'cpu') throw new UsageError('--alone: only bench cpu has it.');
    if (word === 'fit') {
      if (limits.seconds !== undefined) throw new UsageError('--seconds: fits take as long as they take.');
      const measured = measureFits();
      if (json) printJson(measured);
      else printFits(measured);
      return 0;
    }
    const budget = secondsOf(limits.seconds ?? String(seconds[word]));
    if (word === 'cpu') {
      const result = await benchCpu(budget, limits.alone ?? false);
      if (json) printJson(result);
      else printCpuBench(result);
      return 0;
    }
    const result = await benchGpu(word, budget);
    if (json) printJson(result);
    else printGpuBench(result);
    return 0;
  },
};

function secondsOf(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new UsageError(`--seconds: expected a number above 0, got ${text}.`);
  return value;
}

function printFits(measured: Readonly<Record<string, number>>): void {
  printTable([
    ['measured', 'value'],
    ...Object.entries(measured).map(([name, value]) => [name, value.toPrecision(4)]),
  ]);
}
