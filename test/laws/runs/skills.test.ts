// Covers src/laws/runs/skills.ts. Also src/base/lowest.ts.

import { expect } from 'chai';
import { indexOfLowest } from '../../../src/base/lowest.js';
import { wilsonInterval } from '../../../src/fit/goodness/wilson.js';
import type { RunEvent } from '../../../src/lab/records/events.js';
import { plan } from '../../../src/lab/plan/plan.js';
import { resolveExperiment } from '../../support/experiments.js';
import { jumpsOf, sharesOf, skillKindOf, skillsOf, type Skill } from '../../../src/laws/runs/skills.js';
import { LabStore } from '../../../src/lab/records/store.js';
import type { LabState } from '../../../src/lab/records/record.js';
import { taskOf } from '../../../src/data/tasks/tasks.js';
import { syntheticBatches } from '../../support/synthetic-run.js';

function endOf(preset: string, change: (event: RunEvent) => RunEvent = (event) => event): LabState {
  const store = new LabStore();
  for (const batch of syntheticBatches(plan(resolveExperiment(preset)))) store.apply(batch.map(change));
  return store.state;
}

describe('skills', () => {
  it('are the sentences right of the best model of each size, with their interval', () => {
    const state = endOf('grammar');
    const skills = skillsOf(state);
    expect(skills.map(({ width }) => width)).to.deep.equal(state.plan?.spec.model.widths);
    for (const { kind, share, interval, count, N, loss } of skills) {
      expect({ kind, count }).to.deep.equal({ kind: 'sentences', count: 150 });
      expect(interval).to.deep.equal(wilsonInterval(Math.round(share * 150), 150));
      expect([N, loss].every((value) => value > 0)).to.equal(true);
    }
    expect(skills.at(-1)!.share).to.be.above(skills[0].share);
  });

  it('are whole answers, of as many as the evaluation asks', () => {
    const state = endOf('addition');
    const skills = skillsOf(state);
    const asked = state.plan!.spec.evaluation.samples;
    expect(skills.length).to.equal(state.plan!.spec.model.widths.length);
    for (const { kind, share, interval, count } of skills) {
      expect({ kind, count }).to.deep.equal({ kind: 'answers', count: asked });
      expect(share * asked).to.be.closeTo(Math.round(share * asked), 1e-9);
      expect(share).to.be.within(...(interval as [number, number]));
    }
  });

  it('are subtasks below half a bit, which are counted and have no interval', () => {
    const state = endOf('parity-mix');
    const skills = skillsOf(state);
    expect(skills.map(({ width }) => width)).to.deep.equal(state.plan?.spec.model.widths);
    const subtasks = taskOf(state.plan!.spec.task).subtasks!.length;
    for (const { interval, count } of skills) {
      expect({ interval, count }).to.deep.equal({ interval: null, count: subtasks });
    }
    const { groupLosses, losses } = state.runs[0].evaluations.at(-1)!;
    const best = indexOfLowest(losses);
    const learned = groupLosses!
      .subarray(subtasks * best, subtasks * (best + 1))
      .filter((loss) => loss < 0.34657);
    expect(skills[0].share).to.equal(learned.length / subtasks);
  });

  it('are none where only losses are measured, nor of runs that have not finished', () => {
    expect(skillsOf(endOf('manifold'))).to.deep.equal([]);
    const { plan, runs } = endOf('addition');
    const stopped = runs.map((run) => ({ ...run, status: 'stopped' as const }));
    expect(skillsOf({ plan, runs: stopped })).to.deep.equal([]);
  });

  it('keep the share, without an interval, of a journal from before sentences were counted', () => {
    const { plan, runs } = endOf('grammar', (event) => {
      const old: Partial<Record<string, unknown>> = { ...event };
      delete old.sentences;
      return old as RunEvent;
    });
    expect(skillKindOf(runs)).to.equal('sentences');
    const [{ share, interval, count }] = skillsOf({ plan, runs });
    expect(share).to.be.within(0, 1);
    expect({ interval, count }).to.deep.equal({ interval: null, count: null });
  });

  it('do not count a first replica that diverged as the best', () => {
    const { runs } = endOf('addition');
    const evaluation = runs[0].evaluations.at(-1)!;
    const losses = evaluation.losses.with(0, NaN);
    const exactMatches = evaluation.exactMatches!.map((_, r) => (r === 0 ? 0 : 1));
    const run = { ...runs[0], evaluations: [{ ...evaluation, losses, exactMatches }] };
    expect(sharesOf(run, 'answers', 512)[0].share).to.equal(1);
  });

  it('jump where a size has less than a fifth and the next more than four', () => {
    const at = (width: number, share: number): Skill => ({
      kind: 'answers',
      width,
      N: 100 * width,
      loss: 1 / width,
      share,
      interval: null,
      count: 512,
    });
    const sudden = [at(4, 0), at(8, 0.1), at(16, 0.95), at(32, 1)];
    expect(jumpsOf(sudden).map(({ from, to }) => [from.width, to.width])).to.deep.equal([[8, 16]]);
    expect(jumpsOf([at(4, 0.1), at(8, 0.5), at(16, 0.9)])).to.deep.equal([]);
  });
});
