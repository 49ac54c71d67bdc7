import { formatCount, formatNumber } from '../../base/format.js';
import { LEVEL } from '../../fit/goodness/prediction.js';
import { forecastOfTable, type TableForecast, type TableTarget } from '../../laws/forecast/table-forecast.js';
import { sizes } from '../../laws/table/six-nd.js';
import { parseWithFile, printJson, UsageError, type Command } from '../shared/command.js';
import { readingFile } from '../shared/files.js';
import { readAxis, readFloor, readHuber, readPositive } from '../fit/read-options.js';
import { readTableOptions, tableOptions, tableUsage } from '../fit/table-options.js';

const options = {
  N: { type: 'string' },
  D: { type: 'string' },
  C: { type: 'string' },
  x: { type: 'string' },
  floor: { type: 'string' },
  robust: { type: 'string' },
  ...tableOptions,
  json: { type: 'boolean' },
} as const;

export const forecastCommand: Command = {
  summary: 'the loss that a table of points predicts for a larger run',
  usage: `forecast <points.csv> --N|--D|--C NUMBER [--x N|D|C] [--floor free|none|NUMBER] [--robust huber] [table options] [--json]

Fits a law to the table as fit does and prints the loss that it predicts for a run, with a 95 % prediction interval: the
uncertainty of the law, and the noise of the run.
  --N, --D, --C            the run; one of them for a law along it, N and D for the surface that best
                           predicts the largest runs, held out from its fit
  --x N|D|C                the variable of the law; by default the one that was given
  --floor free|none|NUMBER fit the floor E, assume none, or fix it; by default what the points favour
  --robust huber[:DELTA]   fit a law along one size by Huber's loss, which gives outliers little weight
${tableUsage}
  --json                   one JSON document instead of words`,

  async run(args) {
    const { values, file } = parseWithFile(args, options, 'table of points');
    const target = readTarget(values);
    const floor = readFloor(values.floor);
    if (floor !== null && Object.keys(target).length > 1) {
      throw new UsageError('--floor does not go with a surface, whose floor is fitted.');
    }
    const huber = readHuber(values.robust);
    if (huber !== null && Object.keys(target).length > 1) {
      throw new UsageError('--robust goes with a law along one size.');
    }
    const reader = readTableOptions(values);
    const { table, notes, json, lines } = await reader.read(file);
    const result = readingFile(file, () => {
      const { warnings, ...said } = forecastOfTable(table, target, { floor, huber, allRows: reader.allRows });
      return { ...said, warnings: [...warnings, ...notes] };
    });
    if (values.json) printJson({ ...forecastJson(result), ...json });
    else {
      printForecast(result);
      for (const line of lines) console.log(line);
    }
    return 0;
  },
};

function readTarget(values: Readonly<Partial<Record<'N' | 'D' | 'C' | 'x', string>>>): TableTarget {
  const given = sizes.filter((axis) => values[axis] !== undefined);
  const along = readAxis(values.x);
  const isSurface = given.length === 2 && values.C === undefined;
  if (given.length === 0 || (given.length > 1 && !isSurface)) {
    throw new UsageError(`Expected --N, --D or --C, or --N and --D; got ${given.join(' and ') || 'none'}.`);
  }
  if (along !== null && (isSurface || given[0] !== along)) {
    throw new UsageError(`--x ${along} requires --${along} and no other size.`);
  }
  return Object.fromEntries(given.map((axis) => [axis, readPositive(`--${axis}`, values[axis] ?? '')]));
}

/** `loss` and what follows from it are null where the fit is refused, and `refused` says why. */
function forecastJson({ law, target, forecast, warnings }: TableForecast): Record<string, unknown> {
  const head = { law: 'choice' in law ? 'surface' : 'power', ...target };
  if (forecast.type === 'refused') {
    return { ...head, loss: null, low: null, high: null, refused: forecast.reason, warnings };
  }
  const { loss, interval, band, extrapolation } = forecast.prediction;
  const [low, high] = interval;
  return {
    ...head,
    loss,
    low,
    high,
    level: LEVEL,
    band,
    extrapolation,
    points: pointsOf(law),
    ...describe(law),
    warnings,
  };
}

/** Parameters of a fitted law; of a surface also its form, and those that are not ruled out. */
function describe(law: TableForecast['law']): Record<string, unknown> {
  if (!('choice' in law)) {
    if (law.fit.type === 'refused') return {};
    const { E, A, alpha } = law.fit;
    return { parameters: { E, A, alpha } };
  }
  if (!('best' in law.choice)) return {};
  const { best, survivors } = law.choice;
  const { fit } = best;
  const parameters =
    'form' in fit ? fit.parameters : { E: fit.E, A: fit.A, alpha: fit.alpha, B: fit.B, beta: fit.beta };
  return { form: best.law, survivors: survivors.map((other) => other.law), parameters };
}

function pointsOf(law: TableForecast['law']): number {
  if ('choice' in law) return law.points.length;
  return law.fit.type === 'fit' ? law.fit.pointCount : 0;
}

function printForecast({ law, target, forecast, warnings }: TableForecast): void {
  const at = Object.entries(target)
    .map(([axis, value]) => `${axis} = ${formatCount(value)}`)
    .join(', ');
  if (forecast.type === 'refused') console.log(`No forecast at ${at}: ${forecast.reason}`);
  else {
    const { loss, interval, extrapolation } = forecast.prediction;
    const [low, high] = interval.map((end) => formatNumber(end, 4));
    console.log(`At ${at} the law expects a loss of ${formatNumber(loss, 4)}, 95 %: ${low} to ${high}`);
    console.log(`From ${pointsOf(law)} points; ${beyond(extrapolation)}`);
  }
  for (const warning of warnings) console.log(warning);
}

function beyond(extrapolation: number): string {
  return extrapolation > 1 ? `${formatNumber(extrapolation, 2)} times beyond them` : 'within their range';
}
