import { axisWords } from '../../laws/runs/words.js';
import { laws, type Law } from '../../laws/runs/lab-laws.js';
import { skillsOf } from '../../laws/runs/skills.js';
import type { RunEvent } from '../../lab/records/events.js';
import type { LabState } from '../../lab/records/record.js';
import { hasOnlyDiverged, LabStore } from '../../lab/records/store.js';
import type { Plan } from '../../lab/plan/run-plan.js';
import { shardName } from '../../lab/plan/units.js';
import { parseWithFile, printJson, UsageError, type Command } from '../shared/command.js';
import { engineOptions, engineUsage, prepareEngine, readEngine, type EngineChoice } from '../host/engine.js';
import { lawJson } from '../report/law-json.js';
import { printLaw } from '../report/print-law.js';
import { Progress } from '../report/progress.js';
import { printSkills, skillJson } from '../report/skills.js';
import { ExperimentFolder } from '../run/experiment-folder.js';
import { Interruption } from '../run/interruption.js';
import { readPlan } from '../run/read-plan.js';
import { train } from '../run/train.js';
import { planSoFar, standWords } from '../run/words.js';

export const run: Command = {
  summary: 'train an experiment and fit its law',
  usage: `run <preset|spec.json> [--set path=value]... [--shard 7/30] [--out DIR [--anew]] [--json]

Trains a preset (see the command presets) or the experiment in a file, and prints its scaling law. For grammar, addition and
parity-mix it also prints what each size can do.
  --set path=value   change a setting of the experiment, e.g. --set size=standard --set task.dimension=8
                     --set model.widths=4,8,16,32 --set training.optimizer.type=sgd
  --set task.file=PATH
                     the text to learn (preset text)
  --out DIR          write records.json, points.csv, report.html, and weights/ with the best model of each size (safetensors).
                     The same command with the same DIR goes on where it ended: journal.bin there holds all that was trained
  --shard 7/30       train only the seventh of thirty shares: every thirtieth pair of a size and a seed. Records of all shares
                     give the whole experiment: merge DIR…
  --anew             begin again in DIR, after moving what is there to a folder in it
  --start-from FILE  start from these weights instead of random ones; the experiment must have that size alone, e.g.
                     --set model.widths=[32]
${engineUsage}
  --json             print one JSON document
Ctrl-C, and SIGTERM or SIGHUP, stop the experiment: it saves, prints the law so far and ends with 1. A second one ends it at
once.
Exit codes: 0 done, 1 stopped, failed, not all written, or every model diverged, 2 bad input or DIR in use,
3 --engine gpu found no usable GPU.`,

  async run(args) {
    const options = {
      set: { type: 'string', multiple: true },
      out: { type: 'string' },
      anew: { type: 'boolean' },
      'start-from': { type: 'string' },
      shard: { type: 'string' },
      json: { type: 'boolean' },
      ...engineOptions,
    } as const;
    const { values, file } = parseWithFile(args, options, 'preset or spec file');
    const { set = [], out, anew = false, 'start-from': startFrom, shard, json = false } = values;
    if (anew && out === undefined) throw new UsageError('--anew: only together with --out.');
    const engine = readEngine(values);
    const interruption = new Interruption();
    try {
      const plan = await readPlan({ source: file, settings: set, startFrom, shard });
      // It may start this process again, so it comes before the folder is taken.
      await prepareEngine(engine);
      return await runIn({ out, anew }, plan, { engine, interruption, json });
    } finally {
      interruption.end();
    }
  },
};

interface How {
  readonly engine: EngineChoice;
  readonly interruption: Interruption;
  readonly json: boolean;
}

/** Trains the experiment, in a folder if there is one; resolves to the exit code. */
async function runIn(
  { out, anew }: { readonly out: string | undefined; readonly anew: boolean },
  plan: Plan,
  { engine, interruption, json }: How,
): Promise<number> {
  const progress = new Progress();
  const say = (line: string): void => progress.say(line);
  const folder = out === undefined ? null : await ExperimentFolder.open(out, plan, { anew, say });
  try {
    const store = folder?.store ?? new LabStore();
    if (folder && store.state.plan) sayWhere(folder, plan);
    if (store.state.status !== 'finished') {
      const take = (events: readonly RunEvent[]): void => (folder ?? store).apply(events);
      await train(plan, store, { engine, interruption, progress, take });
    }
    const { state } = store;
    const found = state.plan ? laws(state) : [];
    printResults(state, found, { plan, json });
    const unwritten = (await folder?.finish(found)) ?? [];
    return ending({ state, folder, unwritten, interruption });
  } finally {
    await folder?.close();
  }
}

/** Says how far the experiment of a folder has come. */
function sayWhere({ path, store }: ExperimentFolder, plan: Plan): void {
  const { state } = store;
  if (state.status === 'finished')
    console.error(`${path} holds this experiment already, and it is finished.`);
  else console.error(`Going on in ${path}: ${standWords(state, store.resumable(planSoFar(plan, state)))}.`);
}

function printResults(
  state: LabState,
  found: readonly Law[],
  { plan, json }: { readonly plan: Plan; readonly json: boolean },
): void {
  const skills = skillsOf(state);
  if (json) {
    const [law = null, ...others] = found.map(lawJson);
    const { status: outcome, message, device } = state;
    const part = plan.shard ? { shard: shardName(plan.shard), units: plan.units } : {};
    const skill = skills.map(skillJson);
    printJson({ outcome, message, law, others, skills: skill, device, spec: plan.spec, ...part });
    return;
  }
  for (const law of found) {
    if (law.axis === 'N') console.log(`${axisWords(law)}:`);
    printLaw(law);
  }
  printSkills(skills);
}

interface Ending {
  readonly state: LabState;
  readonly folder: ExperimentFolder | null;
  readonly unwritten: readonly string[];
  readonly interruption: Interruption;
}

/** Says how it ended and what is kept; returns the exit code. */
function ending({ state, folder, unwritten, interruption: { signal } }: Ending): number {
  const { status, message, offer } = state;
  if (unwritten.length > 0) console.error(`Not written: ${unwritten.join(', ')}.`);
  else if (folder && state.plan) {
    console.error(`Written to ${folder.path}: records.json, points.csv, report.html, weights/`);
  }
  if (status === 'finished') {
    if (state.plan?.shard && folder)
      console.error(
        `Shard ${shardName(state.plan.shard)} is done. Together with the others: merge ${folder.path} …`,
      );
    const isEmpty = hasOnlyDiverged(state);
    if (isEmpty) {
      console.error(
        'Every model diverged, so there is no law. Lower the learning rates, with --set lrSweep.centre=….',
      );
    }
    return unwritten.length > 0 || isEmpty ? 1 : 0;
  }
  if (signal !== null) console.error(stopWords(signal, state, folder));
  else console.error(message || `The experiment was ${status}.`);
  if (offer) console.error(`To train there: --engine ${offer}`);
  return 1;
}

function stopWords(signal: NodeJS.Signals, state: LabState, folder: ExperimentFolder | null): string {
  if (!state.plan) return `Stopped by ${signal} before training began.`;
  if (!folder) return `Stopped by ${signal}. Without --out nothing is kept to go on from.`;
  const stand = standWords(state, folder.store.resumable(state.plan));
  return `Stopped by ${signal}: ${stand}. The same command goes on from there.`;
}
