// Covers src/runner/parity/{parity-file,parity-settings}.ts.

import { expect } from 'chai';
import { InputError } from '../../../src/base/errors.js';
import { parseSafetensors, serialiseSafetensors, type StoredTensor } from '../../../src/base/safetensors.js';
import { attentionScale, learningRateScale } from '../../../src/models/initialise.js';
import type { MlpSpec, TransformerSpec } from '../../../src/models/model-spec.js';
import { parameterLayout } from '../../../src/models/parameters.js';
import {
  parseParityFile,
  type ParityRun,
  type RowBatches,
  type TokenBatches,
} from '../../../src/runner/parity/parity-file.js';

const folder = '/test/fixtures/parity';

async function fixture(name: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(`${folder}/${name}.safetensors`)).arrayBuffer());
}

/** A run of a perceptron. */
function perceptronRun(bytes: Uint8Array): ParityRun & { model: MlpSpec; batches: RowBatches } {
  const run = parseParityFile(bytes);
  const { model, batches } = run;
  if (model.family !== 'mlp' || batches.type !== 'rows') throw new Error(`got a ${model.family}`);
  return { ...run, model, batches };
}

/** A run of a transformer. */
function transformerRun(bytes: Uint8Array): ParityRun & { model: TransformerSpec; batches: TokenBatches } {
  const run = parseParityFile(bytes);
  const { model, batches } = run;
  if (model.family !== 'transformer' || batches.type !== 'tokens') throw new Error(`got a ${model.family}`);
  return { ...run, model, batches };
}

/** A small valid file with changes to its settings (by dotted path; undefined removes) and tensors. */
function fileWith(
  settings: Record<string, unknown> = {},
  tensors: Record<string, StoredTensor | undefined> = {},
): Uint8Array {
  const spec: Record<string, unknown> = {
    version: 1,
    model: { family: 'mlp', inputs: 2, hidden: [3], outputs: 4, activation: 'tanh' },
    loss: 'cross-entropy',
    optimizer: { type: 'sgd', learningRate: 0.1, momentum: 0.9, weightDecay: 0 },
    schedule: { type: 'cosine', totalSteps: 2, minimumFactor: 0 },
  };
  for (const [path, value] of Object.entries(settings)) {
    const [head, tail] = path.split('.') as [string, string?];
    if (tail === undefined) spec[head] = value;
    else (spec[head] as Record<string, unknown>)[tail] = value;
  }
  const zeros = (...shape: number[]): StoredTensor => ({
    shape,
    data: new Float32Array(shape.reduce((product, n) => product * n, 1)),
  });
  const all: Record<string, StoredTensor | undefined> = {
    'param.layers.0.weight': zeros(3, 2),
    'param.layers.0.bias': zeros(3),
    'param.layers.1.weight': zeros(4, 3),
    'param.layers.1.bias': zeros(4),
    'batch.x': zeros(2, 5, 2),
    'batch.y': { shape: [2, 5], data: new Int32Array(10).fill(3) },
    ...tensors,
  };
  const present = Object.entries(all).filter((entry): entry is [string, StoredTensor] => !!entry[1]);
  const metadata = { 'scaling-lab': JSON.stringify(spec) };
  return serialiseSafetensors({ metadata, tensors: new Map(present) });
}

function tokens(fill: number, shape: readonly number[]): StoredTensor {
  return { shape, data: new Int32Array(shape.reduce((product, n) => product * n, 1)).fill(fill) };
}

/** As `fileWith`, of a transformer of 5 tokens, context 4, one layer and 8 channels. */
function transformerFile(
  settings: Record<string, unknown> = {},
  tensors: Record<string, StoredTensor | undefined> = {},
): Uint8Array {
  const sizes = { vocabulary: 5, context: 4, layers: 1, heads: 2, channels: 8, mlpRatio: 2 };
  const model = { family: 'transformer', ...sizes, activation: 'relu' } as const;
  const rest = { norm: 'layernorm', positions: 'learned', tied: false, biases: true } as const;
  const parameters = parameterLayout({ ...model, ...rest }).map(({ name, shape }): [string, StoredTensor] => [
    `param.${name}`,
    { shape, data: new Float32Array(shape.reduce((product, n) => product * n, 1)) },
  ]);
  return fileWith(
    { model: { ...model }, ...settings },
    {
      ...{ 'param.layers.0.weight': undefined, 'param.layers.0.bias': undefined },
      ...{ 'param.layers.1.weight': undefined, 'param.layers.1.bias': undefined },
      ...{ 'batch.x': undefined, 'batch.y': undefined },
      ...Object.fromEntries(parameters),
      'batch.tokens': tokens(4, [2, 3, 5]),
      ...tensors,
    },
  );
}

describe('parity file', () => {
  it('reads what PyTorch wrote: model, optimiser, schedule, parameters and batches', async () => {
    const run = perceptronRun(await fixture('tanh-mse-sgd-wsd'));
    expect(run.model.hidden).to.deep.equal([13, 5]);
    expect(run.loss).to.equal('mse');
    expect(run.learningRate).to.equal(0.1);
    expect(run.optimizer).to.deep.equal({ type: 'sgd', momentum: 0.9, weightDecay: 0.01, clipNorm: 0.3 });
    expect(run.schedule).to.deep.equal({
      type: 'wsd',
      warmupSteps: 5,
      totalSteps: 50,
      minimumFactor: 0,
      decaySteps: 20,
    });
    const sizes = [...run.parameters].map(([name, values]) => [name, values.length]);
    expect(sizes).to.deep.equal([
      ['layers.0.weight', 13 * 7],
      ['layers.0.bias', 13],
      ['layers.1.weight', 5 * 13],
      ['layers.1.bias', 5],
      ['layers.2.weight', 3 * 5],
      ['layers.2.bias', 3],
    ]);
    const { steps, batch, x, y } = run.batches;
    expect([steps, batch, x.length, y.length]).to.deep.equal([50, 17, 50 * 17 * 7, 50 * 17 * 3]);
  });

  it('reads classes as integers for cross-entropy', async () => {
    const run = perceptronRun(await fixture('gelu-cross-entropy-adamw-constant'));
    expect(run.batches.y).to.be.instanceOf(Int32Array);
    expect(run.schedule).to.include({ type: 'constant', warmupSteps: 8, minimumFactor: 0 });
  });

  it('finds the first loss of PyTorch in its own parameters and batch', async () => {
    const { model, parameters, batches } = perceptronRun(await fixture('relu-mse-adamw-cosine'));
    const response = await fetch(`${folder}/relu-mse-adamw-cosine.losses.json`);
    const { losses64 } = (await response.json()) as { losses64: number[] };
    let loss = 0;
    for (let row = 0; row < batches.batch; row++) {
      let activations = [...batches.x.subarray(row * model.inputs, (row + 1) * model.inputs)];
      for (let layer = 0; layer <= model.hidden.length; layer++) {
        const weight = parameters.get(`layers.${layer}.weight`)!;
        const bias = parameters.get(`layers.${layer}.bias`)!;
        const inputs = activations;
        activations = Array.from(bias, (b, o) => {
          const sum = inputs.reduce((total, x, i) => total + x * weight[o * inputs.length + i], b);
          return layer < model.hidden.length ? Math.max(0, sum) : sum;
        });
      }
      loss += (activations[0] - batches.y[row]) ** 2 / batches.batch;
    }
    expect(loss).to.be.closeTo(losses64[0], 1e-12);
  });

  it('reads a transformer, its switches absent or not, and batches of tokens', async () => {
    const {
      model,
      batches,
      attentionScale: scale,
      learningRateScale: rateScale,
    } = transformerRun(await fixture('llama'));
    expect(model).to.deep.equal({
      ...{
        family: 'transformer',
        vocabulary: 29,
        context: 13,
        layers: 2,
        heads: 2,
        channels: 16,
        mlpRatio: 2.5,
      },
      ...{ activation: 'swiglu', norm: 'rmsnorm', positions: 'rotary', tied: false, biases: false },
    });
    expect([batches.steps, batches.batch, batches.tokens.length]).to.deep.equal([50, 6, 50 * 6 * 14]);
    expect(scale).to.be.closeTo(1 / Math.sqrt(8), 1e-15);
    expect(rateScale('head.weight')).to.equal(1);
    const plain = transformerRun(transformerFile()).model;
    expect(plain).to.include({ norm: 'layernorm', positions: 'learned', tied: false, biases: true });
  });

  it('finds in a muP file of PyTorch the scales that initialise.ts gives', async () => {
    const run = transformerRun(await fixture('gpt-mup'));
    expect(run.attentionScale).to.be.closeTo(attentionScale(run.model, 'mup'), 1e-15);
    for (const { name } of parameterLayout(run.model)) {
      expect(run.learningRateScale(name), name).to.equal(learningRateScale(run.model, 'mup', name));
    }
  });

  it('reads Muon with its AdamW', async () => {
    const { optimizer, learningRate } = parseParityFile(await fixture('gpt-muon'));
    expect(learningRate).to.equal(0.02);
    expect(optimizer).to.deep.equal({
      ...{ type: 'muon', momentum: 0.95, newtonSchulzSteps: 5, weightDecay: 0.1, clipNorm: 1 },
      adamw: { learningRateFactor: 0.2, beta1: 0.9, beta2: 0.95, epsilon: 1e-8 },
    });
  });

  it('names what is wrong with a transformer', () => {
    const bad: [Record<string, unknown>, Record<string, StoredTensor | undefined>, RegExp][] = [
      [
        { 'model.heads': 3 },
        {},
        /model\.heads: expected heads of a multiple of 4 channels, got 8 channels in 3/,
      ],
      [
        { 'model.positions': 'rotary', 'model.heads': 2 },
        {},
        /heads of a multiple of 8 channels, got 8 channels in 2/,
      ],
      [
        { 'model.mlpRatio': 1.3 },
        {},
        /model\.mlpRatio: expected a whole number of hidden channels, got 1\.3 x 8/,
      ],
      [
        { 'model.norm': 'batchnorm' },
        {},
        /model\.norm: expected \("layernorm" \| "rmsnorm"\), got "batchnorm"/,
      ],
      [{ 'model.tied': true }, {}, /param\.head\.weight: the model has no such tensor/],
      [{ 'model.biases': false }, {}, /norm1\.bias: the model has no such tensor/],
      [{ loss: 'mse' }, {}, /loss: expected "cross-entropy" for a transformer, got "mse"/],
      [{ attentionScale: 0 }, {}, /attentionScale: expected >0, got 0/],
      [
        { 'optimizer.learningRateScale': { 'haed.weight': 2 } },
        {},
        /optimizer\.learningRateScale: the model has no tensor haed\.weight/,
      ],
      [{}, { 'batch.tokens': tokens(5, [2, 3, 5]) }, /batch\.tokens: expected tokens from 0 to 4, got 5/],
      [
        {},
        { 'batch.tokens': tokens(0, [2, 3, 4]) },
        /batch\.tokens: expected shape \[2, 3, 5\], got \[2, 3, 4\]/,
      ],
      [{}, { 'batch.tokens': tokens(0, [3, 3, 5]) }, /batch\.tokens: expected at most .* = 2 steps, got 3/],
    ];
    for (const [settings, tensors, message] of bad) {
      expect(() => parseParityFile(transformerFile(settings, tensors))).to.throw(InputError, message);
    }
    expect(() => parseParityFile(fileWith({ attentionScale: 1 }))).to.throw(/a perceptron has no attention/);
  });

  it('reads a file without clipNorm and warmupSteps', () => {
    const run = parseParityFile(fileWith());
    expect(run.optimizer.clipNorm).to.equal(null);
    expect(run.schedule.warmupSteps).to.equal(0);
  });

  it('names the setting at fault and what would be right', () => {
    const bad: [Record<string, unknown>, RegExp][] = [
      [{ version: 2 }, /version: expected 1, got 2/],
      [
        { 'model.activation': 'swish' },
        /model\.activation: expected \("relu" \| "tanh" \| "gelu"\), got "swish"/,
      ],
      [{ 'model.family': 'lstm' }, /model\.family: expected \("mlp" \| "transformer"\), got "lstm"/],
      [{ 'model.hidden': [3, 0] }, /model\.hidden\.1: expected >=1, got 0/],
      [{ 'optimizer.type': 'lion' }, /optimizer\.type: expected \("adamw" \| "sgd" \| "muon"\), got "lion"/],
      [{ 'optimizer.momentum': 1 }, /optimizer\.momentum: expected <1, got 1/],
      [{ 'optimizer.learningRate': '0.1' }, /optimizer\.learningRate: expected number, got "0\.1"/],
      [{ 'optimizer.nesterov': true }, /optimizer\.nesterov: there is no such field/],
      [{ 'optimizer.clipNorm': 0 }, /optimizer\.clipNorm: expected >0, got 0/],
      [{ schedule: undefined }, /schedule: this field is missing/],
      [{ 'schedule.minimumFactor': undefined }, /schedule\.minimumFactor: this field is missing/],
      [{ loss: 'hinge' }, /loss: expected \("mse" \| "cross-entropy"\), got "hinge"/],
    ];
    for (const [settings, message] of bad) {
      expect(() => parseParityFile(fileWith(settings))).to.throw(InputError, message);
    }
  });

  it('names the tensor at fault, its shape and the one expected', () => {
    const floats = (...shape: number[]): StoredTensor => ({
      shape,
      data: new Float32Array(shape.reduce((product, n) => product * n, 1)),
    });
    const bad: [Record<string, StoredTensor | undefined>, RegExp][] = [
      [{ 'param.layers.1.bias': undefined }, /there is no tensor param\.layers\.1\.bias/],
      [{ 'param.layers.0.weight': floats(2, 3) }, /layers\.0\.weight: expected shape \[3, 2\], got \[2, 3\]/],
      [{ 'param.layers.2.bias': floats(4) }, /layers\.2\.bias: the model has no such tensor/],
      [{ 'batch.x': floats(10, 2) }, /batch\.x: expected shape \[10, 2, 2\], got \[10, 2\]/],
      [{ 'batch.x': floats(0, 5, 2) }, /batch\.x: expected shape \[steps, batch, 2\], got \[0, 5, 2\]/],
      [{ 'batch.y': floats(2, 5) }, /batch\.y: expected dtype I32, got F32/],
      [{ 'batch.y': { shape: [2, 5], data: new Int32Array(10).fill(4) } }, /classes from 0 to 3, got 4/],
      [
        { 'batch.x': floats(3, 5, 2), 'batch.y': { shape: [3, 5], data: new Int32Array(15) } },
        /at most schedule\.totalSteps = 2 steps, got 3/,
      ],
    ];
    for (const [tensors, message] of bad) {
      expect(() => parseParityFile(fileWith({}, tensors))).to.throw(InputError, message);
    }
  });

  it('says so when the file is not a parity file at all', () => {
    const { tensors } = parseSafetensors(fileWith());
    const without = serialiseSafetensors({ metadata: {}, tensors });
    expect(() => parseParityFile(without)).to.throw(
      InputError,
      /scaling-lab: this key of the metadata is missing/,
    );
    const broken = serialiseSafetensors({ metadata: { 'scaling-lab': '{' }, tensors });
    expect(() => parseParityFile(broken)).to.throw(InputError, /not valid JSON/);
  });
});
