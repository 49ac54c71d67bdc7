import { formatCount, formatDuration, formatEnergy, formatNumber } from '../../base/format.js';
import type { Estimated } from '../../fit/surface/compute-optimal.js';
import { better, type Better } from '../../laws/bill/better.js';
import { betterInWords } from '../../laws/bill/better-words.js';
import { nextRun, nextRunInWords, targetsOf, type NextRunTarget } from '../../laws/forecast/next-runs.js';
import {
  planTraining,
  type Budget,
  type PlannerDevice,
  type PlanRefusal,
  type TrainingPlan,
} from '../../laws/forecast/planner.js';
import type { PlanningLaw } from '../../laws/forecast/planning-law.js';
import { planningLawOfTable } from '../../laws/forecast/table-forecast.js';
import type { ReadingJson } from '../../laws/table/reading-json.js';
import { parseWithFile, printJson, UsageError, type Command } from '../shared/command.js';
import { readingFile } from '../shared/files.js';
import { readAxis, readFloor, readHuber, readPositive } from '../fit/read-options.js';
import { readTableOptions, tableOptions, tableUsage } from '../fit/table-options.js';

const options = {
  flops: { type: 'string' },
  seconds: { type: 'string' },
  loss: { type: 'string' },
  next: { type: 'boolean' },
  speed: { type: 'string' },
  watts: { type: 'string', default: '200' },
  x: { type: 'string' },
  floor: { type: 'string' },
  robust: { type: 'string' },
  ...tableOptions,
  json: { type: 'boolean' },
} as const;
type Values = Readonly<Partial<Record<'flops' | 'seconds' | 'loss' | 'speed', string>>>;

/** Reductions of the loss whose cost is printed. */
const CUTS = [0.01, 0.05, 0.1];

export const planCommand: Command = {
  summary: 'the best run for a budget by the law of a table, or the most informative next run',
  usage: `plan <points.csv> --flops|--seconds|--loss NUMBER [--speed FLOPS] [--watts NUMBER] [options of table and law] [--json]
plan <points.csv> --flops NUMBER --next [options of table and law] [--json]

Fits a law to the table and prints the best run for a budget, and what a lower loss would cost. Where N and D both vary the
law is the surface E + A N^-alpha + B D^-beta; a law along one axis keeps the other fixed.
  --flops, --seconds, --loss
                           the budget, or the loss to reach
  --next                   prints instead the run within the budget, with its number of seeds, that would make each exponent
                           and the floor most certain
  --speed FLOPS            FLOP/s of the device (device prints it); gives time and energy
  --watts NUMBER           assumed power draw; 200 if not given
  --x N|D|C, --floor, --robust
                           as in fit, of a law along one axis
${tableUsage}
  --json                   one JSON document instead of words`,

  async run(args) {
    const { values, file } = parseWithFile(args, options, 'table of points');
    const budget = readBudget(values);
    const device = {
      flopsPerSecond: values.speed === undefined ? null : readPositive('--speed', values.speed),
      watts: readPositive('--watts', values.watts),
    };
    const [axis, floor, huber] = [readAxis(values.x), readFloor(values.floor), readHuber(values.robust)];
    const reader = readTableOptions(values);
    const { table, notes, json, lines } = await reader.read(file);
    const law = readingFile(file, () =>
      planningLawOfTable(table, axis, { floor, huber, allRows: reader.allRows }),
    );
    if (values.next) {
      if (budget.type !== 'flops') throw new UsageError('--next requires --flops.');
      reportNext(law, budget.flops, values.json ? json : null);
      return 0;
    }
    const plan = law.type === 'refused' ? law : planTraining(law, budget, device);
    if (law.type === 'refused' || plan.type === 'refused') {
      const { reason } = plan.type === 'refused' ? plan : { reason: '' };
      if (values.json) printJson({ N: null, D: null, flops: null, loss: null, refused: reason, ...json });
      else console.log(`No plan: ${reason}`);
      return 0;
    }
    const noted = { ...plan, notes: [...plan.notes, ...notes] };
    if (values.json) printJson({ ...planJson(law, noted), ...json });
    else {
      printPlan(law, noted, device);
      for (const line of lines) console.log(line);
    }
    return 0;
  },
};

function readBudget(values: Values): Budget {
  const given = (['flops', 'seconds', 'loss'] as const).filter((name) => values[name] !== undefined);
  if (given.length !== 1) {
    throw new UsageError(
      `Expected one of --flops, --seconds and --loss, got ${given.join(' and ') || 'none'}.`,
    );
  }
  if (given[0] === 'seconds' && values.speed === undefined) {
    throw new UsageError('--seconds requires --speed, the FLOP/s of the device.');
  }
  const [type] = given;
  const value = readPositive(`--${type}`, values[type] ?? '');
  if (type === 'flops') return { type, flops: value };
  return type === 'seconds' ? { type, seconds: value } : { type, loss: value };
}

function planJson(law: PlanningLaw, plan: TrainingPlan): Record<string, unknown> {
  const { N, D, flops, prediction, seconds, joules, notes } = plan;
  return {
    law: law.type === 'surface' ? 'surface' : 'power',
    N: N?.value ?? null,
    NInterval: N?.interval ?? null,
    D: D?.value ?? null,
    DInterval: D?.interval ?? null,
    flops,
    loss: prediction.loss,
    low: prediction.interval[0],
    high: prediction.interval[1],
    extrapolation: prediction.extrapolation,
    seconds,
    joules,
    improvements: CUTS.map((share) => improvementJson(better(law, sizeOf(law, plan), share), share)),
    warnings: notes,
  };
}

/** Of a plan, what its law runs along: x of a line, C on a surface. */
function sizeOf(law: PlanningLaw, { N, D, flops }: TrainingPlan): number {
  if (law.type === 'surface') return flops ?? NaN;
  return { N: N?.value, D: D?.value, C: flops }[law.law.axis] ?? NaN;
}

function improvementJson(result: Better | PlanRefusal, share: number): Record<string, unknown> {
  if (result.type === 'refused') return { share, ...result };
  const { loss, N, D, C } = result;
  const times = (name: string, estimate: Estimated | null): Record<string, unknown> => ({
    [name]: estimate?.value ?? null,
    [`${name}Interval`]: estimate?.interval ?? null,
  });
  return { share, loss, ...times('N', N), ...times('D', D), ...times('flops', C) };
}

function printPlan(law: PlanningLaw, plan: TrainingPlan, device: PlannerDevice): void {
  const { N, D, flops, prediction, seconds, joules, notes } = plan;
  const [low, high] = prediction.interval.map((end) => formatNumber(end, 4));
  const sizes = [...sizeWords('N', N), ...sizeWords('D', D)].join(', ');
  console.log(`${sizes}${flops === null ? '' : `, ${formatCount(flops)} FLOPs`}`);
  console.log(`Expected loss ${formatNumber(prediction.loss, 4)}, 95 %: ${low} to ${high}`);
  if (seconds !== null && joules !== null) {
    const speed = `${formatCount(device.flopsPerSecond ?? NaN)} FLOP/s`;
    console.log(
      `${formatDuration(seconds)} at ${speed}, ${formatEnergy(joules)} at ${device.watts} W (an estimate)`,
    );
  }
  for (const share of CUTS) console.log(betterInWords(better(law, sizeOf(law, plan), share), share));
  for (const note of notes) console.log(note);
}

/** Prints a run for each quantity of the law; where the law is refused, why. `json` is how the table was read, null for words. */
function reportNext(law: PlanningLaw | PlanRefusal, flops: number, json: ReadingJson | null): void {
  if (law.type === 'refused') {
    if (json) printJson({ next: null, refused: law.reason, ...json });
    else console.log(`No law: ${law.reason}`);
    return;
  }
  const runs = targetsOf(law).map((target) => ({ target, ...nextRun(law, target, flops) }));
  if (json) printJson({ next: runs.map(nextJson), ...json });
  else
    for (const run of runs)
      console.log(run.type === 'run' ? nextRunInWords(run) : `${run.target}: ${run.reason}`);
}

function nextJson(
  run: ReturnType<typeof nextRun> & { readonly target: NextRunTarget },
): Record<string, unknown> {
  const { type, ...rest } = run;
  return type === 'run' ? rest : { target: run.target, refused: run.reason };
}

function sizeWords(name: string, estimate: Estimated | null): string[] {
  if (estimate === null) return [];
  const { value, interval } = estimate;
  const [low, high] = interval.map((end) => formatCount(end));
  return [`${name} = ${formatCount(value)}${low === high ? '' : ` (95 %: ${low} to ${high})`}`];
}
