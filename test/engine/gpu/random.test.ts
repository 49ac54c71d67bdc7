// Covers shaders/lib/random.wgsl: its draws against src/base/random.ts. Also
// src/engine/gpu/{gpu-commands,gpu-device,gpu-memory,gpu-replay}.ts.

import { expect } from 'chai';
import { integerFromBits, normal, randomBits, shuffledIndex } from '../../../src/base/random.js';
import type { Memory } from '../../../src/engine/device.js';
import type { GpuDevice } from '../../../src/engine/gpu/gpu-device.js';
import random from '../../../shaders/lib/random.wgsl?raw';
import { expectClose } from '../../support/close.js';
import { readFloats, withGpu } from '../../support/device.js';

const SEED = 20_261_122;
const DATA_STREAM = 2;
const ROW = 1024;

/** Runs `expression`, a u32 of `i`, for i = 0 … count - 1 on the GPU. */
async function drawOnGpu(
  device: GpuDevice,
  memory: Memory,
  count: number,
  expression: string,
): Promise<Uint32Array> {
  const { gpu } = device;
  const draws = memory.storage('draws', count);
  const code = `${random}
@group(0) @binding(0) var<storage, read_write> draws: array<u32>;
@compute @workgroup_size(64)
fn draw(@builtin(global_invocation_id) id: vec3u) {
  let i = id.y * ${ROW}u + id.x;
  if (id.x < ${ROW}u && i < ${count}u) { draws[i] = ${expression}; }
}`;
  const pipeline = await gpu.createComputePipelineAsync({
    layout: 'auto',
    compute: { module: gpu.createShaderModule({ code }) },
  });
  const bindGroup = gpu.createBindGroup({
    layout: pipeline.getBindGroupLayout(0),
    entries: [{ binding: 0, resource: { buffer: draws as GPUBuffer } }],
  });
  const encoder = gpu.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, bindGroup);
  pass.dispatchWorkgroups(ROW / 64, Math.ceil(count / ROW));
  pass.end();
  gpu.queue.submit([encoder.finish()]);
  return new Uint32Array((await readFloats(device, draws)).buffer);
}

/** First place where they differ, as a sentence; '' where they do not. */
function difference(actual: Uint32Array, expected: (i: number) => number): string {
  for (let i = 0; i < actual.length; i++) {
    if (actual[i] !== expected(i)) return `draw ${i}: expected ${expected(i)}, got ${actual[i]}`;
  }
  return '';
}

describe('random on the GPU', () => {
  it('gives the same bits as TypeScript, a million of them', () =>
    withGpu(async (device, memory) => {
      const bits = await drawOnGpu(
        device,
        memory,
        1_000_000,
        `random_bits(${SEED}u, ${DATA_STREAM}u, i / 7u, i % 7u)`,
      );
      expect(bits).to.have.length(1_000_000);
      expect(difference(bits, (i) => randomBits(SEED, 'data', Math.floor(i / 7), i % 7))).to.equal('');
    }));

  it('gives the same integers and shuffles', () =>
    withGpu(async (device, memory) => {
      const count = 20_000;
      const integers = await drawOnGpu(
        device,
        memory,
        count,
        `random_integer(${SEED}u, ${DATA_STREAM}u, i, 3u, 99991u)`,
      );
      expect(difference(integers, (i) => integerFromBits(randomBits(SEED, 'data', i, 3), 99_991))).to.equal(
        '',
      );
      const offsets = await drawOnGpu(
        device,
        memory,
        count,
        `random_integer(${SEED}u, ${DATA_STREAM}u, i, 3u, 499999937u)`,
      );
      expect(
        difference(offsets, (i) => integerFromBits(randomBits(SEED, 'data', i, 3), 499_999_937)),
      ).to.equal('');
      for (const n of [1, 37, 1000]) {
        const shuffled = await drawOnGpu(
          device,
          memory,
          2 * n,
          `shuffled_index(${SEED}u, 5u, i / ${n}u, i % ${n}u, ${n}u)`,
        );
        expect(
          difference(shuffled, (i) =>
            shuffledIndex({ seed: SEED, stream: 'shuffle', round: Math.floor(i / n) }, i % n, n),
          ),
        ).to.equal('');
      }
    }));

  it('gives the same normals within rounding', () =>
    withGpu(async (device, memory) => {
      const count = 20_000;
      const words = await drawOnGpu(
        device,
        memory,
        count,
        `bitcast<u32>(random_normal(${SEED}u, ${DATA_STREAM}u, i, 1u))`,
      );
      const reference = Float64Array.from({ length: count }, (_, i) => normal(SEED, 'data', i, 1));
      // WGSL lets cos be off by 2^-11 absolutely; the radius is at most 6.
      expectClose(new Float32Array(words.buffer), reference, 6 * 2 ** -11, 'normal');
    }));
});
