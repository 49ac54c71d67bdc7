import { svg, html, type TemplateResult } from 'lit';
import { padded, positiveExtent, type Range } from '../../../base/log-scale.js';
import { predictPowerLaw } from '../../../fit/power-law/predict.js';
import { logSteps } from '../../../figures/figure.js';
import { drawnLaw, type Findings } from '../../../laws/compare/findings.js';
import { sizeColour } from '../../parts/size-ramp.js';
import type { Theme } from '../../parts/tokens.js';

const WIDTH = 80;
const HEIGHT = 36;
const MARGIN = 4;

/** The first law of an experiment as a small picture: its points and its line, on log axes. Its law stands beside it in words. */
export function thumbnail(findings: Findings | null | undefined, theme: Theme): TemplateResult {
  const [law] = findings?.laws ?? [];
  const points = (law?.points ?? []).filter(({ loss }) => loss > 0 && Number.isFinite(loss));
  const fit = law ? drawnLaw(law) : null;
  const xs = padded(positiveExtent(points.map(({ x }) => x)) ?? [1, 10], 0.06, 0.5);
  const line = fit ? logSteps(xs, 12).map((x) => [x, predictPowerLaw(fit, x).loss] as const) : [];
  const heights = [...points.map(({ loss }) => loss), ...line.map(([, loss]) => loss)];
  // Noise is not to look like a law: half a decade fills the picture at least.
  const ys = padded(positiveExtent(heights) ?? [1, 10], 0.08, 0.5);
  const place = (x: number, loss: number): readonly [number, number] => [
    round(MARGIN + share(xs, x) * (WIDTH - 2 * MARGIN)),
    round(HEIGHT - MARGIN - share(ys, loss) * (HEIGHT - 2 * MARGIN)),
  ];
  const path = line.map(([x, loss], i) => `${i === 0 ? 'M' : 'L'}${place(x, loss).join(' ')}`).join('');
  return html`<svg class="thumbnail" viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true">
    <path class="frame" d="M1.5 1v${HEIGHT - 2.5}h${WIDTH - 2.5}" />
    ${path === '' ? '' : svg`<path class="line" d=${path} />`}
    ${points.map(({ x, loss }, i) => {
      const [left, top] = place(x, loss);
      return svg`<circle cx=${left} cy=${top} r="2.4" fill=${sizeColour(i, points.length, theme)} />`;
    })}
  </svg>`;
}

function share([low, high]: Range, value: number): number {
  return Math.log(value / low) / Math.log(high / low);
}

function round(value: number): number {
  return Math.round(10 * value) / 10;
}
