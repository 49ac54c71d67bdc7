import { expect } from 'chai';
import type { Device, DeviceBuffer, Memory } from '../../src/engine/device.js';
import { rowsOf } from '../../src/engine/segments.js';
import { recordGradientNorm } from '../../src/engine/optimizer/gradient-norm.js';
import { recordUpdate } from '../../src/engine/optimizer/optimizers.js';
import { Program } from '../../src/engine/program.js';
import { arenaLayout, packArena, unpackArena } from '../../src/engine/tensor.js';
import type { ModelSpec } from '../../src/models/model-spec.js';
import { parameterLayout, tensorSize } from '../../src/models/parameters.js';
import type { MuonSpec } from '../../src/models/optimizers/muon.js';
import type { OptimizerSpec } from '../../src/models/optimizers/optimizers.js';
import { trainNetwork } from '../reference/training.js';
import type { Twin } from '../reference/twins.js';
import { expectClose } from '../support/close.js';
import { onEachEngine, readFloats, withCpu } from '../support/device.js';
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
  const program = new Program();
  recordGradientNorm(program, memory, tensors);
  recordUpdate(program, memory, tensors, { optimizer, layout, rows, learningRateScale });
  await device.compile(program.kernels);
  program.build(device, memory);
  for (let step = 0; step < STEPS; step++) {
    const state = new Uint32Array(descents.length * 4);
    descents.forEach(({ learningRate }, r) => {
      state[4 * r + 1] = step;
      new Float32Array(state.buffer)[4 * r + 2] = learningRate;
    });
    device.write(tensors.replicas, state);
    device.write(
      tensors.gradients,
      pack(({ gradients }) => gradients[step]),
    );
    const commands = device.commands();
    program.replay(commands);
    await commands.submit();
  }
  const values = await readFloats(device, tensors.parameters);
  return {
    parameters: descents.map((_, r) => unpackArena(arena, values, r * arena.size)),
    dispatches: program.dispatchCount,
  };
}

/** Expects every replica to arrive where its float64 twin does. */
function expectTwins(
  parameters: readonly Map<string, Float32Array>[],
  descents: readonly Descent[],
  settings: {
    model: ModelSpec;
    optimizer: OptimizerSpec;
    learningRateScale?: (tensor: string) => number;
  },
  tolerance: number,
): void {
  descents.forEach((descent, r) => {
    const twin = new Map([...descent.parameters].map(([name, values]) => [name, Float64Array.from(values)]));
    trainNetwork(
      { ...settings, schedule, learningRate: descent.learningRate, parameters: twin },
      (gradients: Tensors) => ({ loss: 0, gradients }),
      descent.gradients,
    );
    for (const [name, values] of twin) {
      expectClose(parameters[r].get(name) ?? [], values, tolerance, name);
    }
  });
}

onEachEngine('AdamW and SGD', (withDevice) => {
  const optimizers: readonly OptimizerSpec[] = [
    { type: 'adamw', beta1: 0.9, beta2: 0.95, epsilon: 1e-8, weightDecay: 0.1, clipNorm: 2 },
    { type: 'adamw', beta1: 0.8, beta2: 0.999, epsilon: 1e-8, weightDecay: 0, clipNorm: null },
    { type: 'sgd', momentum: 0.9, weightDecay: 0.1, clipNorm: 2 },
    { type: 'sgd', momentum: 0, weightDecay: 0, clipNorm: null },
  ];
  for (const optimizer of optimizers) {
    for (const replicas of [1, 3]) {
      const clipped = optimizer.clipNorm ? 'clipped' : 'not clipped';
      it(`${optimizer.type}, ${clipped}, goes where its float64 twin goes, R = ${replicas}`, () =>
        withDevice(async (device, memory) => {
          const model = perceptron(5, 13, 1, 70);
          const learningRateScale = (name: string): number => (name.endsWith('bias') ? 0.25 : 1);
          const descents = descentsOf(model, replicas);
          const settings = { model, optimizer, learningRateScale };
          const { parameters } = await descend(device, memory, settings, descents);
          // A first step divides a gradient by its own size.
          expectTwins(parameters, descents, settings, 1e-5);
        }));
    }
  }
});

describe('moments on a processor', () => {
  const state = (): Uint32Array => new Uint32Array(Float32Array.of(0, 0, 0.1, 0).buffer);
  const schedule = Float32Array.of(1, 1, 1, 0);
  const segment = Float32Array.of(1, 0);
  const numbers = Float32Array.from({ length: 64 }, (_, i) => (i - 32) * 1e-30);
  const vec4s = 16;

  /** What is left of `buffer` after 2000 steps without a gradient. */
  async function left(
    record: (
      program: Program,
      memory: Memory,
      tensors: Record<'gradients' | 'replicas' | 'schedule' | 'parameters', DeviceBuffer>,
    ) => DeviceBuffer,
  ): Promise<Float32Array> {
    return withCpu(async (device, memory) => {
      const program = new Program();
      const remembered = record(program, memory, {
        gradients: memory.storage('gradients', 64),
        replicas: memory.storage('replicas', state()),
        schedule: memory.storage('schedule', schedule),
        parameters: memory.storage('parameters', 64),
      });
      program.build(device, memory);
      const commands = device.commands();
      program.replay(commands, 2000);
      await commands.submit();
      return readFloats(device, remembered);
    });
  }

  it('of AdamW end exactly at 0 without a gradient, not among the denormal numbers', async () => {
    const moments = await left((program, memory, tensors) => {
      const both = Float32Array.from({ length: 128 }, (_, i) => {
        const value = numbers[4 * (i >> 3) + (i & 3)];
        return i & 4 ? Math.abs(value) : value;
      });
      const moments = memory.storage('moments', both);
      program.add('adamw', {
        params: { vec4s, beta1: 0.9, beta2: 0.95, epsilon: 1e-8, clip_norm: 0 },
        tensors: { ...tensors, segments: memory.storage('segments', segment), moments },
        workgroups: [1, 1, 1],
      });
      return moments;
    });
    expect([...moments]).to.deep.equal(Array<number>(128).fill(0));
  });

  it('of SGD end exactly at 0 without a gradient', async () => {
    const velocity = await left((program, memory, tensors) => {
      const velocity = memory.storage('velocity', numbers);
      program.add('sgd', {
        params: { vec4s, momentum: 0.9, clip_norm: 0 },
        tensors: { ...tensors, segments: memory.storage('segments', segment), velocity },
        workgroups: [1, 1, 1],
      });
      return velocity;
    });
    expect([...velocity]).to.deep.equal(Array<number>(64).fill(0));
  });

  it('of Muon end exactly at 0 without a gradient', async () => {
    const moments = await left((program, memory, { gradients, replicas }) => {
      const first = Float32Array.from({ length: 128 }, (_, i) =>
        i & 4 ? 0 : numbers[4 * (i >> 3) + (i & 3)],
      );
      const moments = memory.storage('moments', first);
      program.add('muon_momentum', {
        params: { vec4s, x_replica: 64, matrix_count: 1, partials: 1, momentum: 0.9, clip_norm: 0 },
        tensors: {
          gradients,
          replicas,
          matrices: memory.storage('matrices', Uint32Array.of(0, 0, 0, 8, 8, 0)),
          moments,
          x: memory.storage('x', 64),
          partial: memory.storage('partial', 1),
        },
        workgroups: [1, 1, 1],
      });
      return moments;
    });
    expect([...moments]).to.deep.equal(Array<number>(128).fill(0));
  });
});

onEachEngine('Muon', (withDevice) => {
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
          // Five steps stretch a small singular value, and its rounding, by up to 3.4^5.
          expectTwins(parameters, descents, settings, 1e-4);
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
