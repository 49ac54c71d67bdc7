// What tests of optimisers have in common: replicas that descend along given gradients, on a device and as float64 twins.

import type { Device, Memory } from '../../src/engine/device.js';
import { rowsOf } from '../../src/engine/segments.js';
import { recordGradientNorm } from '../../src/engine/optimizer/gradient-norm.js';
import { recordUpdate } from '../../src/engine/optimizer/optimizers.js';
import { Program } from '../../src/engine/program.js';
import { arenaLayout, packArena, unpackArena } from '../../src/engine/tensor.js';
import type { ModelSpec } from '../../src/models/model-spec.js';
import { parameterLayout, tensorSize } from '../../src/models/parameters.js';
import type { OptimizerSpec } from '../../src/models/optimizers/optimizers.js';
import { trainNetwork } from '../reference/training.js';
import type { Twin } from '../reference/twins.js';
import { expectClose } from './close.js';
import { readFloats } from './device.js';
import { each, random } from './matrices.js';

export type Tensors = ReadonlyMap<string, Twin>;

/** A replica's parameters and its gradients at each step; what made the gradients is of no account. */
export interface Descent {
  readonly parameters: Tensors;
  readonly gradients: readonly Tensors[];
  readonly learningRate: number;
}

export const STEPS = 3;

export const schedule = {
  type: 'cosine',
  warmupSteps: 2,
  totalSteps: STEPS,
  minimumFactor: 0.1,
  decaySteps: 0,
} as const;

export const rows = rowsOf(schedule, []);

export function perceptron(...hidden: number[]): ModelSpec {
  return { family: 'mlp', inputs: 3, hidden, outputs: 2, activation: 'relu' };
}

export function descentsOf(model: ModelSpec, replicas: number): Descent[] {
  const draw = (): Tensors =>
    new Map(parameterLayout(model).map((tensor) => [tensor.name, random(tensorSize(tensor))]));
  return each(replicas, (r) => ({
    parameters: draw(),
    gradients: each(STEPS, draw),
    learningRate: 0.5 + r,
  }));
}

/** Records the optimiser, lets all replicas descend along their gradients and returns where each arrives. */
export async function descend(
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
export function expectTwins(
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
