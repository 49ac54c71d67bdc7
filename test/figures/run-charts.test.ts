import { expect } from 'chai';
import { fitPowerLaw } from '../../src/fit/power-law/fit.js';
import type { Law } from '../../src/laws/lab-laws.js';
import type { LabPoint } from '../../src/laws/lab-points.js';
import { lawChartSvg } from '../../src/figures/run-charts.js';

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

function chart(change: Partial<Law>): Document {
  const fit = fitPowerLaw(points, { floor: { type: 'fixed', value: 0 } });
  const law: Law = {
    axis: 'N',
    convention: 'total',
    examples: 'samples',
    points,
    fit,
    soFar: null,
    alternatives: [],
    undecided: false,
    theory: 1,
    knownFloor: 0,
    endlessFloor: null,
    warnings: [],
    ...change,
  };
  return new DOMParser().parseFromString(lawChartSvg(law, 'a < b & "c"'), 'image/svg+xml');
}

describe('lawChartSvg', () => {
  it('is well-formed and draws every point, the fit, its band and the slope of theory', () => {
    const svg = chart({});
    expect(svg.querySelector('parsererror')).to.equal(null);
    expect(svg.querySelectorAll('circle')).to.have.length(4);
    expect(svg.querySelectorAll('path')).to.have.length(3);
    expect(svg.documentElement.textContent)
      .to.contain('loss (a < b & "c")')
      .and.to.contain('theory: alpha = 1');
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
    expect([...svg.querySelectorAll('circle')].map((circle) => circle.getAttribute('fill'))).to.deep.equal(
      Array(4).fill('#ffffff'),
    );
    expect(svg.documentElement.textContent).to.contain('no fit');
  });
});
