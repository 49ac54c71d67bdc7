// Records -> what models can do beside their loss: whole answers and sentences that are right, with 95 % intervals, and subtasks that
// are learned. An interval covers the sampling that measured one model, not the differences between seeds. It assumes independent
// sentences, which those of one text nearly are: the variance of the share was 0.7 to 1.3 times as large (four models, 320 texts each).

import { indexOfLowest } from '../../base/lowest.js';
import type { Interval } from '../../fit/goodness/prediction.js';
import { wilsonInterval } from '../../fit/goodness/wilson.js';
import { modelWidth } from '../../models/model-spec.js';
import { familyConvention, parameterCounts } from '../../models/parameters.js';
import { evaluationSamples } from '../../lab/plan/memory.js';
import type { Evaluation, LabState, RunRecord } from '../../lab/records/record.js';

/** Whole answers right; sentences right; subtasks, which have losses of their own. */
export type SkillKind = 'answers' | 'sentences' | 'subtasks';

/** A share that was measured. */
export interface Share {
  readonly share: number;
  /** 95 %; null where nothing was sampled, or the samples were not counted. */
  readonly interval: Interval | null;
  /** Out of how many; null in old journals. */
  readonly count: number | null;
}

/** The best model of a size. */
export interface Skill extends Share {
  readonly kind: SkillKind;
  readonly width: number;
  /** Parameters, by the convention of the law. */
  readonly N: number;
  /** Loss of the same model after the same step. */
  readonly loss: number;
}

/** Half the loss of guessing between two classes: a subtask below it is learned (Michaud et al. 2023). */
const LEARNED = Math.LN2 / 2;

/** A skill jumps between a size with less than the first share and the next size with more than the second. */
const JUMP: Interval = [0.2, 0.8];

/** What the records contain beside losses, null for nothing. */
export function skillKindOf(runs: readonly RunRecord[]): SkillKind | null {
  const evaluations = runs.flatMap(({ evaluations }) => evaluations);
  if (evaluations.some(({ groupLosses }) => groupLosses)) return 'subtasks';
  if (evaluations.some(({ exactMatches }) => exactMatches)) return 'answers';
  return runs.some(({ samples }) => samples.some(({ rightShare }) => rightShare !== null))
    ? 'sentences'
    : null;
}

/** Shares of a run's best replica, one for each evaluation after the first step. `asked`: questions of the evaluation set. */
export function sharesOf(
  run: RunRecord,
  kind: SkillKind,
  asked: number,
): (Share & { readonly step: number; readonly loss: number })[] {
  const leader = leaderOf(run);
  if (kind === 'sentences') {
    return run.samples.flatMap(({ step, replica, rightShare, sentences }) => {
      if (rightShare === null) return [];
      const loss = run.evaluations.find((evaluation) => evaluation.step === step)?.losses[replica] ?? NaN;
      const share = sentences
        ? counted(sentences.right, sentences.count)
        : { share: rightShare, interval: null, count: null };
      return [{ step, loss, ...share }];
    });
  }
  return run.evaluations.flatMap((evaluation) => {
    const { step, exactMatches, losses } = evaluation;
    const groups = groupLossesOf(evaluation, leader);
    const at = { step, loss: losses[leader] };
    if (step === 0) return [];
    if (kind === 'answers')
      return exactMatches ? [{ ...at, ...counted(Math.round(exactMatches[leader] * asked), asked) }] : [];
    if (!groups) return [];
    const learned = groups.filter((loss) => loss < LEARNED).length;
    return [{ ...at, share: learned / groups.length, interval: null, count: groups.length }];
  });
}

/** The best finished model of each size at its end, smallest first; none where only losses were measured. */
export function skillsOf({ plan, runs }: Pick<LabState, 'plan' | 'runs'>): Skill[] {
  const finished = runs.filter(({ status }) => status === 'finished');
  const kind = skillKindOf(finished);
  if (!plan || !kind) return [];
  const asked = evaluationSamples(plan.spec);
  return leadersBy(finished, ({ plan: { model } }) => modelWidth(model)).flatMap((run) => {
    const last = sharesOf(run, kind, asked).at(-1);
    if (!last) return [];
    const { share, interval, count, loss } = last;
    return [{ kind, width: modelWidth(run.plan.model), N: parametersOf(run), loss, share, interval, count }];
  });
}

/** Neighbouring sizes between which a skill jumps. */
export function jumpsOf(skills: readonly Skill[]): { readonly from: Skill; readonly to: Skill }[] {
  return skills.slice(1).flatMap((to, i) => {
    const from = skills[i];
    return from.share < JUMP[0] && to.share > JUMP[1] ? [{ from, to }] : [];
  });
}

/** Replica with the lowest loss at the last evaluation. */
export function leaderOf({ evaluations }: RunRecord): number {
  return indexOfLowest(evaluations.at(-1)?.losses ?? []);
}

/** Losses of the subtasks of a replica. */
export function groupLossesOf({ groupLosses, losses }: Evaluation, replica: number): Float32Array | null {
  if (!groupLosses) return null;
  const count = groupLosses.length / losses.length;
  return groupLosses.subarray(replica * count, (replica + 1) * count);
}

/** The best of the runs that `keyOf` says are alike, of those that were evaluated; smallest size first. */
export function leadersBy(
  runs: readonly RunRecord[],
  keyOf: (run: RunRecord) => string | number,
): RunRecord[] {
  const best = new Map<string | number, RunRecord>();
  const lossOf = (run: RunRecord): number => run.evaluations.at(-1)?.losses[leaderOf(run)] ?? Infinity;
  for (const run of runs) {
    if (run.evaluations.length === 0) continue;
    const known = best.get(keyOf(run));
    if (!known || indexOfLowest([lossOf(known), lossOf(run)]) === 1) best.set(keyOf(run), run);
  }
  return [...best.values()].sort((a, b) => modelWidth(a.plan.model) - modelWidth(b.plan.model));
}

/** N of a run's model. */
export function parametersOf({ plan: { model } }: RunRecord): number {
  return parameterCounts(model)[familyConvention[model.family]];
}

function counted(hits: number, count: number): Share {
  return { share: hits / count, interval: wilsonInterval(hits, count), count };
}
