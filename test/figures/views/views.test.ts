// Covers src/figures/views: the charts of every question, from its recording and from the same runs on their way. Also
// src/laws/recorded/{measured,recorded-break,recorded-valleys}.ts.

import { expect } from 'chai';
import { figureCsv, type Figure } from '../../../src/figures/figure.js';
import { figureSvg } from '../../../src/figures/figure-svg.js';
import { plainStyle } from '../../../src/figures/chart-style.js';
import type { ShownView } from '../../../src/figures/views/view.js';
import { viewsOf } from '../../../src/figures/views/views.js';
import { cardById, cards } from '../../../src/lab/gallery/cards.js';
import type { Measured } from '../../../src/lab/gallery/recorded-law.js';
import { hasRecording, recordedLaw } from '../../../src/lab/gallery/recorded-laws.js';
import type { Records } from '../../../src/lab/records/record.js';
import { recordsFromJson } from '../../../src/lab/records/read-records.js';
import { measured } from '../../../src/laws/recorded/measured.js';
import { laws } from '../../../src/laws/runs/lab-laws.js';

/** Questions that ask for no other charts than curves and law. */
const plain = ['law', 'forecast', 'bill'];

async function viewsOfCard(
  id: string,
  label = cardById(id)!.experiments[0].label,
): Promise<readonly ShownView[]> {
  const { picture, experiments } = cardById(id)!;
  const found = await Promise.all(
    experiments
      .filter((experiment) => hasRecording(id, experiment.label))
      .map(async (experiment) => ({ ...experiment, measured: await recordedLaw(id, experiment.label) })),
  );
  const [one] = found.filter((experiment) => experiment.label === label);
  return viewsOf({ ...one, others: found.filter((other) => other !== one) }, picture);
}

async function charts(id: string, label?: string): Promise<readonly Figure[]> {
  const [first] = await viewsOfCard(id, label);
  return first.charts();
}

/** The records of a recording as they were once a share of each run was done. */
async function recordsAt(file: string, share: number): Promise<Records> {
  const response = await fetch(`/src/lab/gallery/recordings/${file}.json`);
  const records = recordsFromJson(await response.text());
  const runs = records.runs.map((run) => {
    const step = run.plan.steps * share;
    return {
      ...run,
      status: 'running' as const,
      outcomes: null,
      evaluations: run.evaluations.filter((evaluation) => evaluation.step <= step),
    };
  });
  return { ...records, runs };
}

const own = (records: Records): Measured | null => measured(records, laws(records));

describe('views of an experiment', () => {
  it('show first what their question asks for, with every mark on its axes, a table, and files without holes', async () => {
    for (const { id, picture } of cards.filter((card) => hasRecording(card.id, card.experiments[0].label))) {
      const views = await viewsOfCard(id);
      if (!plain.includes(picture)) expect(views[0]?.id, id).to.equal(picture);
      for (const figure of views.flatMap((view) => view.charts())) {
        const where = `${id}: ${figure.title}`;
        const isInside = (value: number, [low, high]: readonly [number, number]): boolean =>
          value >= low && value <= high;
        for (const { x, y } of figure.marks) {
          expect(isInside(x, figure.x.range), where).to.equal(true);
          expect(isInside(y, figure.y.range), where).to.equal(true);
        }
        expect(figure.marks.length, where).to.be.above(0);
        const { heads, rows } = figure.table;
        expect(rows.length, where).to.be.above(0);
        for (const row of rows) expect(row, where).to.have.length(heads.length);
        expect(figureSvg(figure, plainStyle), where).not.to.match(/NaN|Infinity|undefined/);
        expect(figureCsv(figure), where).not.to.match(/NaN|undefined/);
      }
    }
  });

  it('of budgets have a valley for each, its minimum, and the exponent of the best size beside published ones', async () => {
    const [valleys, best] = await charts('optimal');
    const diamonds = valleys.marks.filter(({ shape }) => shape === 'diamond');
    expect(valleys.lines).to.have.length(4);
    expect(diamonds).to.have.length(4);
    expect(best.headline).to.match(/^best N ∝ C\^0\.53 \(0\.48 to 0\.57\)$/);
    expect(best.lines.map(({ name }) => name)).to.deep.equal([
      'here, C^0.53',
      'Kaplan 2020, C^0.73',
      'Chinchilla 2022, C^0.50',
    ]);
    for (const [, , , , ratio] of best.table.rows) expect(ratio).to.be.within(20, 40);
    const [, counted] = await charts('counting');
    // At one of the four budgets the loss is lowest at the largest size, so that has no minimum.
    expect(counted.marks).to.have.length(9);
  });

  it('of rates have a chart for each initialisation, on the same axes', async () => {
    const [standard, mup, ...rest] = await charts('rates');
    expect(rest).to.deep.equal([]);
    expect([standard.title, mup.title]).to.deep.equal(['standard, recorded', 'muP, recorded']);
    expect([standard.x, standard.y]).to.deep.equal([mup.x, mup.y]);
    expect(standard.marks.filter(({ shape }) => shape === 'diamond')).to.have.length(4);
  });

  it('of repeated data say what a pass is worth: never more than one of new data', async () => {
    const [, worth] = await charts('repeats');
    for (const { x, y } of worth.marks) expect(y / x).to.be.below(1.1);
    // After many passes the next one is worth nothing.
    const last = worth.marks.filter(({ x }) => x > 40);
    expect(last.length).to.be.above(0);
    for (const { x, y } of last) expect(y / x).to.be.below(0.2);
  });

  it('of finite data mark where the loss on new data is lowest, while that on the training data falls on', async () => {
    const [parting] = await charts('data');
    const diamonds = parting.marks.filter(({ shape }) => shape === 'diamond');
    expect(diamonds.length).to.be.within(2, 5);
    expect(parting.lines.filter(({ style }) => style === 'dotted')).to.have.length(5);
  });

  it('of skills have a line for each subtask, or a share for each size', async () => {
    const [subtasks, sizes] = await charts('skills');
    expect(subtasks.lines).to.have.length(65);
    expect(sizes.marks).to.have.length(7);
    const [course] = await charts('skills', 'addition');
    expect(course.lines.filter(({ style }) => style === 'dashed')).to.have.length(5);
  });

  it('of wrong labels stay below their ceiling', async () => {
    const [ceiling] = await charts('ceiling');
    const height = ceiling.lines.find(({ label }) => label?.startsWith('ceiling'))!.points[0][1];
    expect(height).to.equal(0.8125);
    for (const { y } of ceiling.marks) expect(y).to.be.below(height);
  });

  it('of a law that bends find its break, and refuse one power law', async () => {
    const [law, slopes] = await charts('breaks');
    expect(law.headline).to.match(/^breaks at N = 897 /);
    expect(law.lines.map(({ name }) => name)).to.include('one power law, R² 0.72: refused');
    const { finding } = await recordedLaw('breaks', 'facts');
    expect(finding).to.match(
      /^One power law is refused: the law breaks at N = 897 .* 1\.3 before and 16 after\.$/,
    );
    expect(slopes.headline).to.equal('exponent 1.3, then 16');
  });

  it('of several experiments lay their laws over each other, beside theory or beside the first', async () => {
    const bigger = (await viewsOfCard('bigger')).find(({ id }) => id === 'laws')!.charts();
    expect(bigger.map(({ title }) => title)).to.deep.equal([
      'Laws along N',
      'Exponent, measured and expected',
    ]);
    expect(bigger[1].marks.map(({ x }) => x)).to.deep.equal([1, 2, 0.5]);
    const [, difference] = await charts('recipes');
    expect(difference.title).to.equal('Difference at each size');
    expect(difference.marks).to.have.length(6);
    expect(difference.key[0].name).to.match(
      /^For the same loss Muon needs [\d.]+ times less compute than AdamW \([\d.]+ to [\d.]+, 90 %\); AdamW needs .* than Muon\./,
    );
  });

  it('of sizes that have ended divide their curves by their ends, with how far they differ', async () => {
    const [curves, spread] = (await viewsOfCard('bigger')).find(({ id }) => id === 'collapse')!.charts();
    expect(curves.lines.map(({ name }) => name)).to.include('width 45');
    for (const { points } of curves.lines) expect(points.at(-1)).to.deep.equal([1, 1]);
    expect(curves.key[0].name).to.match(/^Divided by their ends, the curves of 6 sizes differ by /);
    expect(spread.lines.map(({ points }) => points.length)).to.deep.equal([9, 9]);
    expect((await viewsOfCard('optimal')).map(({ id }) => id)).not.to.include('collapse');
  });

  it('are of three axes with one axis of loss where sizes and data both vary', async () => {
    const three = await charts('axes');
    expect(three.map(({ title }) => title)).to.deep.equal([
      'Loss against N',
      'Loss against D',
      'Loss against C',
    ]);
    for (const { y, marks } of three) {
      expect(y).to.equal(three[0].y);
      expect(marks).to.have.length(42);
    }
  });

  it('of runs on their way show what was measured by now, and are the same while nothing new is', async () => {
    const records = await recordsAt('ceiling-labels', 0.5);
    const half = own(records)!;
    const source = { name: '', measured: half, others: [] };
    const [view] = viewsOf(source, 'ceiling');
    const [ceiling] = view.charts();
    expect(ceiling.marks.every(({ shape }) => shape === 'hollow')).to.equal(true);
    expect(own(records)).to.equal(half);
    expect(viewsOf({ ...source }, 'ceiling')[0]).to.equal(view);
    const parity = own(await recordsAt('skills-parity', 0.5))!;
    const [skills] = viewsOf({ name: '', measured: parity, others: [] }, 'skills')[0].charts();
    expect(skills.x.range[1]).to.be.below(4000);
    expect(own({ ...records, plan: null, runs: [] })).to.equal(null);
  });
});
