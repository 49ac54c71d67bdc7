// Covers src/ui/charts/experiment/lab-figure.ts and src/figures/svg-grounds.ts: a law is drawn alike on the page and in SVG. Also
// src/laws/runs/drawn-fit.ts, src/ui/charts/chart-style.ts, src/figures/drawn-power-law.ts,
// src/ui/charts/figure/{draw-figure,draw-grounds,figure-key,figure-view,key-styles,look,words}.ts.

import { fixture, html, nextFrame } from '@open-wc/testing-helpers';
import { expect } from 'chai';
import type { Range } from '../../../../src/base/log-scale.js';
import { plan } from '../../../../src/lab/plan/plan.js';
import { largerRuns } from '../../../../src/lab/plan/larger-run.js';
import type { LabState } from '../../../../src/lab/records/record.js';
import { foldForecasts, type ForecastRecord } from '../../../../src/laws/forecast/score-card.js';
import { sealForecast } from '../../../../src/laws/forecast/seal.js';
import { laws, type Law } from '../../../../src/laws/runs/lab-laws.js';
import { theoryLine } from '../../../../src/laws/runs/theory-line.js';
import { axisWords } from '../../../../src/laws/runs/words.js';
import { experimentResult } from '../../../../src/figures/experiment-result.js';
import { figureSvg } from '../../../../src/figures/figure-svg.js';
import { chartStyle } from '../../../../src/ui/charts/chart-style.js';
import '../../../../src/ui/charts/experiment/lab-figure.js';
import type { LabFigure } from '../../../../src/ui/charts/experiment/lab-figure.js';
import { adoptTokens } from '../../../../src/ui/parts/tokens.js';
import { smallManifold } from '../../../support/synthetic-run.js';
import { syntheticState } from '../../../support/synthetic-state.js';

adoptTokens(document);

/** Places in a plot as shares of its width and height, from its lower left corner. */
type Place = readonly [right: number, up: number];

interface Drawing {
  /** Bands and lines, in the order in which they are drawn. */
  readonly paths: readonly (readonly Place[])[];
  readonly points: readonly Place[];
}

/** Records what is drawn on canvases until the returned function is called: the last figure, read from the calls of its context. */
function recordCanvas(): () => Drawing {
  const prototype = CanvasRenderingContext2D.prototype;
  const { rect, beginPath, lineTo, moveTo, arc } = prototype;
  let paths: Place[][] = [];
  let points: Place[] = [];
  let path: Place[] | null = null;
  let place: (x: number, y: number) => Place = () => [NaN, NaN];
  Object.assign(prototype, {
    // A figure begins by clipping to the plot.
    rect(this: CanvasRenderingContext2D, ...box: Parameters<typeof rect>) {
      const [left, top, width, height] = box;
      place = (x, y) => [(x - left) / width, 1 - (y - top) / height];
      paths = [];
      points = [];
      rect.apply(this, box);
    },
    beginPath(this: CanvasRenderingContext2D) {
      path = [];
      beginPath.apply(this);
    },
    // Only error bars, boxes and axes lift the pen.
    moveTo(this: CanvasRenderingContext2D, x: number, y: number) {
      path = null;
      moveTo.call(this, x, y);
    },
    lineTo(this: CanvasRenderingContext2D, x: number, y: number) {
      if (path?.length === 0) paths.push(path);
      path?.push(place(x, y));
      lineTo.call(this, x, y);
    },
    arc(this: CanvasRenderingContext2D, ...circle: Parameters<typeof arc>) {
      points.push(place(circle[0], circle[1]));
      arc.apply(this, circle);
    },
  });
  return () => {
    Object.assign(prototype, { rect, beginPath, lineTo, moveTo, arc });
    return { paths, points };
  };
}

/** The drawing in a saved file. */
function drawingOf(svg: string): Drawing {
  const plot = new DOMParser().parseFromString(svg, 'image/svg+xml').querySelector('svg > svg')!;
  const [left, top, width, height] = plot.getAttribute('viewBox')!.split(' ').map(Number);
  const place = (x: number, y: number): Place => [(x - left) / width, 1 - (y - top) / height];
  const numbers = (element: Element, ...names: string[]): number[] =>
    names.map((name) => Number(element.getAttribute(name)));
  return {
    paths: [...plot.querySelectorAll('path')].map((path) =>
      [...path.getAttribute('d')!.matchAll(/[ML](\S+?) ([^MLZ]+)/g)].map(([, x, y]) =>
        place(Number(x), Number(y)),
      ),
    ),
    points: [...plot.querySelectorAll('circle')].map((circle) => {
      const [x, y] = numbers(circle, 'cx', 'cy');
      return place(x, y);
    }),
  };
}

interface Shown {
  readonly chart: LabFigure;
  readonly screen: Drawing;
  readonly svg: string;
}

/** The chart of a state, what it drew, and the file that it saves. */
async function show(
  state: LabState,
  { ghost = null, forecast = null }: { ghost?: Law | null; forecast?: ForecastRecord | null } = {},
): Promise<Shown> {
  const [law] = laws(state);
  const stop = recordCanvas();
  const result = experimentResult(law, { runs: state.runs, ghost, forecast, unit: 'nats', before: '' });
  const chart = await fixture<LabFigure>(
    html`<lab-figure style="width: 1000px" .result=${result}></lab-figure>`,
  );
  await nextFrame();
  await nextFrame();
  const screen = stop();
  return { chart, screen, svg: figureSvg(chart.figures!.law, chartStyle('light')) };
}

/** SVG rounds to a hundredth of a pixel in a plot of 360 by 558. */
const ROUNDING = 0.01 / 360;

function expectSame({ screen, svg }: Shown): void {
  const file = drawingOf(svg);
  expect(screen.paths.map((path) => path.length)).to.deep.equal(file.paths.map((path) => path.length));
  const places = ({ paths, points }: Drawing): number[] => [...paths.flat(), ...points].flat();
  const [onScreen, inFile] = [places(screen), places(file)];
  expect(onScreen.length).to.equal(inFile.length);
  for (const [i, value] of onScreen.entries()) expect(value).to.be.closeTo(inFile[i], ROUNDING);
}

const valueAt = ([low, high]: Range, share: number): number => low * (high / low) ** share;

describe('the saved picture of a law', () => {
  it('shows the points, lines and values of the page', async () => {
    const shown = await show(syntheticState());
    expect(shown.screen.paths, 'band, fit, where it goes on, and theory').to.have.length(4);
    expect(shown.screen.points).to.have.length(7);
    expectSame(shown);
  });

  it('does so while runs train, before there is a fit and after', async () => {
    for (const options of [
      { until: 0.2 },
      { until: 0.5 },
      { until: 0.5, ended: 2 },
      { until: 0.5, ended: 5 },
    ]) {
      const shown = await show(syntheticState(options));
      expect(shown.screen.points).to.have.length(7);
      expect(shown.screen.paths.length).to.be.above(0);
      expectSame(shown);
    }
  });

  it('shows the line of theory where it belongs, at every x', async () => {
    for (const options of [{}, { until: 0.5 }, { until: 0.5, ended: 5 }]) {
      const state = syntheticState(options);
      const [law] = laws(state);
      const { chart, svg } = await show(state);
      const { x, y, lines } = chart.figures!.law;
      const used = law.fit.type === 'fit' ? law.points.filter(({ final }) => final) : law.points;
      const expected = theoryLine(used, 1, 0)!;
      const theory = lines.findIndex(({ name }) => name?.startsWith('theory'));
      const path = drawingOf(svg).paths[chart.figures!.law.bands.length + theory];
      for (const [right, up] of [0, 10, 47, 80, 95].map((i) => path[i])) {
        const at = valueAt(x.range, right);
        expect(Math.log(valueAt(y.range, up) / expected(at))).to.be.closeTo(0, 1e-3);
      }
    }
  });

  it('keeps the ghost of the last law and a sealed forecast', async () => {
    const state = syntheticState();
    const [law] = laws(state);
    const [ghost] = laws(syntheticState({ law: { E: 0, A: 2, alpha: 0.5 } }));
    const [{ x, config, name }] = largerRuns(plan(smallManifold()), 'N');
    const forecast = sealForecast(
      { ...law, chosen: law.fit },
      {
        target: { axis: 'N', x, cell: config, name },
        points: law.points,
        convention: axisWords(law),
        unit: 'nats',
        experiment: null,
        sealedAt: 1,
      },
    );
    const { records } = foldForecasts([{ type: 'sealed', forecast }]);
    const shown = await show(state, { ghost, forecast: records[0] });
    expect(shown.screen.points).to.have.length(14);
    expectSame(shown);
    const keyOf = (text: string): string => text.replace(/\s+/g, ' ');
    const key = shown.chart.shadowRoot!.querySelector('.key')!.textContent;
    for (const entry of ['fit', '95 %', 'theory, slope −1.00', 'last law, α 0.50', 'forecast, sealed']) {
      expect(keyOf(key)).to.include(entry);
      expect(shown.svg).to.include(entry);
    }
  });
});
