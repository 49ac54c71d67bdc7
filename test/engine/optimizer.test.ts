import { expect } from 'chai';
import type { Device } from '../../src/engine/device.js';
import { kernels } from '../../src/engine/kernels.js';
import { rowsOf } from '../../src/engine/legs.js';
import { recordGradientNorm, recordUpdate } from '../../src/engine/optimizer/optimizer.js';
import { Program } from '../../src/engine/program.js';
import { arenaLayout, packArena, unpackArena, type Memory } from '../../src/engine/tensor.js';
import type { ModelSpec } from '../../src/models/model-spec.js';
import { parameterLayout, tensorSize } from '../../src/models/parameters.js';
import type { MuonSpec, OptimizerSpec } from '../../src/models/training-spec.js';
import { trainNetwork } from '../reference/training.js';
import type { Twin } from '../reference/twins.js';
import { expectClose } from '../support/close.js';
import { readFloats, withDevice } from '../support/gpu.js';
import { dot, each, random } from '../support/matrices.js';

type Tensors = ReadonlyMap<string, Twin>;

/** A replica's parameters and its gradients at each step; what made the gradients is of no account. */
interface Descent {
  readonly parameters: Tensors;
  readonly gradients: readonly Tensors[];
  readonly learningRate: number;
}

const STEPS = 3;
const schedule = {
  type: 'cosine',
  warmupSteps: 2,
  totalSteps: STEPS,
  minimumFactor: 0.1,
  decaySteps: 0,
} as const;
const rows = rowsOf(schedule, []);
const muon: MuonSpec = {
  type: 'muon',
  momentum: 0.9,
  newtonSchulzSteps: 5,
  weightDecay: 0.1,
  clipNorm: 2,
  adamw: { beta1: 0.8, beta2: 0.95, epsilon: 1e-8, learningRateFactor: 0.3 },
};

function perceptron(...hidden: number[]): ModelSpec {
  return { family: 'mlp', inputs: 3, hidden, outputs: 2, activation: 'relu' };
}

const models: Readonly<Record<string, ModelSpec>> = {
  'tall, wide, square and single rows': perceptron(5, 13, 7, 7, 1, 6),
  'several tiles and workgroups': perceptron(70, 130, 33),
  'stacks of queries, keys and values, of gate and up': {
    family: 'transformer',
    vocabulary: 7,
    context: 5,
    layers: 2,
    heads: 3,
    channels: 12,
    mlpRatio: 1.25,
    activation: 'swiglu',
    norm: 'layernorm',
    positions: 'learned',
    tied: false,
    biases: true,
  },
};

function descentsOf(model: ModelSpec, replicas: number): Descent[] {
  const draw = (): Tensors =>
    new Map(parameterLayout(model).map((tensor) => [tensor.name, random(tensorSize(tensor))]));
  return each(replicas, (r) => ({
    parameters: draw(),
    gradients: each(STEPS, draw),
    learningRate: 0.5 + r,
  }));
}

/** Records the optimiser, lets all replicas descend along their gradients and returns where each arrives. */
async function descend(
  device: Device,
  memory: Memory,
  settings: { model: ModelSpec; optimizer: OptimizerSpec; learningRateScale?: (tensor: string) => number },
  descents: readonly Descent[],
): Promise<{ parameters: Map<string, Float32Array>[]; dispatches: number }> {
  const { model, optimizer, learningRateScale = () => 1 } = settings;
  const layout = parameterLayout(model);
  const arena = arenaLayout(layout);
  const pack = (of: (descent: Descent) => Tensors): Float32Array<ArrayBuffer> => {
    const values = new Float32Array(descents.length * arena.size);
    descents.forEach((descent, r) => {
      const rounded = new Map([...of(descent)].map(([name, dense]) => [name, Float32Array.from(dense)]));
      packArena(arena, rounded, values, r * arena.size);
    });
    return values;
  };
  const tensors = {
    arena,
    parameters: memory.storage(
      'parameters',
      pack(({ parameters }) => parameters),
    ),
    gradients: memory.storage('gradients', descents.length * arena.size),
    replicas: memory.storage('replicas', descents.length * 4),
    replicaCount: descents.length,
  };
  const program = new Program(device.quads);
  recordGradientNorm(program, memory, tensors);
  recordUpdate(program, memory, tensors, { optimizer, layout, rows, learningRateScale });
  await device.compile(program.kernels, kernels);
  program.build(device, memory);
  for (let step = 0; step < STEPS; step++) {
    const state = new Uint32Array(descents.length * 4);
    descents.forEach(({ learningRate }, r) => {
      state[4 * r + 1] = step;
      new Float32Array(state.buffer)[4 * r + 2] = learningRate;
    });
    device.gpu.queue.writeBuffer(tensors.replicas, 0, state);
    device.gpu.queue.writeBuffer(
      tensors.gradients,
      0,
      pack(({ gradients }) => gradients[step]),
    );
    const encoder = device.gpu.createCommandEncoder();
    const pass = encoder.beginComputePass();
    program.encode(pass);
    pass.end();
    device.gpu.queue.submit([encoder.finish()]);
  }
  const values = await readFloats(device, tensors.parameters);
  return {
    parameters: descents.map((_, r) => unpackArena(arena, values, r * arena.size)),
    dispatches: program.dispatchCount,
  };
}

describe('Muon', () => {
  for (const [shapes, model] of Object.entries(models)) {
    for (const replicas of [1, 3]) {
      it(`goes where its float64 twin goes, R = ${replicas}: ${shapes}`, () =>
        withDevice(async (device, memory) => {
          const settings = {
            model,
            optimizer: muon,
            learningRateScale: (name: string) => (name.endsWith('proj.weight') ? 0.25 : 1),
          };
          const descents = descentsOf(model, replicas);
          const { parameters } = await descend(device, memory, settings, descents);
          descents.forEach((descent, r) => {
            const twin = new Map(
              [...descent.parameters].map(([name, values]) => [name, Float64Array.from(values)]),
            );
            trainNetwork(
              { ...settings, schedule, learningRate: descent.learningRate, parameters: twin },
              (gradients: Tensors) => ({ loss: 0, gradients }),
              descent.gradients,
            );
            for (const [name, values] of twin) {
              // Five steps stretch a small singular value, and its rounding, by up to 3.4^5.
              expectClose(parameters[r].get(name) ?? [], values, 1e-4, name);
            }
          });
        }));
    }
  }

  it('moves a replica as it moves alone, bit for bit', () =>
    withDevice(async (device, memory) => {
      const settings = { model: models['several tiles and workgroups'], optimizer: muon };
      const descents = descentsOf(settings.model, 3);
      const { parameters } = await descend(device, memory, settings, descents);
      const alone = await descend(device, memory, settings, [descents[2]]);
      expect(alone.parameters[0]).to.deep.equal(parameters[2]);
    }));

  it('turns a momentum into steps of about the same length in all directions', () =>
    withDevice(async (device, memory) => {
      const model = perceptron(64, 16);
      const [descent] = descentsOf(model, 1);
      const optimizer = { ...muon, weightDecay: 0 };
      const still = { ...descent, gradients: each(STEPS, () => descent.gradients[0]), learningRate: 1 };
      const { parameters } = await descend(device, memory, { model, optimizer }, [still]);
      const [before, after] = [descent.parameters, parameters[0]].map(
        (of) => of.get('layers.1.weight') ?? [],
      );
      const step = Float64Array.from(before, (value, i) => value - after[i]);
      const rate = rows.reduce((sum, { factor }) => sum + factor, 0);
      for (const along of each(10, () => random(16))) {
        const response = Float64Array.from({ length: 64 }, (_, column) =>
          along.reduce((sum, value, row) => sum + value * step[row * 64 + column], 0),
        );
        const stretch = Math.sqrt(dot(response, response) / dot(along, along)) / rate;
        expect(stretch).to.be.within(0.65, 1.25);
      }
    }));

  it('takes as many dispatches for a deep network as for a shallow one, and none more than AdamW without a matrix', () =>
    withDevice(async (device, memory) => {
      const dispatchesOf = async (optimizer: OptimizerSpec, ...hidden: number[]): Promise<number> => {
        const model = perceptron(...hidden);
        return (await descend(device, memory, { model, optimizer }, descentsOf(model, 1))).dispatches;
      };
      const adamw: OptimizerSpec = { ...muon.adamw, type: 'adamw', weightDecay: 0, clipNorm: null };
      const base = await dispatchesOf(adamw, 4);
      expect(await dispatchesOf(muon, 4)).to.equal(base);
      expect(await dispatchesOf(muon, 4, 4)).to.equal(base + 18);
      expect(await dispatchesOf(muon, 4, 4, 4, 4, 4)).to.equal(base + 18);
    }));
});
