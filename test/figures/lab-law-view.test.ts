// Covers src/figures/lab-law-view.ts, with src/figures/law-figure.ts and the SVG of src/figures/figure-svg.ts. Also
// src/figures/{chart-style,empty-law-figure,figure,svg-frame,svg-key,svg-looks}.ts.

import { expect } from 'chai';
import { plainStyle } from '../../src/figures/chart-style.js';
import type { Figure } from '../../src/figures/figure.js';
import { figureSvg } from '../../src/figures/figure-svg.js';
import { labLawView } from '../../src/figures/lab-law-view.js';
import { lawFigure } from '../../src/figures/law-figure.js';
import { fitPowerLaw } from '../../src/fit/power-law/fit.js';
import { predictPowerLaw } from '../../src/fit/power-law/predict.js';
import { laws, type Law } from '../../src/laws/runs/lab-laws.js';
import type { LabPoint } from '../../src/laws/runs/lab-points.js';
import { syntheticState } from '../support/synthetic-state.js';

const points = [100, 400, 1600, 6400].map((N, i): LabPoint => ({
  config: `w${i}`,
  x: N,
  width: i,
  N,
  D: 1e6,
  uniqueSamples: 1e6,
  C: 1e9,
  loss: 3 / N,
  standardError: i === 0 ? 10 : 0.1 / N,
  learningRate: 0.01,
  final: true,
  excluded: null,
  atSweepEdge: false,
}));

function lawWith(change: Partial<Law>): Law {
  return {
    axis: 'N',
    convention: 'total',
    examples: 'samples',
    points,
    fit: fitPowerLaw(points, { floor: { type: 'fixed', value: 0 } }),
    soFar: null,
    alternatives: [],
    undecided: false,
    theory: 1,
    knownFloor: 0,
    endlessFloor: null,
    warnings: [],
    ...change,
  };
}

function figureOf(law: Law, ghost: Law | null = null, runs = syntheticState().runs): Figure {
  return lawFigure(labLawView(law, { runs, ghost, forecast: null, unit: 'a < b & "c"' }));
}

function chart(change: Partial<Law>): Document {
  const svg = figureSvg(figureOf(lawWith(change), null, []), plainStyle);
  return new DOMParser().parseFromString(svg, 'image/svg+xml');
}

const lineOf = ({ lines }: Figure, name: string) =>
  lines.find((line) => line.name?.startsWith(name))?.points ?? [];

describe('the chart of a law', () => {
  it('draws the fit inside its band, over all sizes of the plan', () => {
    const state = syntheticState();
    const [law] = laws(state);
    const figure = figureOf(law, null, state.runs);
    const fit = lineOf(figure, 'fit');
    expect(fit.length).to.be.above(50);
    for (const [i, [x, loss]] of fit.entries()) {
      const [at, low, high] = figure.bands[0].points[i];
      expect(at).to.equal(x);
      expect(loss).to.be.within(low, high);
      expect(loss).to.equal(law.fit.type === 'fit' ? predictPowerLaw(law.fit, x).loss : NaN);
    }
    for (const { plan } of state.runs)
      expect(law.points.some(({ config }) => config === plan.config)).to.be.true;
    for (const point of law.points) expect(point.x).to.be.within(...figure.x.range);
  });

  it('gives theory its slope through the middle of the points', () => {
    const [law] = laws(syntheticState());
    const theory = lineOf(figureOf(law), 'theory');
    const [[left, high], [right, low]] = [theory[0], theory[theory.length - 1]];
    expect(Math.log(low / high) / Math.log(right / left)).to.be.closeTo(-1, 1e-9);
  });

  it('holds the axis for sizes that have no point yet', () => {
    const { runs } = syntheticState();
    const [law] = laws(syntheticState());
    const few = { ...law, points: law.points.slice(0, 2) };
    expect(figureOf(few, null, runs).x.range).to.deep.equal(figureOf(law, null, runs).x.range);
  });

  it('keeps the ghost of another law', () => {
    const [law] = laws(syntheticState());
    const [ghost] = laws(syntheticState({ law: { E: 0, A: 2, alpha: 0.5 } }));
    expect(lineOf(figureOf(law, ghost), 'last law')).to.have.length.above(50);
    expect(figureOf(law, ghost).marks).to.have.length(14);
    expect(lineOf(figureOf(law), 'last law')).to.be.empty;
  });
});

describe('the SVG of a law', () => {
  const inPlot = (svg: Document, selector: string): Element[] => [
    ...svg.querySelectorAll(`svg > svg ${selector}`),
  ];

  it('is well-formed and draws every point, the fit, its band and the slope of theory', () => {
    const svg = chart({});
    expect(svg.querySelector('parsererror')).to.equal(null);
    expect(inPlot(svg, 'circle')).to.have.length(4);
    // The fit goes on beyond the points as a line of its own.
    expect(inPlot(svg, 'path')).to.have.length(4);
    expect(svg.documentElement.textContent)
      .to.contain('loss (a < b & "c")')
      .and.to.contain('theory, slope −1.00')
      .and.to.contain('α = 1 ±');
  });

  it('keeps everything within its frame, even an error bar that reaches below zero', () => {
    const heights = [...chart({}).querySelectorAll('line')].flatMap((line) =>
      ['y1', 'y2'].map((name) => Number(line.getAttribute(name))),
    );
    expect(Math.min(...heights)).to.be.at.least(14);
    expect(Math.max(...heights)).to.be.at.most(374);
  });

  it('draws a point that is not in the fit hollow, and says where there is no fit', () => {
    const svg = chart({
      points: points.map((point) => ({ ...point, final: false })),
      fit: { type: 'refused', reason: 'too few' },
    });
    expect(inPlot(svg, 'circle').map((circle) => circle.getAttribute('fill'))).to.deep.equal(
      Array(4).fill('#ffffff'),
    );
    expect([...svg.querySelectorAll('text')].map(({ textContent }) => textContent))
      .to.include('no fit')
      .and.to.include('still training');
  });
});
