// Covers src/lab/gallery/recorded-laws.ts, first-law.ts and recorded-law.ts, by src/laws/recorded/{recorded-law,recorded-skills}.ts and build/recordings.ts.
// Also src/lab/gallery/{first-law,recorded-law}.ts.

import { expect } from 'chai';
import { choosePowerLaw } from '../../../src/fit/power-law/choose.js';
import type { Card, CardExperiment } from '../../../src/lab/gallery/card.js';
import { cards } from '../../../src/lab/gallery/cards.js';
import { firstLaw } from '../../../src/lab/gallery/first-law.js';
import type { DrawnLaw } from '../../../src/lab/gallery/recorded-law.js';
import { hasRecording, recordedLaw, recordingNames } from '../../../src/lab/gallery/recorded-laws.js';
import { composeExperiment } from '../../../src/lab/presets/resolve.js';

const recorded = cards.flatMap((card) =>
  card.experiments
    .filter(({ label }) => hasRecording(card.id, label))
    .map((experiment): readonly [Card, CardExperiment] => [card, experiment]),
);

describe('a recording', () => {
  it('is of a card, whose experiment it trained at its small size', async () => {
    expect(recorded.map(([{ id }, { label }]) => `${id}-${label}`)).to.have.members(recordingNames);
    for (const [{ id }, { label, preset, overrides }] of recorded) {
      const { spec, device, date } = await recordedLaw(id, label);
      const { evaluation, ...settings } = composeExperiment(preset, overrides);
      // Fewer evaluations change no other number.
      expect(spec, `${id}, ${label}`).to.deep.equal({
        ...settings,
        evaluation: { ...evaluation, points: spec.evaluation.points },
      });
      expect(device).to.include({ engine: 'cpu' });
      expect(date).to.match(/^20\d\d-\d\d-\d\d$/);
    }
  });

  it('is fitted again, from the points that are shown, to the exponent that is shown', async () => {
    const check = (name: string, { points, fit, knownFloor }: DrawnLaw): void => {
      const { chosen } = choosePowerLaw(
        points.map(({ x, loss, standardError }) => ({ x, loss, standardError })),
        knownFloor,
      );
      expect(fit === null, name).to.equal(chosen.type === 'refused');
      if (!fit || chosen.type === 'refused') return;
      expect(fit.alpha, name).to.be.closeTo(chosen.alpha, 1e-9);
      expect(fit.intervals.alpha[0], name).to.be.closeTo(chosen.intervals.alpha[0], 1e-9);
    };
    for (const [{ id }, { label }] of recorded) {
      const { others, ...law } = await recordedLaw(id, label);
      for (const each of [law, ...others]) check(`${id}, ${label}, ${each.axis}`, each);
    }
  });

  it('draws curves that end at its points, and a line that reaches ten times its largest size', () => {
    const { points, curves, fit } = firstLaw;
    expect(curves.map(({ width }) => width)).to.deep.equal(points.map(({ width }) => width));
    points.forEach(({ loss }, i) => {
      // A point lies at the minimum between the rates that were tried; curves have four digits.
      expect(curves[i].losses.at(-1)! / loss).to.be.within(0.999, 1.1);
    });
    const sizes = fit!.line.map(([x]) => x);
    expect(sizes.at(-1)! / points.at(-1)!.x).to.be.closeTo(10, 0.01);
    for (const [, loss, low, high] of fit!.line) expect(loss).to.be.within(low, high);
  });

  it('of compute budgets has a valley for each, and the best size between others', async () => {
    const { valleys, finding } = await recordedLaw('optimal', 'facts');
    expect(valleys!.finding).to.equal(finding);
    expect(valleys!.budgets).to.have.length(4);
    for (const { points, best } of valleys!.budgets) {
      expect(best![0]).to.be.within(points[0][0], points.at(-1)![0]);
      expect(best![1]).to.be.at.most(points[0][1]).and.at.most(points.at(-1)![1]);
    }
  });

  it('of a language has a larger exponent where N leaves embeddings out', async () => {
    const { valleys, otherCounts } = await recordedLaw('counting', 'tuned');
    const total = otherCounts.find(({ counts }) => counts === 'total');
    expect(valleys!.counts).to.equal('non-embedding');
    expect(valleys!.exponent! - total!.exponent!).to.be.above(0.02);
  });

  it('of learning rates has a course for each width, whose lowest rate falls without muP and stays with it', async () => {
    const bestRates = async (label: string): Promise<number[]> => {
      const { rates } = await recordedLaw('rates', label);
      return rates.map(({ points }) => points.reduce((a, b) => (b[1] < a[1] ? b : a))[0]);
    };
    const [standard, mup] = [await bestRates('standard'), await bestRates('mup')];
    expect(standard).to.have.length(4);
    expect(standard[0] / standard[3]).to.be.above(2.5);
    expect(Math.max(...mup) / Math.min(...mup)).to.be.below(2.5);
  });

  it('of skills has the share of every size, and the losses of each subtask', async () => {
    const { skills: addition } = await recordedLaw('skills', 'addition');
    expect(addition!.kind).to.equal('answers');
    const [first, ...larger] = addition!.sizes.map(({ share }) => share);
    expect(first).to.be.below(0.1);
    for (const share of larger) expect(share).to.be.above(0.95);
    const { skills: parity } = await recordedLaw('skills', 'parity');
    expect(parity!.subtasks!.losses).to.have.length(64);
    expect(parity!.subtasks!.losses[0]).to.have.length(parity!.subtasks!.steps.length);
  });

  it('of wrong labels stays below the ceiling of its accuracy', async () => {
    const { points } = await recordedLaw('ceiling', 'labels');
    const accuracies = points.map(({ accuracy }) => accuracy!);
    // A fifth of the labels is drawn again, from 16 classes.
    for (const accuracy of accuracies) expect(accuracy).to.be.below(1 - (0.2 * 15) / 16);
    expect(accuracies).to.deep.equal([...accuracies].sort((a, b) => a - b));
  });

  it('that is not there is refused by name', async () => {
    const words = await recordedLaw('bigger', 'd99').catch(String);
    expect(words).to.equal('Error: there is no recording of bigger, d99');
  });
});
