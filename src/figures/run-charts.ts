// The two charts of a report as SVG text: losses over training, and the law through the tuned points. E irreducible loss, L loss,
// N parameters, D unique samples.

import { formatCount, formatWithError } from '../base/format.js';
import { groupBy } from '../base/group-by.js';
import { padded, positiveExtent, type Range } from '../base/log-scale.js';
import { confidenceBand, predictPowerLaw } from '../fit/power-law/predict.js';
import type { PowerLawFit } from '../fit/power-law/law.js';
import { parameterCounts } from '../models/parameters.js';
import { axisWords } from '../laws/words.js';
import type { Law } from '../laws/lab-laws.js';
import type { LabPoint } from '../laws/lab-points.js';
import type { RunRecord } from '../lab/records/record.js';
import { checklistLines, powerChecklist } from '../laws/recipe.js';
import { line, logFrame, polyline, svgDocument, text, type ChartStyle, type Frame } from './svg-frame.js';
import { replicaOutcome } from '../lab/records/tuning.js';

/** Dark ink on white, for a file. Sizes go from violet over green to yellow, ever lighter, for every kind of eye. */
export const plainStyle: ChartStyle = {
  surface: '#ffffff',
  ink: '#15181a',
  soft: '#62676b',
  grid: '#ebebe6',
  size: (index, count) => {
    const t = count > 1 ? index / (count - 1) : 0.5;
    return `hsl(${Math.round(285 - 240 * t)} 70% ${Math.round(36 + 10 * t)}%)`;
  },
};

/** Points at which curves of laws are drawn. */
const GRID_POINTS = 64;

/** Training losses of each config's best replica over steps, and its evaluations as dots. */
export function lossChartSvg(runs: readonly RunRecord[], unit: string, style = plainStyle): string {
  const leaders = bestReplicas(runs);
  const values = leaders.flatMap(({ run, replica }) => [
    ...run.curve.losses[replica],
    ...run.evaluations.map(({ losses }) => losses[replica]),
  ]);
  const longest = Math.max(2, ...runs.map(({ plan }) => plan.steps));
  const frame = logFrame(
    {
      x: [1, longest],
      y: padded(positiveExtent(values) ?? [0.1, 1]),
      xTitle: 'step',
      yTitle: `loss (${unit})`,
    },
    style,
  );
  const content = leaders.map(({ run, replica }, i) => {
    const colour = style.size(i, leaders.length);
    const training = run.curve.steps.map((step, j) => [step, run.curve.losses[replica][j]] as const);
    const evaluated = run.evaluations
      .map(({ step, losses }) => [Math.max(1, step), losses[replica]] as const)
      .filter(([, loss]) => loss > 0 && Number.isFinite(loss));
    const dots = evaluated.map(
      ([step, loss]) => `<circle cx="${frame.x(step)}" cy="${frame.y(loss)}" r="2.5" fill="${colour}"/>`,
    );
    return polyline(frame, training, colour, 'stroke-width="1" opacity="0.45"') + dots.join('');
  });
  const names = leaders.map(({ run }) => `${formatCount(parameterCounts(run.plan.model).total)} parameters`);
  return svgDocument(frame, 'Loss over training steps', [...content, legend(frame, names, style)], style);
}

/** Tuned points with error bars, the fit with the 95 % band of its line, theory's slope dashed, the known floor dotted. */
export function lawChartSvg(law: Law, unit: string, style = plainStyle): string {
  const points = law.points.filter(({ loss }) => loss > 0 && Number.isFinite(loss));
  const fit = law.fit.type === 'fit' ? law.fit : null;
  const x = padded(positiveExtent(points.map((point) => point.x)) ?? [100, 10_000], 0.06, 1);
  const frame = logFrame(
    {
      x,
      y: lawRange(points, fit, law.knownFloor, x),
      xTitle: axisWords(law),
      yTitle: `loss (${unit})`,
    },
    style,
  );
  const content: string[] = [];
  if (fit) content.push(...fitLines(frame, fit, x, style));
  const theory = fit && law.theory !== null ? theoryLine(law, fit, points) : null;
  if (theory) {
    const dashed = grid(x).map((at) => [at, theory(at)] as const);
    content.push(
      polyline(
        frame,
        dashed.filter(([, loss]) => within(frame, loss)),
        style.soft,
        'stroke-dasharray="6 5"',
      ),
    );
  }
  if (law.knownFloor !== null && law.knownFloor > 0) {
    const y = frame.y(law.knownFloor);
    content.push(line(frame.x(x[0]), y, frame.x(x[1]), y, style.soft, 'stroke-dasharray="1 4"'));
  }
  const widths = [...new Set(law.points.map(({ width }) => width))].sort((a, b) => a - b);
  content.push(
    ...points.map((point, i) =>
      mark(
        frame,
        point,
        law.axis === 'N' ? [widths.indexOf(point.width), widths.length] : [i, points.length],
        style,
      ),
    ),
  );
  const words = fit
    ? [fitWords(fit), ...(theory ? [`theory: alpha = ${Number(law.theory!.toPrecision(3))}`] : [])]
    : ['no fit'];
  content.push(
    ...words.map((word, i) => text(frame.right - 12, frame.top + 20 + 18 * i, word, style.ink, 'end')),
  );
  const notes = checklistLines(powerChecklist(law.axis, law.fit, law.points, [[law.axis, axisWords(law)]]));
  return svgDocument(frame, `Loss against ${law.axis}`, content, style, notes);
}

function fitWords({ alpha, intervals, E }: PowerLawFit): string {
  const [low, high] = intervals.alpha;
  return `alpha = ${formatWithError(alpha, (high - low) / 2)}${E > 0 ? `, E = ${Number(E.toPrecision(3))}` : ''}`;
}

function fitLines(frame: Frame, fit: PowerLawFit, x: Range, style: ChartStyle): string[] {
  const along = grid(x);
  const clamp = (loss: number): number =>
    Math.min(frame.bottom, Math.max(frame.top, frame.y(Math.max(loss, 1e-30))));
  const bands = along.map((at) => confidenceBand(fit, at));
  const upper = along.map((at, i) => `${frame.x(at)} ${clamp(bands[i][1])}`);
  const lower = along.map((at, i) => `${frame.x(at)} ${clamp(bands[i][0])}`).reverse();
  const line = along.map((at) => [at, predictPowerLaw(fit, at).loss] as const);
  return [
    `<path d="M${[...upper, ...lower].join('L')}Z" fill="${style.ink}" opacity="0.1"/>`,
    polyline(
      frame,
      line.filter(([, loss]) => within(frame, loss)),
      style.ink,
      'stroke-width="1.5"',
    ),
  ];
}

/** A point with its error bar; hollow while it is not in the fit. */
function mark(
  frame: Frame,
  point: LabPoint,
  [index, count]: readonly [number, number],
  style: ChartStyle,
): string {
  const colour = style.size(index, count);
  const at = frame.x(point.x);
  const fill = point.final && point.excluded === null ? colour : style.surface;
  const [low, high] = errorBar(point).map(frame.y);
  return (
    line(at, low, at, high, colour, 'stroke-width="1.5"') +
    `<circle cx="${at}" cy="${frame.y(point.loss)}" r="5" fill="${fill}" stroke="${colour}" stroke-width="1.5"/>`
  );
}

/** Two standard errors either way, as far as a log axis can show them. */
function errorBar({ loss, standardError }: LabPoint): [low: number, high: number] {
  const error = 2 * (standardError ?? 0);
  return [Math.max(loss - error, loss / 20), loss + error];
}

/** The slope that theory expects through the geometric middle of the points: theory has no claim on the height. */
function theoryLine(law: Law, fit: PowerLawFit, points: readonly LabPoint[]): ((x: number) => number) | null {
  const above = points.filter(({ loss, excluded, final }) => final && excluded === null && loss > fit.E);
  if (above.length < 2 || law.theory === null) return null;
  const { theory } = law;
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const middleX = mean(above.map(({ x }) => Math.log(x)));
  const middle = mean(above.map(({ loss }) => Math.log(loss - fit.E)));
  return (x) => fit.E + Math.exp(middle - theory * (Math.log(x) - middleX));
}

function lawRange(
  points: readonly LabPoint[],
  fit: PowerLawFit | null,
  floor: number | null,
  x: Range,
): Range {
  const values = points.flatMap((point) => [point.loss, ...errorBar(point)]);
  const ends = fit ? x.map((at) => predictPowerLaw(fit, at).loss) : [];
  return padded(positiveExtent([...values, ...ends, floor]) ?? [0.1, 1], 0.08, 0.5);
}

function within(frame: Frame, loss: number): boolean {
  const y = loss > 0 ? frame.y(loss) : NaN;
  return y >= frame.top && y <= frame.bottom;
}

function grid([low, high]: Range): number[] {
  return Array.from({ length: GRID_POINTS }, (_, i) => low * (high / low) ** (i / (GRID_POINTS - 1)));
}

function legend(frame: Frame, names: readonly string[], style: ChartStyle): string {
  return names
    .map((name, i) => {
      const y = frame.top + 20 + 17 * i;
      const swatch = `<rect x="${frame.right - 22}" y="${y - 9}" width="10" height="10" rx="2" fill="${style.size(i, names.length)}"/>`;
      return swatch + text(frame.right - 28, y, name, style.soft, 'end');
    })
    .join('');
}

/** Of each config the replica that came to the lowest loss; configs that have not begun are left out. */
function bestReplicas(runs: readonly RunRecord[]): { run: RunRecord; replica: number }[] {
  return [...groupBy(runs, ({ plan }) => plan.config).values()].flatMap((rounds) => {
    const candidates = rounds.flatMap((run) =>
      run.plan.replicas.map((_, replica) => ({
        run,
        replica,
        loss: replicaOutcome(run, replica)?.loss ?? Infinity,
      })),
    );
    const best = candidates.reduce((a, b) => (b.loss < a.loss ? b : a));
    return best.run.curve.steps.length > 0 ? [best] : [];
  });
}
