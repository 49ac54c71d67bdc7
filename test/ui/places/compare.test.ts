// Covers src/ui/places/compare/{lab-compare,lab-difference,lab-add-law,compare-row,compare-styles,compare-list,result-source,sources,words}.ts,
// src/figures/{compare-figure,apart,mark-corners,svg-ends}.ts, src/ui/charts/figure/draw-ends.ts, src/ui/parts/law-colours.ts,
// src/lab/share/differences.ts and src/laws/compare/{recorded-findings,shared-findings}.ts: laws on one chart, and how they differ.

import { fixture, html } from '@open-wc/testing-helpers';
import { expect, use } from 'chai';
import { chaiA11yAxe } from 'chai-a11y-axe';
import { apart } from '../../../src/figures/apart.js';
import { plainStyle } from '../../../src/figures/chart-style.js';
import { compareFigure, type ComparedLaw } from '../../../src/figures/compare-figure.js';
import { figureSvg } from '../../../src/figures/figure-svg.js';
import { recordedLaw } from '../../../src/lab/gallery/recorded-laws.js';
import { plan } from '../../../src/lab/plan/plan.js';
import type { Overrides } from '../../../src/lab/presets/presets.js';
import { differencesOf } from '../../../src/lab/share/differences.js';
import { drawnLaw, lawAlong } from '../../../src/laws/compare/findings.js';
import { findingsOfRecording } from '../../../src/laws/compare/recorded-findings.js';
import { Library } from '../../../src/ui/library/library.js';
import type { PageView } from '../../../src/ui/page/view.js';
import { adoptTokens } from '../../../src/ui/parts/tokens.js';
import { comparedId, comparedIds, keepCompared } from '../../../src/ui/places/compare/compare-list.js';
import '../../../src/ui/places/compare/lab-compare.js';
import type { LabCompare } from '../../../src/ui/places/compare/lab-compare.js';
import { readAddress } from '../../../src/ui/session/address.js';
import { resultToHash } from '../../../src/lab/share/result-link.js';
import { laws } from '../../../src/laws/runs/lab-laws.js';
import { sharedResult } from '../../../src/laws/share/shared-result.js';
import { stateOf } from '../../support/synthetic-state.js';
import { resolveExperiment } from '../../support/experiments.js';
import { find, query, words } from '../../support/find.js';
import { newLibrary } from '../../support/page.js';
import { smallManifold, syntheticBatches, type SyntheticLaw } from '../../support/synthetic-run.js';
import { waitUntil } from '../../support/wait-until.js';

adoptTokens(document);
use(chaiA11yAxe);

const muon = { 'training.optimizer.type': 'muon' };

async function keepIn(
  library: Library,
  name: string,
  { overrides = {}, law }: { readonly overrides?: Overrides; readonly law: SyntheticLaw },
): Promise<string> {
  const whole = plan(smallManifold(overrides));
  const id = library.begin(whole.spec);
  library.append(id, [...syntheticBatches(whole, { law })].flat());
  await library.flush();
  await library.rename(id, name);
  return comparedId(id);
}

/** A library of two experiments that differ in their optimiser. */
async function twoIn(name: string): Promise<readonly [Library, string, string]> {
  const library = new Library({ name, oldName: `${name}-old` });
  const heron = await keepIn(library, 'quiet heron', { law: { E: 0, A: 12, alpha: 1 } });
  const fox = await keepIn(library, 'amber fox', { overrides: muon, law: { E: 0, A: 8.4, alpha: 1 } });
  return [library, heron, fox];
}

async function open(library: Library, ids: readonly string[], until = '±'): Promise<LabCompare> {
  const view = { theme: 'light', library } as PageView;
  const page = await fixture(
    html`<main><lab-compare .view=${view} .value=${ids.join(',')}></lab-compare></main>`,
  );
  const element = page.querySelector('lab-compare')!;
  const rows = (): number => element.shadowRoot!.querySelectorAll('tbody tr').length;
  await waitUntil(() => words(element).includes(until), `expected ${until}`);
  await waitUntil(() => rows() === 0 || !words(element, 'tbody').includes('…'));
  return element;
}

const rowsOf = (element: LabCompare): string[] =>
  [...element.shadowRoot!.querySelectorAll('tbody tr')].map(({ textContent }) =>
    textContent.replace(/\s+/g, ' ').trim(),
  );

describe('a comparison', () => {
  it('shows laws on one chart and in one table, asks what differs, and says what the difference is', async () => {
    const [library, heron, fox] = await twoIn(newLibrary());
    const element = await open(library, [heron, fox]);
    expect(words(element, 'h1')).to.equal('What does the optimiser change?');
    const [first, second] = rowsOf(element);
    expect(first).to.match(/^quiet heron AdamW 0\.99\d ± 0\.0\d+ 0, known 50 % 7 × 2 Here, today/);
    expect(second).to.include('amber fox Muon');
    const { figure } = find<HTMLElementTagNameMap['lab-figure-chart']>(element, 'lab-figure-chart');
    expect(figure!.ends!.map(({ name }) => name)).to.deep.equal(['quiet heron', 'amber fox']);
    const difference = words(find(element, 'lab-difference'));
    expect(difference).to.match(
      /The loss of amber fox is 30\.0 ± 0\.\d % lower than that of quiet heron, at every size\./,
    );
    expect(difference).to.include('Both sides share their seeds');
    // 30 % less loss where it falls as 1 / N is a third less compute, and a little more for the costlier step of Muon.
    expect(difference).to.match(
      /For the same loss amber fox needs 1\.[34]\d* times less compute than quiet heron \(1\.[34]\d* to 1\.[34]\d*, 90 %\); quiet heron needs 1\.[34]\d* times more than amber fox\./,
    );
    expect(words(element, '.foot p')).to.match(
      /Exponents of amber fox and quiet heron do not differ \(0\.0\d+ ± 0\.0\d+\): the line moves and does not tilt\./,
    );
    await expect(element).to.be.accessible();
  });

  it('is the same after a reload, from its address, and says what is not here', async () => {
    const name = newLibrary();
    const [library, heron, fox] = await twoIn(name);
    const before = rowsOf(await open(library, [heron, fox]));
    const other = new Library({ name, oldName: `${name}-old` });
    const element = await open(other, [heron, fox, 'deadbeef']);
    expect(rowsOf(element)).to.deep.equal(before);
    expect(words(element)).to.include('Not in this browser: deadbeef.');
  });

  it('leaves out losses in a unit that fewer of the laws have, and says so', async () => {
    const [library, heron, fox] = await twoIn(newLibrary());
    const glyphs = plan(resolveExperiment('glyphs'));
    const id = library.begin(glyphs.spec);
    library.append(id, [...syntheticBatches(glyphs, { law: { E: 0.1, A: 40, alpha: 0.6 } })].flat());
    await library.flush();
    await library.rename(id, 'shy newt');
    const element = await open(library, [comparedId(id), heron, fox]);
    expect(words(element)).to.include(
      'shy newt: losses in nats have no place beside losses in squared error.',
    );
    const { figure } = find<HTMLElementTagNameMap['lab-figure-chart']>(element, 'lab-figure-chart');
    expect(figure!.lines).to.have.length(2);
  });

  it('hides a law, takes one away by a link, and adds others by links', async () => {
    const [library, heron, fox] = await twoIn(newLibrary());
    const element = await open(library, [heron, fox]);
    find<HTMLButtonElement>(element, '[aria-label="Hide amber fox"]').click();
    await element.updateComplete;
    const { figure } = find<HTMLElementTagNameMap['lab-figure-chart']>(element, 'lab-figure-chart');
    expect(figure!.lines).to.have.length(1);
    const remove = find(element, '[aria-label="Remove amber fox"]').getAttribute('href');
    expect(remove).to.equal(`#compare=${heron}`);
    element.value = heron;
    await waitUntil(() => rowsOf(element).length === 1);
    expect(words(element)).to.include('One law, one chart');
    const [add] = element.shadowRoot!.querySelectorAll('lab-add-law');
    find<HTMLDetailsElement>(add, 'details').open = true;
    await waitUntil(() => query(add, 'li a') !== null);
    expect(find(add, 'li a').getAttribute('href')).to.equal(`#compare=${heron},${fox}`);
  });

  it('opens with what was side by side last, and offers recorded laws before anything was', async () => {
    const library = new Library({ name: newLibrary() });
    keepCompared([]);
    const element = await open(library, [], 'Nothing to compare yet.');
    const offer = find(element, '.primary').getAttribute('href')!;
    expect(offer).to.match(/^#compare=bigger-d\d,bigger-d\d/);
    const recorded = await open(library, comparedIds(offer.replace('#compare=', '')));
    expect(words(recorded, 'h1')).to.equal('Laws on one chart');
    expect(rowsOf(recorded)[0]).to.include('Recorded, CPU');
    const before = location.href;
    await fixture(html`<lab-compare .view=${{ theme: 'light', library }} value=""></lab-compare>`);
    await waitUntil(() => location.hash === offer);
    history.replaceState(null, '', before);
  });

  it('takes the result of a link that is pasted, which its own address then holds whole', async () => {
    const [library, heron] = await twoIn(newLibrary());
    const element = await open(library, [heron]);
    const add = [...element.shadowRoot!.querySelectorAll('lab-add-law')].at(-1)!;
    const paste = async (link: string): Promise<void> => {
      find<HTMLInputElement>(add, 'input').value = link;
      find<HTMLFormElement>(add, 'form').requestSubmit();
      await new Promise((resolve) => setTimeout(resolve));
      await add.updateComplete;
    };
    await paste('https://lab.example/#e=2.abc');
    await waitUntil(() => words(add, '.problem') !== '');
    expect(words(add, '.problem')).to.match(/^This is not a link with a result/);
    const state = stateOf(smallManifold(), { law: { E: 0, A: 6, alpha: 1 } });
    const hash = await resultToHash(sharedResult(state, laws(state)[0], 'far hare')!);
    const before = location.href;
    await paste(` https://lab.example/${hash} `);
    await waitUntil(() => location.hash.startsWith('#compare='));
    const value = readAddress(location.hash).value;
    history.replaceState(null, '', before);
    expect(value).to.equal(`${heron},r-${hash.slice('#r='.length)}`);
    const other = new Library({ name: newLibrary() });
    const compared = await open(other, [...comparedIds(value), 'r-1.broken'], 'far hare');
    expect(rowsOf(compared)[0]).to.match(/^far hare 0\.99\d ± .* Elsewhere/);
    expect(words(compared)).to.include('One link with a result cannot be read.');
    const { figure } = find<HTMLElementTagNameMap['lab-figure-chart']>(compared, 'lab-figure-chart');
    expect(figure!.lines.map(({ style }) => style)).to.deep.equal(['dashed']);
  });

  it('has laws side by side that are fitted again from what was recorded, to the digit', async () => {
    const law = await recordedLaw('bigger', 'd4');
    const found = lawAlong(findingsOfRecording(law), 'N')!;
    expect(drawnLaw(found)!.alpha).to.be.closeTo(law.fit!.alpha, 1e-9);
  });
});

describe('the chart of a comparison', () => {
  const compared = async (): Promise<readonly ComparedLaw[]> => {
    const law = lawAlong(findingsOfRecording(await recordedLaw('bigger', 'd4')), 'N')!;
    const own = { name: 'mine', aside: 'd = 4', index: 0, measuredHere: true, law };
    return [
      own,
      { ...own, name: 'theirs', index: 1, measuredHere: false, law: { ...law, knownFloor: null } },
    ];
  };
  const view = { unit: 'nats', height: 'loss', scale: 'log', names: 'ends' } as const;

  it('draws what was not measured here dashed and hollow, each law in its colour with its name at its end', async () => {
    const figure = compareFigure(await compared(), view)!;
    expect(figure.lines.map(({ style, ink }) => [style, ink])).to.deep.equal([
      ['solid', { law: 0 }],
      ['dashed', { law: 1 }],
    ]);
    expect([...new Set(figure.marks.map(({ shape }) => shape))]).to.deep.equal(['point', 'hollow-square']);
    const svg = figureSvg(figure, plainStyle);
    const file = new DOMParser().parseFromString(svg, 'image/svg+xml');
    const names = [...file.querySelectorAll('g[font-weight] text')];
    expect(names.map(({ textContent }) => textContent)).to.deep.equal(['mine', 'theirs']);
    expect(names[0].getAttribute('fill')).to.equal('#1a49bb');
    const heights = names.map((text) => Number(text.getAttribute('y')));
    expect(Math.abs(heights[0] - heights[1])).to.be.at.least(28);
  });

  it('takes the floor off, and has axes that begin at 0 where they are linear', async () => {
    const [{ law, ...one }] = await compared();
    const raised = { ...law, fit: { ...law.fit, E: 0.001 } as typeof law.fit };
    const figure = compareFigure([{ ...one, law: raised }], { ...view, height: 'excess', scale: 'linear' })!;
    figure.marks.forEach(({ y }, i) => expect(y).to.be.closeTo(law.points[i].loss - 0.001, 1e-12));
    expect(figure.x.range[0]).to.equal(0);
    expect(compareFigure([], view)).to.equal(null);
  });

  it('moves names as little as it must', () => {
    expect(apart([10, 100, 50], 20, [0, 200])).to.deep.equal([10, 100, 50]);
    expect(apart([50, 52, 100], 20, [0, 200])).to.deep.equal([41, 61, 100]);
    expect(apart([199, 200, 198], 20, [0, 200])).to.deep.equal([180, 200, 160]);
  });
});

describe('what tells experiments apart', () => {
  it('is the setting that differs, by its name, or nothing', () => {
    const [adamw, other] = [smallManifold(), smallManifold(muon)];
    expect(differencesOf([adamw, other])).to.deep.include({
      words: ['AdamW', 'Muon'],
      fields: ['optimiser'],
    });
    expect(differencesOf([adamw, adamw]).words).to.deep.equal(['', '']);
    const wide = smallManifold({
      'task.dimension': 2,
      'seeds.count': 3,
      'training.steps': 900,
      'training.batch': 64,
    });
    const { words: told, short } = differencesOf([adamw, wide]);
    expect(told[1]).to.equal('dimension 2 · steps 900 · batch 64 · and 1 more');
    expect(short[1]).to.equal('dimension 2 · steps 900');
  });
});
