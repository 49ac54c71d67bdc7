// What the models of a recording can do beside their loss, rounded for drawing. N parameters.

import { evaluationSamples } from '../../lab/plan/memory.js';
import type { RecordedSkills } from '../../lab/gallery/recorded-law.js';
import type { Records, RunRecord } from '../../lab/records/record.js';
import { modelWidth } from '../../models/model-spec.js';
import { groupLossesOf, leaderOf, leadersBy, sharesOf, skillKindOf, skillsOf } from '../runs/skills.js';

/** Null where only losses were measured. */
export function recordedSkills({ plan, runs }: Records): RecordedSkills | null {
  const kind = skillKindOf(runs);
  if (!plan || !kind) return null;
  const asked = evaluationSamples(plan.spec);
  const leaders = leadersBy(runs, (run) => modelWidth(run.plan.model));
  const largest = leaders.at(-1);
  return {
    kind,
    sizes: skillsOf({ plan, runs }).map(({ width, N, loss, share, interval }) => {
      const run = leaders.find((leader) => modelWidth(leader.plan.model) === width)!;
      const course = sharesOf(run, kind, asked).map((at) => [at.step, rounded(at.share)] as const);
      return { width, N, loss: rounded(loss), share, interval, course };
    }),
    subtasks: kind === 'subtasks' && largest ? subtasksOf(largest) : null,
  };
}

function subtasksOf(run: RunRecord): RecordedSkills['subtasks'] {
  const leader = leaderOf(run);
  const courses = run.evaluations.map(
    (evaluation) => groupLossesOf(evaluation, leader) ?? new Float32Array(),
  );
  return {
    steps: run.evaluations.map(({ step }) => step),
    losses: Array.from(courses[0], (_, subtask) => courses.map((losses) => rounded(losses[subtask]))),
  };
}

const rounded = (value: number): number => Number(value.toPrecision(3));
