// What the networks have in common.

import type { ExperimentSpec } from '../../../../lab/experiment/experiment.js';
import { initialisationsOf } from '../../../../models/initialise.js';
import { activations, transformerActivations } from '../../../../models/model-spec.js';
import { words } from './words.js';
import type { DesignField } from './field.js';

const { network: said } = words;

export function networkFields({ model }: ExperimentSpec): readonly DesignField[] {
  const isMlp = model.family === 'mlp';
  const choice = (path: string, label: string, options: Readonly<Record<string, string>>): DesignField => ({
    path: `model.${path}`,
    label,
    kind: { type: 'choice', options },
  });
  const among = <Name extends string>(names: readonly Name[], labels: Readonly<Record<Name, string>>) =>
    Object.fromEntries(names.map((name) => [name, labels[name]]));
  const ofTransformers: readonly DesignField[] = [
    { path: 'model.headSize', label: said.headSize, kind: { type: 'number' } },
    { path: 'model.mlpRatio', label: said.mlpRatio, unit: said.mlpRatioUnit, kind: { type: 'number' } },
    choice('norm', said.norm, said.norms),
    choice('positions', said.positions, said.positionTypes),
    { path: 'model.tied', label: said.tied, kind: { type: 'flag' } },
    { path: 'model.biases', label: said.biases, kind: { type: 'flag' } },
  ];
  return [
    { path: 'model.depth', label: said.depth[model.family], kind: { type: 'number' }, more: 'one' },
    choice(
      'activation',
      said.activation,
      among(isMlp ? activations : transformerActivations, said.activations),
    ),
    ...(isMlp ? [] : ofTransformers),
    choice('initialisation', said.initialisation, among(initialisationsOf(model), said.initialisations)),
  ];
}
