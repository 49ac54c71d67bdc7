// The plan that the arguments of `run` ask for: a preset or a file, with settings changed and files in the place of ids.

import { InputError } from '../../base/errors.js';
import { parseJson } from '../../base/json.js';
import { sentence } from '../../base/sentence.js';
import type { ExperimentSpec } from '../../lab/experiment/experiment.js';
import { parseSpec } from '../../lab/experiment/schema.js';
import { readExperiment } from '../../lab/plan/read-experiment.js';
import type { Plan, Shard } from '../../lab/plan/run-plan.js';
import { parseShard, planOfShard, sharedSpec } from '../../lab/plan/units.js';
import type { Overrides } from '../../lab/presets/presets.js';
import { changeExperiment, composeExperiment } from '../../lab/presets/resolve.js';
import { UsageError } from '../shared/command.js';
import { readingFile, readInput } from '../shared/files.js';
import { readGivenText, readGivenWeights, TEXT_FILE } from '../shared/given-files.js';

/** What a plan is read from. */
export interface PlanSource {
  /** A preset, or the path of a spec. */
  readonly source: string;
  /** Each `path=value`. */
  readonly settings: readonly string[];
  /** The path of weights. */
  readonly startFrom: string | undefined;
  /** The part of it to train: `7/30`. */
  readonly shard?: string | undefined;
}

/** Throws InputError for what is not an experiment, UsageError for settings that are none. */
export async function readPlan({ source, settings, startFrom, shard }: PlanSource): Promise<Plan> {
  const part = shard === undefined ? null : readShard(shard);
  const overrides = await withText(readOverrides(settings));
  const plan = await planOf(source, { ...overrides, ...(await withStart(startFrom)) });
  return part ? shardOf(plan, part) : plan;
}

function readShard(text: string): Shard {
  try {
    return parseShard(text);
  } catch (error) {
    throw new UsageError(`--shard: ${(error as InputError).message}.`);
  }
}

/** The experiment as machines share it. What its sweeps need is known only where all seeds are, so it does not widen them. */
export function sharedPlan(plan: Plan, where = ''): Plan {
  const { spec } = plan;
  if (spec.lrSweep.enabled && spec.lrSweep.widen)
    console.error(
      sentence(`${where}shared sweeps do not widen their learning rates, so lrSweep.widen is false.`),
    );
  return readExperiment(sharedSpec(spec)).plan;
}

function shardOf(plan: Plan, shard: Shard): Plan {
  try {
    return planOfShard(sharedPlan(plan, '--shard: '), shard);
  } catch (error) {
    throw error instanceof InputError ? new InputError(`--shard: ${error.message}`, error.field) : error;
  }
}

/** Reads weights to start from; returns the settings that name them in a spec. */
async function withStart(path: string | undefined): Promise<Overrides> {
  if (path === undefined) return {};
  const { id, name } = await readGivenWeights(path);
  return { 'start.weightsId': id, 'start.name': name };
}

/** The plan of a preset or of a file's experiment, with some settings changed. */
async function planOf(source: string, overrides: Overrides): Promise<Plan> {
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

/** Reads the text that `task.file=PATH` names, where that is given. Throws UsageError for another setting. */
export async function readTextSetting(setting: string | undefined): Promise<void> {
  if (setting === undefined) return;
  const start = `${TEXT_FILE}=`;
  if (!setting.startsWith(start))
    throw new UsageError(`--set: expected ${start}PATH, got ${setting}: the experiment is taken as it is.`);
  await readGivenText(setting.slice(start.length));
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
