// What the figure of the lab shows: an experiment of one's own, or the recording of the one that the dials are nearest to.

import { canonicalJson } from '../../base/canonical-json.js';
import { formatWithInterval } from '../../base/format.js';
import type { LawView } from '../../figures/law-figure.js';
import { ladderOf, rungOf, type Ladder } from '../../figures/ladder.js';
import { recordedGhost } from '../../figures/recorded-result.js';
import type { ShownResult } from '../../figures/shown-result.js';
import { waitingResult } from '../../figures/waiting-result.js';
import { unitOf } from '../../data/tasks/tasks.js';
import type { ExperimentSpec } from '../../lab/experiment/experiment.js';
import type { LabState } from '../../lab/records/record.js';
import { hasResult } from '../../lab/records/store.js';
import type { Law } from '../../laws/runs/lab-laws.js';
import { isRecordingOf, type Recording } from '../session/recordings.js';
import { words } from './words.js';

/** The part of the page that draws laws, once it is loaded. */
export interface Drawing {
  readonly experimentResult: typeof import('../../figures/experiment-result.js').experimentResult;
}

export interface Shown {
  readonly result: ShownResult;
  /** The experiment that it is of. */
  readonly spec: ExperimentSpec;
  /** Where it comes from; null for an experiment that is only planned. */
  readonly source: 'own' | 'recording' | null;
  readonly recording: Recording | null;
  /** Its settings are not those of the dials. */
  readonly isStale: boolean;
  /** Share of the training that is done, by rung; null where nothing trains. */
  readonly progress: readonly number[] | null;
}

export interface ShownFrom {
  readonly spec: ExperimentSpec;
  readonly lab: LabState;
  readonly isLive: boolean;
  readonly law: Law | null;
  readonly ghost: Law | null;
  readonly forecast: Parameters<Drawing['experimentResult']>[1]['forecast'];
  readonly recording: Recording | null;
  readonly drawing: Drawing | null;
}

export function shownOf(from: ShownFrom): Shown {
  const { spec, lab, isLive, recording } = from;
  const own = lab.plan?.spec ?? null;
  const isOwn = own !== null && (isLive || own.preset === spec.preset || !recording);
  if (isOwn) {
    return {
      result: ownResult(from, own),
      spec: own,
      source: 'own',
      recording,
      isStale: canonicalJson(own) !== canonicalJson(spec),
      progress: isLive ? progressOf(lab) : null,
    };
  }
  if (recording) {
    const isStale = !isRecordingOf(recording, spec);
    return {
      result: recording.result,
      spec: recording.law.spec,
      source: 'recording',
      recording,
      isStale,
      progress: null,
    };
  }
  const result = waitingResult([], spec.model.family, unitOf(spec.task));
  return { result, spec, source: null, recording: null, isStale: false, progress: null };
}

function ownResult(
  { lab, law, ghost, forecast, recording, drawing }: ShownFrom,
  spec: ExperimentSpec,
): ShownResult {
  const unit = unitOf(spec.task);
  const { runs } = lab;
  if (!drawing) return waitingResult(runs, spec.model.family, unit);
  const behind = recording && isRecordingOf(recording, spec) ? recording : null;
  return drawing.experimentResult(law, {
    runs,
    ghost,
    recorded: behind && recordedBehind(behind, law),
    forecast,
    unit,
    before: behind ? recordedWords(behind) : '',
  });
}

function recordedBehind({ law: { axis, others, ...first } }: Recording, law: Law | null): LawView['ghost'] {
  const laws = [{ axis, ...first }, ...others];
  const same = laws.find((each) => each.axis === (law?.axis ?? axis));
  return same ? recordedGhost(same) : null;
}

function recordedWords({ law: { fit } }: Recording): string {
  return fit ? words.figure.recordedBefore(formatWithInterval(fit.alpha, fit.intervals.alpha)) : '';
}

function progressOf({ runs }: LabState): number[] {
  const ladder: Ladder = ladderOf(runs);
  const done = ladder.rungs.map(() => ({ steps: 0, of: 0 }));
  for (const run of runs) {
    const rung = done[rungOf(ladder, run.plan)];
    rung.of += run.plan.steps;
    rung.steps += hasResult(run) ? run.plan.steps : run.step;
  }
  return done.map(({ steps, of }) => (of === 0 ? 0 : steps / of));
}
