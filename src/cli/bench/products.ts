// The speed of our matrix products alone, where they are large: linear layers of the lab's larger networks, forward and backward.

import { normal } from '../../base/random.js';
import type { Device, Memory } from '../../engine/device.js';
import { linearBackward, linearForward, type LinearLayer } from '../../engine/ops/linear.js';
import { Program } from '../../engine/program.js';
import { arenaLayout, createMatrix, type Matrix } from '../../engine/tensor.js';
import { timed } from './contest/contest.js';

/** Rows, inputs and outputs: the widest layer of 4 x 128 with its batch, and a wider square one. */
const shapes = [
  [2048, 128, 512],
  [1024, 512, 512],
] as const;
/** The fewest replays of each product; the fastest counts. */
const REPLAYS = 5;

/** Of a linear layer (rows, inputs) -> (rows, outputs). */
export interface ProductSpeed {
  readonly rows: number;
  readonly inputs: number;
  readonly outputs: number;
  /** Backward gives the gradients of the weights and of the input, twice the work. */
  readonly pass: 'forward' | 'backward';
  /** A CPU second. */
  readonly gflops: number;
}

/** On one core, in turns, for about `seconds` in all. */
export async function measureProducts(device: Device, seconds: number): Promise<ProductSpeed[]> {
  const memory = device.memory();
  const products = shapes.flatMap((shape) => record(memory, shape));
  for (const { program } of products) {
    await device.compile(program.kernels);
    program.build(device, memory);
  }
  const result = memory.storage('result', 4);
  const best = products.map(() => Infinity);
  const end = performance.now() + 1000 * seconds;
  for (let replay = 0; replay < REPLAYS || performance.now() < end; replay++) {
    for (const [i, { program }] of products.entries()) {
      const spent = await timed(async () => {
        const commands = device.commands();
        program.replay(commands);
        commands.read(result, 0, 4); // Waits for the end.
        await commands.submit();
      });
      best[i] = Math.min(best[i], spent.seconds, spent.cpuSeconds);
    }
  }
  memory.free();
  return products.map(({ speed, flops }, i) => ({ ...speed, gflops: flops / best[i] / 1e9 }));
}

interface Product {
  readonly speed: Omit<ProductSpeed, 'gflops'>;
  readonly flops: number;
  readonly program: Program;
}

/** Forward and backward. */
function record(memory: Memory, [rows, inputs, outputs]: (typeof shapes)[number]): Product[] {
  const arena = arenaLayout([{ name: 'weight', shape: [outputs, inputs] }]);
  const layer: LinearLayer = { arena, weight: arena.tensors.get('weight')!, bias: null };
  const noise = (length: number): Float32Array =>
    Float32Array.from({ length }, (_, i) => normal(1, 'data', i, 0));
  const matrix = (label: string, columns: number): Matrix => ({
    ...createMatrix(memory, label, { replicas: 1, rows, columns }),
    buffer: memory.storage(label, noise(rows * columns)),
  });
  const [x, y, dy] = [matrix('x', inputs), matrix('y', outputs), matrix('dy', outputs)];
  const parameters = memory.storage('parameters', noise(arena.size));
  const gradients = memory.storage('gradients', arena.size);
  const [forward, backward] = [new Program(), new Program()];
  linearForward(forward, layer, { x, parameters, y });
  const dx = createMatrix(memory, 'dx', { replicas: 1, rows, columns: inputs });
  linearBackward(backward, layer, { x, dy, parameters, gradients, dx });
  const flops = 2 * rows * inputs * outputs;
  return [
    { speed: { rows, inputs, outputs, pass: 'forward' }, flops, program: forward },
    { speed: { rows, inputs, outputs, pass: 'backward' }, flops: 2 * flops, program: backward },
  ];
}
