import { append } from '../../base/many.js';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../base/errors.js';
import { parseJson } from '../../base/json.js';
import { groupBy } from '../../base/group-by.js';
import { formatBytes, formatCount, formatDuration, formatEstimate } from '../../base/format.js';
import type { RunEvent } from '../../lab/records/events.js';
import type { DeviceInfo, LabState } from '../../lab/records/record.js';
import { estimateSeconds, planCost } from '../../lab/plan/cost.js';
import { pointsToCsv, recordsToJson } from '../../lab/records/write-records.js';
import { tooFewSizes } from '../../laws/runs/too-few-sizes.js';
import { axisWords } from '../../laws/runs/words.js';
import { laws } from '../../laws/runs/lab-laws.js';
import type { ExperimentSpec } from '../../lab/experiment/experiment.js';
import type { Plan } from '../../lab/plan/run-plan.js';
import type { Overrides } from '../../lab/presets/presets.js';
import { readExperiment } from '../../lab/plan/read-experiment.js';
import { changeExperiment, composeExperiment } from '../../lab/presets/resolve.js';
import { parseSpec } from '../../lab/experiment/schema.js';
import { skillsOf } from '../../laws/runs/skills.js';
import { LabStore } from '../../lab/records/store.js';
import { weightsToFile } from '../../lab/weights/weights-file.js';
import { tokenizerOf } from '../../data/tasks/tasks.js';
import { attentionScale } from '../../models/initialise.js';
import type { Backend } from '../../runner/backend.js';
import { RunControl } from '../../runner/control.js';
import { runPlan } from '../../runner/runner.js';
import { parseWithFile, printJson, UsageError, type Command } from '../shared/command.js';
import { makeOutputFolder, readingFile, readInput } from '../shared/files.js';
import { engineOptions, engineUsage, openBackend, readEngine, type EngineChoice } from '../host/engine.js';
import { readGivenText, readGivenWeights, TEXT_FILE } from '../shared/given-files.js';
import { reportHtml } from '../report/html.js';
import { lawJson } from '../report/law-json.js';
import { printLaw } from '../report/print-law.js';
import { Progress } from '../report/progress.js';
import { printSkills, skillJson } from '../report/skills.js';

export const run: Command = {
  summary: 'train an experiment and fit its law',
  usage: `run <preset|spec.json> [--set path=value]... [--out DIR] [--json]

Trains a preset (see the command presets) or the experiment in a file, and prints its scaling law. For grammar, addition and
parity-mix it also prints what each size can do.
  --set path=value   change a setting of the experiment, e.g. --set size=standard --set task.dimension=8
                     --set model.widths=4,8,16,32 --set training.optimizer.type=sgd
  --set task.file=PATH
                     the text to learn (preset text)
  --out DIR          write records.json, points.csv, report.html, and weights/ with the best model of each size (safetensors)
  --start-from FILE  start from these weights instead of random ones; the experiment must have that size alone, e.g.
                     --set model.widths=[32]
${engineUsage}
  --json             print one JSON document
Ctrl-C stops the experiment and keeps the finished runs.`,

  async run(args) {
    const options = {
      set: { type: 'string', multiple: true },
      out: { type: 'string' },
      'start-from': { type: 'string' },
      json: { type: 'boolean' },
      ...engineOptions,
    } as const;
    const { values, file } = parseWithFile(args, options, 'preset or spec file');
    const engine = readEngine(values);
    const overrides = await withText(readOverrides(values.set ?? []));
    const plan = await readPlan(file, { ...overrides, ...(await withStart(values['start-from'])) });
    if (values.out !== undefined) await makeOutputFolder(values.out);
    const { store, weights } = await train(plan, engine);
    const { state } = store;
    const found = laws(state);
    const skills = skillsOf(state);
    if (values.out !== undefined) {
      const write = (name: string, text: string): Promise<void> => writeFile(join(values.out!, name), text);
      await write('records.json', recordsToJson(state, { node: process.versions.node }));
      await write('points.csv', pointsToCsv(state));
      await write('report.html', reportHtml(state, found));
      await writeWeights(join(values.out, 'weights'), state, weights);
      console.error(`Written to ${values.out}: records.json, points.csv, report.html, weights/`);
    }
    if (values.json) {
      const [law = null, ...others] = found.map(lawJson);
      const { status: outcome, message, device } = state;
      printJson({ outcome, message, law, others, skills: skills.map(skillJson), device, spec: plan.spec });
    } else {
      for (const law of found) {
        if (law.axis === 'N') console.log(`${axisWords(law)}:`);
        printLaw(law);
      }
      printSkills(skills);
    }
    if (state.status === 'finished') return 0;
    console.error(state.message || `The experiment was ${state.status}.`);
    if (state.offer) console.error(`To train there: --engine ${state.offer}`);
    return 1;
  },
};

/** Trains the experiment until it ends or Ctrl-C stops it. */
async function train(
  whole: Plan,
  engine: EngineChoice,
): Promise<{ readonly store: LabStore; readonly weights: readonly RunWeights[] }> {
  const control = new RunControl();
  // On Ctrl-C, or when the system ends the process, keep the finished runs.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => control.stop());
  const { backend, reopen: openAnother } = await openBackend(engine);
  const cost = planCost(whole);
  const estimate = estimateSeconds(cost, backend.info);
  console.error(
    `${cost.runs} ${cost.runs === 1 ? 'run' : 'runs'}, ${cost.replicas} ${cost.replicas === 1 ? 'model' : 'models'}, ${formatCount(cost.trainingFlops)} FLOPs, ${formatBytes(cost.bytes)}; ` +
      `${formatEstimate(estimate ?? NaN)} on ${deviceWords(backend.info)}`,
  );
  const lawWarning = tooFewSizes(whole);
  if (lawWarning !== null) console.error(lawWarning);
  const store = new LabStore();
  const progress = new Progress();
  const weights: RunWeights[] = [];
  const start = performance.now();
  let inUse = backend;
  const reopen = async (): Promise<Backend | null> => {
    const next = await openAnother();
    if (next) inUse = next;
    return next;
  };
  for await (const events of runPlan(backend, whole, { control, reopen })) {
    store.apply(events);
    if (events.some(({ type }) => type === 'device-recovered')) {
      console.error(store.state.message);
    }
    append(
      weights,
      events.filter((event) => event.type === 'weights'),
    );
    progress.show(store.state);
  }
  progress.end();
  console.error(`Took ${formatDuration((performance.now() - start) / 1000)}.`);
  inUse.close();
  return { store, weights };
}

/** `Ryzen 7 7840U, 8 threads`. */
function deviceWords({ description, threads }: DeviceInfo): string {
  return threads === null
    ? description
    : `${description}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
}

type RunWeights = Extract<RunEvent, { type: 'weights' }>;

/** A file for each config: of all its replicas the one with the lowest last loss. */
async function writeWeights(folder: string, state: LabState, weights: readonly RunWeights[]): Promise<void> {
  await makeOutputFolder(folder);
  const configs = groupBy(
    state.runs.filter(({ status }) => status === 'finished'),
    ({ plan: { config } }) => config,
  );
  for (const [config, runs] of configs) {
    const trained = runs.flatMap((run) =>
      (weights.find(({ run: id }) => id === run.plan.id)?.replicas ?? []).map(({ replica, parameters }) => {
        return { run, parameters, loss: run.evaluations.at(-1)?.losses[replica] ?? Infinity };
      }),
    );
    if (trained.length === 0 || !state.plan) continue;
    const { run, parameters } = trained.reduce((best, other) => (other.loss < best.loss ? other : best));
    const { model } = run.plan;
    const { task } = state.plan.spec;
    const file = weightsToFile({
      model,
      attentionScale: attentionScale(model, state.plan.spec.model.initialisation),
      task,
      tokenizer: tokenizerOf(task),
      parameters,
    });
    await writeFile(join(folder, `${config}.safetensors`), file);
  }
}

/** Reads weights to start from; returns the settings that name them in a spec. */
async function withStart(path: string | undefined): Promise<Overrides> {
  if (path === undefined) return {};
  const { id, name } = await readGivenWeights(path);
  return { 'start.weightsId': id, 'start.name': name };
}

/** The plan of a preset or of a file's experiment, with some settings changed. */
async function readPlan(source: string, overrides: Overrides): Promise<Plan> {
  try {
    const spec = source.endsWith('.json')
      ? changeExperiment(await readSpecFile(source), overrides)
      : composeExperiment(source, overrides);
    return readExperiment(spec).plan;
  } catch (error) {
    if (!(error instanceof InputError) || error.field !== 'task.textId') throw error;
    throw new InputError(`${TEXT_FILE}: expected the text to learn: --set ${TEXT_FILE}=PATH`, TEXT_FILE);
  }
}

/** A spec saved by the page names texts and weights by id; overrides may give their files. */
async function readSpecFile(path: string): Promise<ExperimentSpec> {
  const text = new TextDecoder().decode(await readInput(path));
  return readingFile(path, () => parseSpec(parseJson(text)));
}

/** Reads the file that `task.file` names and puts its text's id and name in its place. */
async function withText({ [TEXT_FILE]: path, ...overrides }: Overrides): Promise<Overrides> {
  if (path === undefined) return overrides;
  const { id, name } = await readGivenText(path);
  return { ...overrides, 'task.textId': id, 'task.name': name };
}

/** Reads `path=value`: JSON if it is valid JSON, a list if it has commas, else text. */
function readOverrides(settings: readonly string[]): Overrides {
  return Object.fromEntries(
    settings.map((setting) => {
      const at = setting.indexOf('=');
      if (at < 1) throw new UsageError(`--set: expected path=value, got ${setting}.`);
      return [setting.slice(0, at), readValue(setting.slice(at + 1))];
    }),
  );
}

function readValue(text: string): unknown {
  if (text === 'NaN' || /^[+-]?Infinity$/.test(text)) return Number(text);
  for (const candidate of [text, `[${text}]`]) {
    try {
      if (candidate === text || text.includes(',')) return parseJson(candidate);
    } catch {
      // Not JSON: try the next reading.
    }
  }
  return text;
}
