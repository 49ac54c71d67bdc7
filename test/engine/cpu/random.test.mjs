// Covers src/engine/cpu/kernels/lib/random.ts: its draws against src/base/random.ts. test/engine/gpu/random.test.ts has the GPU's.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { before, describe, it } from 'node:test';
import asc from 'assemblyscript/asc';
import { runnerImport } from 'vite';

const root = dirname(dirname(dirname(import.meta.dirname)));

/** Writes draws by fours and eights from `to` on: of `count` (index, lane) those of i / lanes and i % lanes. */
const probe = `
import { integer_from_bits4, random_bits4, random_bits8, shuffled_index4 } from './kernels/lib/random';
import { drawn_by4 } from './kernels/lib/thresholds';

export const begin = __heap_base;

function quotients(i: u32, n: u32): v128 {
  return i32x4(i / n, (i + 1) / n, (i + 2) / n, (i + 3) / n);
}
function remainders(i: u32, n: u32): v128 {
  return i32x4(i % n, (i + 1) % n, (i + 2) % n, (i + 3) % n);
}
export function bits4(to: usize, count: u32, seed: u32, stream: u32, lanes: u32): void {
  for (let i: u32 = 0; i < count; i += 4) {
    v128.store(to + (<usize>i << 2), random_bits4(seed, stream, quotients(i, lanes), remainders(i, lanes)));
  }
}
export function bits8(to: usize, count: u32, seed: u32, stream: u32, lanes: u32): void {
  for (let i: u32 = 0; i < count; i += 8) {
    const at = to + (<usize>i << 2);
    const j = i + 4;
    random_bits8(at, seed, stream, quotients(i, lanes), remainders(i, lanes), quotients(j, lanes), remainders(j, lanes));
  }
}
export function integers(to: usize, count: u32, seed: u32, stream: u32, n: u32): void {
  for (let i: u32 = 0; i < count; i += 4) {
    const bits = random_bits4(seed, stream, quotients(i, 1), i32x4.splat(3));
    v128.store(to + (<usize>i << 2), integer_from_bits4(bits, n));
  }
}
export function shuffles(to: usize, count: u32, seed: u32, stream: u32, n: u32): void {
  for (let i: u32 = 0; i < count; i += 4) {
    v128.store(to + (<usize>i << 2), shuffled_index4(seed, stream, quotients(i, n), remainders(i, n), n));
  }
}
export function named(to: usize, count: u32, bits: usize, thresholds: usize, n: u32): void {
  for (let i: u32 = 0; i < count; i += 4) {
    v128.store(to + (<usize>i << 2), drawn_by4(v128.load(bits + (<usize>i << 2)), thresholds, n));
  }
}
`;

const SEED = 20_261_122;
const DATA = 2;
const SHUFFLE = 5;

let random;
let zipf;
let kernels;
let memory;

/** The probe, compiled as the kernels are. */
async function compileProbe() {
  const folder = join(root, 'src/engine/cpu');
  let bytes = null;
  const options = [
    '--runtime',
    'stub',
    '--importMemory',
    '--enable',
    'simd',
    '--optimizeLevel',
    '3',
    '--noAssert',
  ];
  const { error, stderr } = await asc.main(
    ['probe.ts', '--baseDir', folder, '--outFile', 'probe.wasm', ...options],
    {
      readFile(name, base) {
        if (name === 'probe.ts') return probe;
        const file = join(base, name);
        return existsSync(file) ? readFileSync(file, 'utf8') : null;
      },
      writeFile(_, contents) {
        bytes = contents;
      },
      listFiles: () => null,
    },
  );
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
  return new WebAssembly.Module(bytes);
}

before(async () => {
  const config = { root, configFile: false, logLevel: 'error' };
  ({ module: random } = await runnerImport(join(root, 'src/base/random.ts'), config));
  ({ module: zipf } = await runnerImport(join(root, 'src/data/zipf.ts'), config));
  memory = new WebAssembly.Memory({ initial: 128 });
  const abort = () => assert.fail('the probe stopped');
  kernels = new WebAssembly.Instance(await compileProbe(), { env: { memory, abort } }).exports;
});

/** `count` words that `draw` writes. */
function drawn(draw, count, ...rest) {
  const to = (kernels.begin.value + 63) & ~63;
  draw(to, count, ...rest);
  return new Uint32Array(memory.buffer, to, count);
}

/** Expects words to be what TypeScript draws; says which is not. */
function expectEach(words, expected) {
  words.forEach((word, i) => {
    if (word !== expected(i)) assert.fail(`draw ${i}: expected ${expected(i)}, got ${word}`);
  });
}

describe("random in the processor's kernels", () => {
  for (const width of [4, 8]) {
    it(`gives the same bits as TypeScript, a million of them, ${width} at a time`, () => {
      const words = drawn(kernels[`bits${width}`], 1_000_000, SEED, DATA, 7);
      expectEach(words, (i) => random.randomBits(SEED, 'data', Math.floor(i / 7), i % 7));
    });
  }

  it('gives the same integers', () => {
    for (const n of [1, 16, 99_991, 499_999_937, 2 ** 32 - 1]) {
      expectEach(drawn(kernels.integers, 20_000, SEED, DATA, n), (i) =>
        random.integerFromBits(random.randomBits(SEED, 'data', i, 3), n),
      );
    }
  });

  it('gives the same shuffles', () => {
    for (const n of [1, 2, 5, 37, 1000, 1_000_003]) {
      const words = drawn(kernels.shuffles, Math.min(4 * n, 20_000), SEED, SHUFFLE, n);
      expectEach(words, (i) =>
        random.shuffledIndex({ seed: SEED, stream: 'shuffle', round: Math.floor(i / n) }, i % n, n),
      );
    }
  });

  it('names the same interval', () => {
    const count = 4000;
    for (const n of [1, 2, 3, 100, 5000]) {
      const thresholds = zipf.zipfThresholds(n, 1.3);
      const ends = [...thresholds.slice(0, 500)].flatMap((threshold) => [threshold, (threshold - 1) >>> 0]);
      const bits = Uint32Array.from(
        { length: count },
        (_, i) => ends[i] ?? random.randomBits(SEED, 'data', i, 0),
      );
      const from = (kernels.begin.value + 4 * count + 63) & ~63;
      new Uint32Array(memory.buffer, from, count).set(bits);
      new Uint32Array(memory.buffer, from + 4 * count, n).set(thresholds);
      const words = drawn(kernels.named, count, from, from + 4 * count, n);
      expectEach(words, (i) => zipf.drawnBy(bits[i], thresholds));
    }
  });
});
