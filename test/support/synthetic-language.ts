// What models of languages report beside losses: samples with mistakes that get rarer, skills that come one by one, weights.

import { samplePrompt } from '../../src/data/prompt.js';
import type { ReplicaWeights, RunEvent } from '../../src/lab/records/events.js';
import type { ExperimentSpec } from '../../src/lab/experiment/experiment.js';
import type { RunPlan } from '../../src/lab/plan/run-plan.js';
import { taskOf } from '../../src/data/tasks/tasks.js';
import { initialise } from '../../src/models/initialise.js';
import { modelWidth } from '../../src/models/model-spec.js';

/** How far a size is after a step, from 0 to about 1: larger ones get further. */
function skillOf(run: RunPlan, step: number): number {
  return (Math.log2(modelWidth(run.model)) / 7) * (step / run.steps) ** 0.25;
}

/** A sample of a task that can be read, of which every so many tokens is wrong; none for rows of numbers. */
export function syntheticSample({ task: spec }: ExperimentSpec, run: RunPlan, step: number): RunEvent[] {
  const task = taskOf(spec);
  if (!task.sequence) return [];
  const { vocabulary, context, scored, judge } = task.sequence;
  const prompt = samplePrompt(task);
  const { x } = task.sample('evaluation', spec.seed, 0);
  const period = 2 + Math.round(12 * skillOf(run, step));
  const count = Math.min(scored, context - prompt.length);
  const text = Uint32Array.from({ length: count }, (_, i) =>
    i % period === 0 ? (i * 17 + modelWidth(run.model)) % vocabulary : Number(x[prompt.length + i]),
  );
  const sentences = judge ? { right: Math.round(150 * Math.min(1, skillOf(run, step))), count: 150 } : null;
  const rightShare = sentences && sentences.right / sentences.count;
  const written = { prompt, texts: [text], rightShare, sentences };
  return [{ type: 'sample', run: run.id, step, replica: 0, ...written }];
}

/** Share of whole answers that are right, a value a replica; null where there are none. */
export function syntheticExactMatches(
  { task }: ExperimentSpec,
  run: RunPlan,
  step: number,
): Float32Array | null {
  if (task.type !== 'addition') return null;
  return new Float32Array(run.replicas.length).fill(1 / (1 + Math.exp(-14 * (skillOf(run, step) - 0.55))));
}

/** Losses of subtasks that are learned one after another, [r * subtasks + i]; null where there is one task. */
export function syntheticGroupLosses(
  { task: spec }: ExperimentSpec,
  run: RunPlan,
  step: number,
): Float32Array | null {
  const count = taskOf(spec).subtasks?.length ?? 0;
  if (count === 0) return null;
  const learned = 1.4 * skillOf(run, step) * Math.log(count);
  return Float32Array.from({ length: count * run.replicas.length }, (_, i) => {
    const rank = Math.log(1 + (i % count));
    return 0.69 / (1 + Math.exp(9 * (learned - rank))) + 2e-4;
  });
}

/** Initial parameters in place of trained ones. */
export function syntheticWeights({ model }: ExperimentSpec, run: RunPlan): RunEvent {
  const replicas = run.replicas.map(({ seed }, replica): ReplicaWeights => ({
    replica,
    parameters: initialise(run.model, model.initialisation, seed),
  }));
  return { type: 'weights', run: run.id, replicas };
}
