// What the models of a recording can do beside their loss, rounded for drawing. N parameters.

import { evaluationSamples } from '../../lab/plan/memory.js';
import type { RecordedSkills } from '../../lab/gallery/recorded-law.js';
import type { Records, RunRecord } from '../../lab/records/record.js';
import { modelWidth } from '../../models/model-spec.js';
import { groupLossesOf, leaderOf, leadersBy, parametersOf, sharesOf, skillKindOf } from '../runs/skills.js';

/** Of the best model of each size, so far or at its end; null where only losses were measured. */
export function recordedSkills({ plan, runs }: Pick<Records, 'plan' | 'runs'>): RecordedSkills | null {
  const kind = skillKindOf(runs);
  if (!plan || !kind) return null;
  const asked = evaluationSamples(plan.spec);
  const leaders = leadersBy(runs, (run) => modelWidth(run.plan.model));
  const largest = leaders.at(-1);
  return {
    kind,
    sizes: leaders.flatMap((run) => {
      const shares = sharesOf(run, kind, asked);
      const last = shares.at(-1);
      if (!last) return [];
      const { share, interval, loss } = last;
      return [
        {
          width: modelWidth(run.plan.model),
          N: parametersOf(run),
          loss: rounded(loss),
          share,
          interval,
          course: shares.map((at) => [at.step, rounded(at.share), rounded(at.loss)] as const),
        },
      ];
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
