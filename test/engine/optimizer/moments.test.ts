// Covers what the optimisers of src/engine/cpu/kernels do with moments that fade away. Also
// src/engine/cpu/kernels/lib/{lanes,packing,product,replica,scratch,square-sum,tiles,update}.ts.

import { expect } from 'chai';
import type { DeviceBuffer, Memory } from '../../../src/engine/device.js';
import { Program } from '../../../src/engine/program.js';
import { readFloats, withCpu } from '../../support/device.js';

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
