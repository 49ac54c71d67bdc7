// Trains what is left of an experiment, and says on stderr what that takes.

import { formatBytes, formatCount, formatDuration, formatEstimate } from '../../base/format.js';
import { withoutCheckpoints } from '../../lab/plan/checkpoint-size.js';
import { estimateSeconds, planCost } from '../../lab/plan/cost.js';
import type { Plan } from '../../lab/plan/run-plan.js';
import type { RunEvent } from '../../lab/records/events.js';
import type { DeviceInfo, LabState } from '../../lab/records/record.js';
import { continues, isSameEngine, shareDone, type Resumable } from '../../lab/records/resume-point.js';
import { hasResult, type LabStore } from '../../lab/records/store.js';
import { tooFewSizes } from '../../laws/runs/too-few-sizes.js';
import type { Backend } from '../../runner/backend.js';
import { RunControl } from '../../runner/control.js';
import { runPlan } from '../../runner/runner.js';
import { openBackend, type EngineChoice } from '../host/engine.js';
import type { Progress } from '../report/progress.js';
import type { Interruption } from './interruption.js';
import { engineWords, planSoFar } from './words.js';

/** An interrupted run waits so long for the checkpoints of its models, at most. */
const LAST_CHECKPOINTS_MILLISECONDS = 3000;

export interface Training {
  readonly engine: EngineChoice;
  readonly interruption: Interruption;
  readonly progress: Progress;
  /** Takes events into the store, and keeps them. */
  readonly take: (events: readonly RunEvent[]) => void;
}

/** Trains until the experiment ends or is interrupted; the store says which. Throws DeviceError where there is no engine. */
export async function train(plan: Plan, store: LabStore, training: Training): Promise<void> {
  const { engine, interruption, progress, take } = training;
  const opening = openBackend(engine);
  // Nobody waits for it after a signal.
  opening.catch(() => undefined);
  await Promise.race([opening, interruption.happened]);
  if (interruption.signal !== null) return;
  const { backend, reopen: openAnother, fallBack: openProcessor } = await opening;
  const whole = planSoFar(plan, store.state);
  const ended = store.state.runs.filter(hasResult);
  const resumed = store.resumable(whole);
  const left = whole.runs.filter(({ id }) => !ended.some((run) => run.plan.id === id));
  sayCost({ ...whole, runs: left }, resumed, backend.info);
  for (const warning of [tooFewSizes(whole), withoutCheckpoints(whole)])
    if (warning !== null) console.error(warning);
  sayOtherEngine(backend.info, store.state, resumed);

  const control = new RunControl();
  const last = new LastCheckpoints(control);
  void interruption.happened.then(() => last.ask(store.state));
  const start = performance.now();
  let inUse = backend;
  const using = async (opening: Promise<Backend | null>): Promise<Backend | null> => {
    const next = await opening;
    if (next) inUse = next;
    return next;
  };
  const reopen = (): Promise<Backend | null> => using(openAnother());
  const fallBack = (): Promise<Backend | null> => using(openProcessor());
  for await (const events of runPlan(backend, whole, { control, reopen, fallBack, ended, resumed })) {
    take(events);
    last.hear(events);
    if (events.some(({ type }) => type === 'device-recovered')) progress.say(store.state.message);
    progress.show(store.state);
  }
  last.end();
  progress.end();
  console.error(`Took ${formatDuration((performance.now() - start) / 1000)}.`);
  inUse.close();
}

/** Stops a plan once all its running models have made a checkpoint. */
class LastCheckpoints {
  readonly #control: RunControl;
  /** Runs whose checkpoints are awaited; null before they are asked for. */
  #awaited: Set<string> | null = null;
  #timer: NodeJS.Timeout | undefined;

  constructor(control: RunControl) {
    this.#control = control;
  }

  ask({ runs }: LabState): void {
    this.#awaited = new Set(runs.filter(({ status }) => status === 'running').map(({ plan }) => plan.id));
    this.#control.checkpoint();
    this.#timer = setTimeout(() => this.#control.stop(), LAST_CHECKPOINTS_MILLISECONDS);
    this.hear([]);
  }

  hear(events: readonly RunEvent[]): void {
    if (!this.#awaited) return;
    for (const event of events) {
      if (event.type === 'checkpoint' || event.type === 'run-finished') this.#awaited.delete(event.run);
    }
    if (this.#awaited.size === 0) this.#control.stop();
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}

/** What is left of runs that go on; those of another version of the engine start again. */
function sayCost(left: Plan, resumed: ReadonlyMap<string, Resumable>, device: DeviceInfo): void {
  const cost = planCost(left, (run) => {
    const resumable = resumed.get(run.id);
    return resumable && continues(resumable.engine, device) ? shareDone(run, resumable) : 0;
  });
  const estimate = formatEstimate(estimateSeconds(cost, device) ?? NaN);
  const runs = `${cost.runs} ${cost.runs === 1 ? 'run' : 'runs'}`;
  const models = `${cost.replicas} ${cost.replicas === 1 ? 'model' : 'models'}`;
  console.error(
    `${runs}, ${models}, ${formatCount(cost.trainingFlops)} FLOPs, ${formatBytes(cost.bytes)}; ${estimate} on ${deviceWords(device)}`,
  );
}

/** `Ryzen 7 7840U, 8 threads`. */
function deviceWords({ description, threads }: DeviceInfo): string {
  return threads === null
    ? description
    : `${description}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
}

/** Says which runs of an experiment that goes on were trained by another engine. */
function sayOtherEngine(
  here: DeviceInfo,
  { device, runs }: LabState,
  resumed: ReadonlyMap<string, Resumable>,
): void {
  const others = [...resumed].filter(([, { engine }]) => !isSameEngine(engine, here));
  if (others.length > 0) {
    const [[, { engine }]] = others;
    const begun = `Begun on another engine (${engineWords(engine)}), these runs`;
    const ids = others.map(([id]) => id).join(', ');
    console.error(
      continues(engine, here)
        ? `${begun} go on, on ${engineWords(here)}, whose last digits their numbers have from here on: ${ids}.`
        : `${begun} start again on ${engineWords(here)}: ${ids}.`,
    );
  }
  const ended = runs.filter(hasResult).length;
  if (device && ended > 0 && !isSameEngine(device, here)) {
    console.error(
      `The ${ended} that ${ended === 1 ? 'is' : 'are'} done ${ended === 1 ? 'stays' : 'stay'} as ${engineWords(device)}, trained ${ended === 1 ? 'it' : 'them'}.`,
    );
  }
}
