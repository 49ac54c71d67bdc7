// Measures how fast the engine trains on this machine, together with other libraries in the same run. The numbers go to
// docs/lab-log.md; no test asserts them.

import { benchCpu, cpuBenchUsage, printCpuBench } from '../bench/cpu.js';
import { measureFits } from '../bench/fits.js';
import { benchGpu, gpuBenchUsage, printGpuBench } from '../bench/gpu.js';
import { parseOptions, printJson, printTable, UsageError, type Command } from '../shared/command.js';

/** Default time budgets, in seconds. */
const seconds = { mlp: 20, transformer: 120, cpu: 120 } as const;

export const bench: Command = {
  summary: 'compare the speed of the engine with TensorFlow.js and jax-js',
  usage: `bench [cpu | mlp | transformer | fit] [--seconds S] [--alone] [--json]

Trains networks on one batch with Adam on this engine, TensorFlow.js and jax-js, from the same parameters and taking turns,
after checking that their losses agree. Prints steps per second and the CPU time per step over all threads; on a GPU also
examples (rows or tokens) per second and WebGPU calls per step. A library that cannot run a network is left out, with the
reason.
${cpuBenchUsage}
${gpuBenchUsage}
  fit          time of a fit of 100 points and of 1000 bootstrap refits
  --seconds S  about how long in all (default ${seconds.cpu} for cpu, ${seconds.mlp} for mlp, ${seconds.transformer} for transformer); a library that would
               need longer for two steps is left out
  --alone      cpu: this engine only, without installing the other libraries
  --json       print one JSON document`,

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
    if (limits.alone && word !== 'cpu') throw new UsageError('--alone: only bench cpu takes it.');
    if (word === 'fit') {
      if (limits.seconds !== undefined) throw new UsageError('--seconds: bench fit has no time budget.');
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
