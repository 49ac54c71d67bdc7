// The one owner of records: a fold over RunEvents. States are snapshots that never change.

import { CurveFold } from './curve.js';
import type { RunEvent } from './events.js';
import type { DeviceInfo, EngineName, LabState, Records, ReplicaOutcome, RunRecord } from './record.js';
import type { EnginePoint, Resumable } from './resume-point.js';
import { isExtension } from '../experiment/experiment.js';
import type { Plan, RunPlan } from '../plan/run-plan.js';
import { isSamePlan } from '../plan/units.js';

const empty: LabState = {
  status: 'empty',
  message: '',
  plan: null,
  device: null,
  offer: null,
  compiling: null,
  runs: [],
  fraction: 0,
  remainingSeconds: null,
  recoveries: [],
};

/** Said of a GPU in whose place the processor trains. */
const FELL_BACK =
  'The GPU was lost for good: too often in a row, or it cannot be opened again. Training goes on, on the processor, from where it was. ' +
  'From there on the last digits of the numbers are the processor’s. Where a browser has taken the GPU away, it may give it back to a page ' +
  'that is loaded again, or after a restart of the browser, or of the machine.';

/** Said of runs that go on, on another engine than the one that left them. */
const GOES_ON_ELSEWHERE = {
  gpu: 'The processor trained until here, and the GPU goes on where it was. From here on the last digits of the numbers are the GPU’s.',
  cpu: 'The GPU trained until here, and the processor goes on where it was. From here on the last digits of the numbers are the processor’s.',
};

const RECOVERED = {
  gpu: 'The GPU was lost and opened again. Training continues where it was, with the same results.',
  core: 'A worker of the processor ended and another replaced it. Training continues where it was, with the same results.',
  worker:
    'The worker that trains ended and another replaced it. Training continues where it was, with the same results.',
};

export class LabStore {
  #state: LabState = empty;
  readonly #listeners = new Set<() => void>();
  /** Curves of the runs under way. */
  readonly #curves = new Map<string, CurveFold>();
  /** The last checkpoints of runs without a result. */
  readonly #marks = new Map<string, Resumable>();
  /** What trains now. */
  #engine: EngineName | null = null;
  /** Runs whose curves have grown since they were copied. */
  readonly #grown = new Set<string>();

  get state(): LabState {
    return this.#state;
  }

  /** Calls `listener` after every change; returns a function that ends this. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Folds a batch of events in order and notifies listeners once. */
  apply(events: readonly RunEvent[]): void {
    if (events.length === 0) return;
    for (const event of events) this.#state = this.#fold(this.#state, event);
    // A curve is copied once a batch, however many chunks the batch contains.
    this.#set({ ...this.#state, runs: this.#withCurves(this.#state.runs) });
  }

  /** From where the runs of a plan can go on that were cut short, by id. */
  resumable({ runs }: Plan): ReadonlyMap<string, Resumable> {
    const marks = runs.flatMap((run) => {
      const mark = this.#markOf(run);
      return mark ? [[run.id, mark] as const] : [];
    });
    return new Map(marks);
  }

  /** Takes the records of an experiment that ended elsewhere or earlier. */
  restore(records: Records): void {
    this.#clearCurves();
    this.#marks.clear();
    const status = records.runs.every(hasResult) ? 'finished' : 'stopped';
    this.#set({ ...empty, ...records, status, fraction: 1 });
  }

  /** The records of runs with their curves so far. */
  #withCurves(runs: readonly RunRecord[]): RunRecord[] {
    const copied = runs.map((run) => {
      const curve = this.#grown.has(run.plan.id) ? this.#curves.get(run.plan.id)?.curve : undefined;
      return curve ? { ...run, curve } : run;
    });
    this.#grown.clear();
    return copied;
  }

  #clearCurves(): void {
    this.#curves.clear();
    this.#grown.clear();
  }

  #set(state: LabState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }

  #fold(state: LabState, event: RunEvent): LabState {
    switch (event.type) {
      case 'plan-started':
        return this.#startPlan(state, event.plan, event.device);
      case 'device-checked':
        return { ...state, device: state.device && { ...state.device, check: event.check } };
      case 'compiling':
        return {
          ...state,
          // A widened learning-rate sweep compiles while others train.
          status: state.runs.some(({ status }) => status === 'running') ? state.status : 'compiling',
          compiling: { done: event.done, total: event.total },
        };
      case 'run-added':
        return { ...state, runs: insertRun(state.runs, waitingRun(event.run)) };
      case 'run-started':
        return { ...state, status: 'running', compiling: null, runs: this.#startRun(state.runs, event) };
      case 'run-resumed': {
        const last = (event.soFar.record as Partial<RunRecord>).engines?.at(-1) ?? this.#engine;
        return {
          ...state,
          status: 'running',
          message: last === this.#engine ? state.message : GOES_ON_ELSEWHERE[this.#engine ?? 'cpu'],
          compiling: null,
          runs: this.#resumeRun(state.runs, event),
        };
      }
      case 'losses':
        this.#curves.get(event.run)?.add(event.firstStep, event.count, event.losses);
        this.#grown.add(event.run);
        return updateRun(state, event.run, () => ({ step: event.firstStep + event.count }));
      case 'evaluation': {
        const { step, losses, standardErrors, accuracies, exactMatches, groupLosses } = event;
        const evaluation = { step, losses, standardErrors, accuracies, exactMatches, groupLosses };
        const kept = event.branch === null ? 'evaluations' : 'branchEvaluations';
        return updateRun(state, event.run, (run) => ({ [kept]: [...run[kept], evaluation] }));
      }
      case 'sample': {
        const { step, replica, prompt, texts, rightShare, sentences = null } = event;
        const sample = { step, replica, prompt, texts, rightShare, sentences };
        return updateRun(state, event.run, (run) => ({ samples: [...run.samples, sample] }));
      }
      case 'checkpoint':
        this.#mark(state.runs, event);
        return state;
      case 'weights':
        // Too large for records: hosts keep them apart.
        return state;
      case 'run-finished': {
        const { outcomes, deviceSeconds, time } = event;
        const status = endOf(outcomes);
        if (status !== 'stopped') this.#marks.delete(event.run);
        return updateRun(state, event.run, ({ startedAt }) => {
          // The system's clock may have been moved back meanwhile.
          const finishedAt = Math.max(time, startedAt ?? time);
          return { status, outcomes, deviceSeconds, finishedAt };
        });
      }
      case 'progress':
        return { ...state, fraction: event.fraction, remainingSeconds: event.remainingSeconds };
      case 'paused':
        return { ...state, status: 'paused' };
      case 'resumed':
        return { ...state, status: 'running' };
      case 'device-recovered': {
        const { lost, message, engine, time } = event;
        const recoveries = [...state.recoveries, { lost, message, engine, time }];
        this.#engine = engine;
        const runs = state.runs.map((run) => (run.status === 'running' ? this.#trainedNow(run) : run));
        return {
          ...state,
          runs,
          recoveries,
          message: lost === 'gpu' && engine === 'cpu' ? FELL_BACK : RECOVERED[lost],
        };
      }
      case 'device-lost':
        return { ...state, status: 'device-lost', message: event.message };
      case 'plan-finished':
        return this.#endPlan(state, event);
    }
  }

  /** A plan that continues or extends another keeps its finished runs; a run that starts again drops its record then. */
  #startPlan(state: LabState, plan: Plan, device: DeviceInfo): LabState {
    const last = state.plan;
    const goesOn =
      last !== null &&
      (isExtension(last.spec, plan.spec) || (state.status !== 'finished' && isSamePlan(last, plan)));
    const kept = goesOn ? this.#withCurves(state.runs).filter(hasResult) : [];
    const ended = new Map(kept.map((run) => [run.plan.id, run]));
    this.#clearCurves();
    this.#engine = device.engine;
    if (!goesOn) this.#marks.clear();
    const runs = plan.runs.map(
      (run) => ended.get(run.id) ?? this.#markOf(run)?.soFar.record ?? waitingRun(run),
    );
    const recoveries = goesOn ? state.recoveries : [];
    return { ...empty, status: 'compiling', plan, device, runs, recoveries };
  }

  #mark(
    runs: readonly RunRecord[],
    { run: id, engine, point }: { readonly run: string } & EnginePoint,
  ): void {
    const record = runs.find(({ plan }) => plan.id === id);
    const fold = this.#curves.get(id);
    if (!record || !fold) return;
    const curve = fold.state;
    const waiting = { ...record, curve: curve.curve, status: 'waiting' } as const;
    this.#marks.set(id, { engine, point, soFar: { record: waiting, curve } });
  }

  /** The mark of a run, if it is of this very run. */
  #markOf(run: RunPlan): Resumable | null {
    const mark = this.#marks.get(run.id);
    return mark && JSON.stringify(mark.soFar.record.plan) === JSON.stringify(run) ? mark : null;
  }

  #resumeRun(
    runs: readonly RunRecord[],
    { run: id, soFar }: Extract<RunEvent, { type: 'run-resumed' }>,
  ): RunRecord[] {
    return runs.map((run) => {
      if (run.plan.id !== id) return run;
      this.#curves.set(id, new CurveFold(run.plan.replicas.length, run.plan.steps, soFar.curve));
      return this.#trainedNow({ ...soFar.record, plan: run.plan, status: 'running' });
    });
  }

  #startRun(runs: readonly RunRecord[], { run: id, time }: { run: string; time: number }): RunRecord[] {
    return runs.map((run) => {
      if (run.plan.id !== id) return run;
      this.#marks.delete(id);
      this.#curves.set(id, new CurveFold(run.plan.replicas.length, run.plan.steps));
      return this.#trainedNow({ ...waitingRun(run.plan), status: 'running', startedAt: time });
    });
  }

  /** A run that what trains now goes on with. */
  #trainedNow(run: RunRecord): RunRecord {
    // Journals from before runs had engines have none.
    const { engines = [] } = run as Partial<RunRecord>;
    const isNew = this.#engine !== null && engines.at(-1) !== this.#engine;
    return { ...run, engines: isNew ? [...engines, this.#engine!] : engines };
  }

  #endPlan(
    state: LabState,
    { outcome, message, offer }: Extract<RunEvent, { type: 'plan-finished' }>,
  ): LabState {
    const runs = this.#withCurves(state.runs).map((run) =>
      run.status === 'running' ? { ...run, status: 'stopped' as const } : run,
    );
    this.#clearCurves();
    const fraction = outcome === 'finished' ? 1 : state.fraction;
    return {
      ...state,
      status: outcome,
      message: message || state.message,
      offer: offer ?? null,
      compiling: null,
      runs,
      fraction,
      remainingSeconds: null,
    };
  }
}

/** The record of a run that has not begun. */
export function waitingRun(plan: RunPlan): RunRecord {
  return {
    plan,
    status: 'waiting',
    engines: [],
    step: 0,
    curve: { steps: [], losses: plan.replicas.map(() => []) },
    evaluations: [],
    branchEvaluations: [],
    samples: [],
    outcomes: null,
    deviceSeconds: 0,
    startedAt: null,
    finishedAt: null,
  };
}

function updateRun(state: LabState, id: string, change: (run: RunRecord) => Partial<RunRecord>): LabState {
  return { ...state, runs: state.runs.map((run) => (run.plan.id === id ? { ...run, ...change(run) } : run)) };
}

/** Inserts a run after the last one of its config. */
function insertRun(runs: readonly RunRecord[], added: RunRecord): RunRecord[] {
  const others = runs.filter(({ plan }) => plan.id !== added.plan.id);
  const place = others.findLastIndex(({ plan }) => plan.config === added.plan.config);
  return place < 0 ? [...others, added] : others.toSpliced(place + 1, 0, added);
}

/** How a run ended, given the outcomes of its replicas. */
export function endOf(outcomes: readonly ReplicaOutcome[]): 'finished' | 'stopped' | 'skipped' {
  if (outcomes.includes('stopped')) return 'stopped';
  return outcomes.includes('skipped') ? 'skipped' : 'finished';
}

/** True for a run whose result is final. */
export function hasResult({ status }: RunRecord): boolean {
  return status === 'finished' || status === 'skipped';
}

/** True for an experiment that has nothing to show: every replica diverged. */
export function hasOnlyDiverged({ runs }: Pick<LabState, 'runs'>): boolean {
  return runs.length > 0 && runs.every(({ outcomes }) => outcomes?.every((end) => end === 'diverged'));
}
