// Which curves to divide by their ends: those of an experiment, or of a table of curves; and what the comparison says.
//
// C training FLOPs, D samples or tokens, N parameters.

import { InputError } from '../base/errors.js';
import { formatCount, formatNumber } from '../base/format.js';
import { groupBy } from '../base/group-by.js';
import { mean } from '../base/maths/statistics.js';
import type { Collapse, CollapseCurve, CollapseRefusal, Course } from '../fit/other/collapse.js';
import type { Measured } from '../lab/gallery/recorded-law.js';
import type { LabState, RunRecord } from '../lab/records/record.js';
import { replicaOutcome } from '../lab/records/tuning.js';
import { modelWidth } from '../models/model-spec.js';
import { laws } from './runs/lab-laws.js';
import type { FinishedPoint, PointTable } from './table/point-table.js';

/** Fewer points do not make a curve. */
const FEWEST_POINTS = 5;

/** The curves of an experiment's sizes at their best learning rates, each seed's; of the largest data set. None with budgets, which end anywhere. */
export function curvesOfRecords({ plan, runs }: Pick<LabState, 'plan' | 'runs'>): CollapseCurve[] {
  if (!plan || plan.spec.data.budgets.length > 0) return [];
  const largest = plan.spec.data.uniqueSamples.at(-1);
  const configs = groupBy(
    runs.filter((run) => run.plan.uniqueSamples === largest),
    (run) => run.plan.config,
  );
  return [...configs.values()].flatMap((config) => {
    const size = modelWidth(config[0].plan.model);
    const seeds = bestRate(config).map(({ run, replica }): Course => {
      const evaluations = run.evaluations.filter(({ step }) => step > 0);
      return evaluations.map(({ step, losses }) => [step / run.plan.steps, losses[replica]]);
    });
    return seeds.length > 0 ? [{ name: `width ${size}`, size, seeds }] : [];
  });
}

/** The replicas of the learning rate with the lowest mean loss, of those at which all finished. */
function bestRate(
  config: readonly RunRecord[],
): readonly { readonly run: RunRecord; readonly replica: number }[] {
  const replicas = config.flatMap((run) =>
    run.plan.replicas.map(({ learningRate }, replica) => ({ run, replica, learningRate })),
  );
  const rates = [...groupBy(replicas, ({ learningRate }) => learningRate).values()].map((seeds) => ({
    seeds,
    logLoss: mean(seeds.map(({ run, replica }) => Math.log(replicaOutcome(run, replica)?.loss ?? Infinity))),
  }));
  const best = rates.reduce((a, b) => (b.logLoss < a.logLoss ? b : a));
  return best.logLoss < Infinity ? best.seeds : [];
}

/** The mean curves of what was measured, as far as they have come. */
export function curvesOfMeasured({ spec, curves }: Measured): CollapseCurve[] {
  if (spec.data.budgets.length > 0) return [];
  const largest = spec.data.uniqueSamples.at(-1);
  return curves
    .filter(({ uniqueSamples }) => uniqueSamples === largest)
    .map(({ width, steps, losses }) => ({
      name: `width ${width}`,
      size: width,
      seeds: [
        steps.flatMap((step, i) => (step > 0 ? [[step / spec.training.steps, losses[i]] as const] : [])),
      ],
    }));
}

/** The floor that is taken off: the one that is known, else none. */
export function floorOfRecords(records: Pick<LabState, 'plan' | 'runs'>): number {
  return laws(records)[0]?.knownFloor ?? 0;
}

/**
 * The curves of a table with several rows of each run: of one size, seed and learning rate. A run ends at its last row, or where the
 * column `end` says, in the units of C, D or steps. Throws InputError without curves.
 */
export function curvesOfTable(table: PointTable, end: string | null = null): CollapseCurve[] {
  const { points, columns, names } = table;
  if (end !== null && !names.includes(end))
    throw new InputError(`there is no column ${end}; the table has ${names.join(', ')}`);
  const along = (['steps', 'D', 'C'] as const).find(
    (name) => names.includes(columns[name] ?? '') && varies(points.map((point) => point[name])),
  );
  if (along === undefined)
    throw new InputError('curves need a column of steps, D or C that grows along each run');
  const of = points.filter((point) => point.N !== null && point[along] !== null);
  if (of.length === 0) throw new InputError(`curves of sizes need a column of N beside ${columns[along]}`);
  // The column of ends has the file's own units.
  const endOf = (row: FinishedPoint, axis: typeof along): number =>
    (Number(row.cells[end!]) * row[axis]!) / Number(row.cells[columns[axis]!]);
  const runs = groupBy(of, ({ N, seed, lr }) => JSON.stringify([N, seed, lr]));
  const curves = [...runs.values()].flatMap((rows) => {
    const sorted = [...rows].sort((a, b) => a[along]! - b[along]!);
    if (sorted.length < FEWEST_POINTS) return [];
    const last = end === null ? sorted.at(-1)![along]! : endOf(sorted[0], along);
    if (!(last > 0))
      throw new InputError(
        `line ${sorted[0].line}: expected where the run ends in ${end}, got ${sorted[0].cells[end ?? '']}`,
      );
    const course = cut(sorted.map((row) => [row[along]! / last, row.loss] as const));
    return [{ N: sorted[0].N!, course }];
  });
  return [...groupBy(curves, ({ N }) => N)].map(([N, seeds]) => ({
    name: `N = ${formatCount(N)}`,
    size: N,
    seeds: seeds.map(({ course }) => course),
  }));
}

function varies(values: readonly (number | null)[]): boolean {
  return new Set(values.filter((value) => value !== null)).size > FEWEST_POINTS;
}

/** Up to its end, where it has a point between two that it had. */
function cut(course: Course): Course {
  const after = course.findIndex(([share]) => share >= 1 - 1e-9);
  if (after <= 0) return course;
  const [[x0, loss0], [x1, loss1]] = [course[after - 1], course[after]];
  const part = Math.log(1 / x0) / Math.log(x1 / x0);
  return [...course.slice(0, after), [1, loss0 * (loss1 / loss0) ** part]];
}

/** What the curves say, in sentences; the first is the finding. */
export function collapseInWords(collapse: Collapse | CollapseRefusal): readonly string[] {
  if (collapse.type === 'refused') return [collapse.reason];
  const { curves, spreads, leavers } = collapse;
  const late = spreads.filter(({ share }) => share >= 0.5);
  const noise = late.flatMap(({ seeds }) => seeds ?? []);
  const sizes = mean(late.map((spread) => spread.sizes));
  const percent = (value: number): string => `${formatNumber(100 * value)} %`;
  const between = `Divided by their ends, the curves of ${curves.length} sizes differ by ${percent(sizes)} over the second half of the training`;
  const sentences: string[] = [];
  for (const { name, deviation, error } of leavers ?? []) {
    const higher = deviation > 0 ? 'higher' : 'lower';
    sentences.push(
      `The curve of ${name} leaves the others: it lies ${formatNumber(100 * Math.abs(Math.expm1(deviation)))} ± ${formatNumber(200 * error)} % ` +
        `${higher} than the line through them. Its learning rate, its schedule or its data are not theirs.`,
    );
  }
  if (noise.length === late.length) {
    const seeds = mean(noise);
    const finding =
      sizes < seeds
        ? 'they fall on one curve, closer than seeds'
        : 'they do not fall on one curve as seeds do';
    sentences.push(`${between}, seeds of one size by ${percent(seeds)}: ${finding}.`);
  } else sentences.push(`${between}; with one seed of each size nothing says how much is chance.`);
  if (leavers?.length === 0) sentences.push('None leaves the others.');
  if (leavers === null) sentences.push('From five sizes on it can be told whether one leaves the others.');
  return sentences;
}
