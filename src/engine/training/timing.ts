// How fast a device is at the lab's own work: a linear layer of the size that runs have.

import type { Device, DeviceBuffer } from '../device.js';
import { linearForward, type LinearLayer } from '../ops/linear.js';
import { Program } from '../program.js';
import { arenaLayout, createMatrix } from '../tensor.js';

const ROWS = 256;
const WIDTH = 64;
const REPLICAS = 8;
/** Measure at least this long, in ms. */
const BUDGET = 50;

/** Achieved FLOP/s of a linear layer forward, 256 x 64 -> 64 with 8 replicas, over at least 50 ms; compiles its kernel. */
export async function calibrate(device: Device): Promise<number> {
  const memory = device.memory();
  try {
    const arena = arenaLayout([
      { name: 'weight', shape: [WIDTH, WIDTH] },
      { name: 'bias', shape: [WIDTH] },
    ]);
    const layer: LinearLayer = {
      arena,
      weight: arena.tensors.get('weight')!,
      bias: arena.tensors.get('bias')!,
    };
    const shape = { replicas: REPLICAS, rows: ROWS, columns: WIDTH };
    const y = createMatrix(memory, 'calibration y', shape);
    const program = new Program();
    linearForward(program, layer, {
      x: createMatrix(memory, 'calibration x', shape),
      parameters: memory.storage('calibration parameters', REPLICAS * arena.size),
      y,
    });
    await device.compile(program.kernels);
    program.build(device, memory);
    const flops = 2 * ROWS * WIDTH * WIDTH * REPLICAS;
    await replay(device, program, y.buffer, 1); // The first one includes the driver's own compilation.
    for (let count = 1; ; count *= 4) {
      const milliseconds = await replay(device, program, y.buffer, count);
      if (milliseconds >= BUDGET) return (flops * count) / (milliseconds / 1000);
    }
  } finally {
    memory.free();
  }
}

/** Milliseconds of `count` replays in one submit. */
async function replay(
  device: Device,
  program: Program,
  result: DeviceBuffer,
  count: number,
): Promise<number> {
  const commands = device.commands();
  program.replay(commands, count);
  commands.read(result, 0, 4);
  const start = performance.now();
  await commands.submit();
  return performance.now() - start;
}
