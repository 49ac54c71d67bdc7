// Covers src/figures/export/report/{report,sheet,variants}.ts and src/laws/law-lines.ts: a report as a browser opens it.

import { expect } from 'chai';
import { reportHtml } from '../../../src/figures/export/report/report.js';
import { laws } from '../../../src/laws/runs/lab-laws.js';
import { resolveExperiment } from '../../support/experiments.js';
import { stateOf, syntheticState } from '../../support/synthetic-state.js';

const floored = stateOf(resolveExperiment('glyphs'), { law: { E: 0.4, A: 9, alpha: 0.7 } });

/** Opens a report in a frame. */
async function opened(html: string): Promise<Document> {
  const frame = document.createElement('iframe');
  Object.assign(frame.style, { width: '1000px', height: '800px' });
  frame.srcdoc = html;
  document.body.append(frame);
  await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  return frame.contentDocument!;
}

const shown = (report: Document, figure: number): Element[] =>
  [...report.querySelectorAll(`figure:nth-of-type(${figure}) .variant`)].filter(
    (variant) => variant.getBoundingClientRect().height > 0,
  );

const choose = (report: Document, id: string): void =>
  report.querySelector<HTMLInputElement>(`#${id}`)!.click();

describe('a report', () => {
  afterEach(() => document.querySelectorAll('iframe').forEach((frame) => frame.remove()));

  it('has its charts on logarithmic and linear axes, with the floor and without, one form of each in sight', async () => {
    const report = await opened(reportHtml(floored, laws(floored), { unit: 'nats', name: 'quiet heron' }));
    expect(report.querySelector('h1')!.textContent).to.equal('Glyphs, “quiet heron”');
    expect(report.querySelectorAll('figure')).to.have.length(2);
    for (const [axes, loss] of [
      ['log', 'whole'],
      ['linear', 'whole'],
      ['linear', 'excess'],
      ['log', 'excess'],
    ]) {
      choose(report, axes);
      choose(report, loss);
      for (const figure of [1, 2]) {
        const [variant, ...others] = shown(report, figure);
        expect(others).to.have.length(0);
        expect(variant.className).to.contain(`variant ${axes} ${loss}`);
      }
    }
  });

  it('says the values under the pointer and under the arrow keys', async () => {
    const report = await opened(reportHtml(floored, laws(floored), { unit: 'nats' }));
    const [variant] = shown(report, 2);
    const said = variant.parentElement!.querySelector('output')!;
    const svg = variant.querySelector('svg')!;
    const mark = svg.querySelector('circle[r="5"]')!.getBoundingClientRect();
    const view = report.defaultView!;
    const at = { clientX: mark.x + mark.width / 2, clientY: mark.y + mark.height / 2 };
    svg.dispatchEvent(new view.PointerEvent('pointermove', at));
    expect(said.textContent).to.match(/^width \d+ · N .* · loss 0\.\d+ ± /);
    expect(svg.querySelectorAll('.ring')).to.have.length(1);
    svg.dispatchEvent(new view.PointerEvent('pointerleave'));
    expect(said.textContent).to.equal('');
    const pressed = ['ArrowRight', 'ArrowRight'].map((key) => {
      variant.dispatchEvent(new view.KeyboardEvent('keydown', { key }));
      return said.textContent;
    });
    expect(pressed[0]).to.match(/^width /);
    expect(pressed[1]).not.to.equal(pressed[0]);
  });

  it('asks for nothing, forbids it, and takes no name for markup', async () => {
    const html = reportHtml(floored, laws(floored), {
      unit: 'nats',
      name: '</script><script>top.broken = 1</script>',
    });
    const report = await opened(html);
    expect((globalThis as { broken?: number }).broken).to.equal(undefined);
    expect(html).not.to.match(/(src|href)=|@import|url\(/);
    expect(html).to.contain("default-src 'none'");
    expect(report.defaultView!.performance.getEntriesByType('resource')).to.deep.equal([]);
    expect(html.length).to.be.below(600_000);
  });

  it('offers nothing to subtract where there is no floor', async () => {
    const state = syntheticState();
    const report = await opened(reportHtml(state, laws(state), { unit: 'mse' }));
    expect(report.querySelector('#excess')).to.equal(null);
    choose(report, 'linear');
    expect(shown(report, 2)).to.have.length(1);
  });
});
