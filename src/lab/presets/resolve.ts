// From a preset and changed settings to a spec, for links, the command line and the page's dials.

import { InputError } from '../../base/errors.js';
import { asInJson, shown } from '../../base/json.js';
import { optimizerOf, optimizerTypes, type OptimizerSpec } from '../../models/optimizers/optimizers.js';
import { experimentSizes, fromChance, type ExperimentSpec } from '../experiment/experiment.js';
import { suggestion } from '../../base/nearest-name.js';
import { longestGaps } from './preset.js';
import { presetIds, presets, type Overrides, type Preset } from './presets.js';
import { currentPath, SPEC_VERSION } from '../experiment/old-names.js';

type Tree = Record<string, unknown>;

const OPTIMIZER = 'training.optimizer.type';

/**
 * The spec of a preset with some values replaced, by dotted path (`task.dimension`, `training.optimizer.type`). `size` picks
 * the variant, an optimiser's type brings its defaults, then the rest is set. Throws InputError for an unknown preset or path, with
 * the nearest one that exists. `readExperiment` checks whether the values fit together: people change one dial after another and
 * may pass through settings that cannot be trained.
 */
export function composeExperiment(presetId: string, overrides: Overrides): ExperimentSpec {
  if (!isPresetId(presetId))
    throw new InputError(`there is no preset ${presetId}; ${suggestion(presetId, presetIds)}`, 'preset');
  const { size = 'small', [OPTIMIZER]: optimizer, ...rest } = overrides;
  if (!experimentSizes.includes(size as never)) {
    throw new InputError(`size: expected one of ${experimentSizes.join(', ')}, got ${shown(size)}`, 'size');
  }
  const { base, sizes }: Preset = presets[presetId];
  const spec = asInJson({
    version: SPEC_VERSION,
    preset: presetId,
    size,
    ...base,
    evaluation: { ...base.evaluation, longestGap: longestGaps[size as ExperimentSpec['size']] },
    start: fromChance,
  }) as Tree;
  setPaths(spec, sizes[size as ExperimentSpec['size']]);
  if (optimizer !== undefined) chooseOptimizer(spec, optimizer);
  setPaths(spec, rest);
  return spec as unknown as ExperimentSpec;
}

/** A spec with some values replaced, by dotted path. Throws InputError for an unknown path, with the nearest one that exists. */
export function changeExperiment(spec: ExperimentSpec, overrides: Overrides): ExperimentSpec {
  const changed = asInJson(spec) as Tree;
  setPaths(changed, overrides);
  return changed as unknown as ExperimentSpec;
}

export function isPresetId(id: string): id is (typeof presetIds)[number] {
  return (presetIds as string[]).includes(id);
}

/** True if a spec belongs to the preset that it names: a file or a link can have a preset's name and another task. */
export function isOfPreset({ preset, task }: ExperimentSpec): boolean {
  return isPresetId(preset) && presets[preset].base.task.type === task.type;
}

function chooseOptimizer(spec: Tree, type: unknown): void {
  const chosen = optimizerTypes.find((known) => known === type);
  if (!chosen) {
    const names = optimizerTypes.join(', ');
    throw new InputError(`${OPTIMIZER}: expected one of ${names}, got ${shown(type)}`, OPTIMIZER);
  }
  const training = spec.training as { optimizer: OptimizerSpec };
  if (training.optimizer.type === chosen) return;
  const { defaults, learningRateFactor } = optimizerOf({ type: chosen });
  training.optimizer = defaults;
  (spec.lrSweep as { centre: number }).centre *= learningRateFactor;
}

function setPaths(spec: Tree, values: Overrides): void {
  for (const [path, value] of Object.entries(values)) setPath(spec, path, value);
}

function setPath(spec: Tree, path: string, value: unknown): void {
  const keys = currentPath(path).split('.');
  const last = keys.pop()!;
  let target: unknown = spec;
  for (const key of keys) target = isTree(target) && Object.hasOwn(target, key) ? target[key] : undefined;
  if (!isTree(target) || !Object.hasOwn(target, last)) {
    throw new InputError(
      `${path}: there is no such field; ${suggestion(path, [...leafPaths(spec).keys()])}`,
      path,
    );
  }
  target[last] = value;
}

/** Every value that is not an object, by dotted path. Lists are values. */
export function leafPaths(tree: object, prefix = ''): Map<string, unknown> {
  const leaves = new Map<string, unknown>();
  for (const [key, value] of Object.entries(tree)) {
    if (isTree(value))
      for (const [path, leaf] of leafPaths(value, `${prefix}${key}.`)) leaves.set(path, leaf);
    else leaves.set(prefix + key, value);
  }
  return leaves;
}

/** What differs between a spec and its preset: with it `composeExperiment(spec.preset, …)` gives the spec again. */
export function overridesOf(spec: ExperimentSpec): Overrides {
  const optimizer = { [OPTIMIZER]: spec.training.optimizer.type };
  const reference = leafPaths(composeExperiment(spec.preset, { size: spec.size, ...optimizer }));
  const preset = composeExperiment(spec.preset, {});
  const overrides: Record<string, unknown> = {};
  if (spec.size !== preset.size) overrides.size = spec.size;
  if (spec.training.optimizer.type !== preset.training.optimizer.type) Object.assign(overrides, optimizer);
  for (const [path, value] of leafPaths(spec)) {
    if (path !== OPTIMIZER && JSON.stringify(value) !== JSON.stringify(reference.get(path)))
      overrides[path] = value;
  }
  return overrides;
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
