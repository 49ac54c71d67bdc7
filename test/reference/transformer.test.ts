// Covers test/reference/{transformer,training}.ts: the twins themselves, against PyTorch and finite differences.

import { expect } from 'chai';
import { initialise } from '../../src/models/initialise.js';
import type { TransformerSpec } from '../../src/models/model-spec.js';
import { parseParityFile } from '../../src/runner/parity/parity-file.js';
import { orthogonalise, trainNetwork } from './training.js';
import { transformerLoss, type TransformerTwin } from './transformer.js';
import type { Twin } from './twins.js';

const gpt: TransformerSpec = {
  ...{ family: 'transformer', vocabulary: 7, context: 5, layers: 2, heads: 2, channels: 8, mlpRatio: 2 },
  ...{ activation: 'gelu', norm: 'layernorm', positions: 'learned', tied: false, biases: true },
};
const specs: TransformerSpec[] = [
  gpt,
  { ...gpt, activation: 'relu', tied: true },
  { ...gpt, activation: 'relu-squared', norm: 'rmsnorm', heads: 1 },
  { ...gpt, activation: 'swiglu', norm: 'rmsnorm', positions: 'rotary', heads: 1, biases: false },
  { ...gpt, positions: 'rotary', heads: 1, biases: false, tied: true },
];
/** Of the files' 50: enough for the schedules to warm up, and quick. */
const STEPS = 15;

const tokens = [3, 1, 4, 1, 5, 0, 2, 6, 5, 3];
const targets = [1, 4, 1, 5, 2, 2, 6, 5, 3, 5];

function doubles(parameters: ReadonlyMap<string, Float32Array>): ReadonlyMap<string, Twin> {
  return new Map([...parameters].map(([name, values]) => [name, Float64Array.from(values)]));
}

async function fixture(name: string): Promise<{ bytes: Uint8Array; losses64: number[] }> {
  const url = `/test/fixtures/parity/${name}`;
  const bytes = new Uint8Array(await (await fetch(`${url}.safetensors`)).arrayBuffer());
  const { losses64 } = (await (await fetch(`${url}.losses.json`)).json()) as { losses64: number[] };
  return { bytes, losses64 };
}

describe('the reference of a transformer', () => {
  it('has the gradients that finite differences of its loss have, whatever its switches', () => {
    for (const spec of specs) {
      const parameters = doubles(initialise(spec, 'pytorch', 1));
      const network: TransformerTwin = { spec, attentionScale: 0.4, parameters };
      const { gradients } = transformerLoss(network, tokens, targets);
      for (const [name, values] of parameters) {
        for (const i of [0, Math.floor(values.length / 2), values.length - 1]) {
          const start = values[i];
          const lossAt = (value: number): number => {
            values[i] = value;
            return transformerLoss(network, tokens, targets).loss;
          };
          const h = 1e-5;
          const difference = (lossAt(start + h) - lossAt(start - h)) / (2 * h);
          values[i] = start;
          const label = `${spec.activation} ${spec.norm} ${spec.positions} ${name}[${i}]`;
          expect(gradients.get(name)![i], label).to.be.closeTo(difference, 1e-7);
        }
      }
    }
  });

  for (const name of [
    'gpt-tied-odd-sizes',
    'gpt-four-layers-relu',
    'gpt-relu-squared',
    'gpt-mup',
    'gpt-muon',
    'llama',
  ]) {
    it(`follows PyTorch in float64, step by step: ${name}`, async () => {
      const { bytes, losses64 } = await fixture(name);
      const run = parseParityFile(bytes);
      const { model, batches, attentionScale } = run;
      if (model.family !== 'transformer' || batches.type !== 'tokens')
        throw new Error('expected a transformer');
      const parameters = doubles(run.parameters);
      const length = model.context + 1;
      const steps = Array.from({ length: STEPS }, (_, step) =>
        Array.from(
          batches.tokens.subarray(step * batches.batch * length, (step + 1) * batches.batch * length),
        ),
      );
      const losses = trainNetwork(
        { ...run, parameters },
        (sequences: number[]) =>
          transformerLoss(
            { spec: model, attentionScale, parameters },
            sequences.filter((_, i) => i % length !== length - 1),
            sequences.filter((_, i) => i % length !== 0),
          ),
        steps,
      );
      // Activations are differentiated by differences, which are off where a relu's input is next to 0.
      losses.forEach((loss, step) =>
        expect(loss / losses64[step] - 1, `step ${step}`).to.be.closeTo(0, 1e-5),
      );
    });
  }

  it('brings the singular values of a matrix near 1, high or wide', () => {
    for (const [rows, columns] of [
      [2, 3],
      [3, 2],
    ]) {
      const matrix = new Float64Array(rows * columns);
      matrix[0] = 3;
      matrix[columns + 1] = 0.2;
      const result = orthogonalise(matrix, rows, columns, 5);
      for (const i of [0, columns + 1]) expect(result[i]).to.be.within(0.65, 1.25);
    }
  });
});
