// The peak speed of a core's plain SIMD: vectors of four floats are multiplied, then added, without loads or stores. Our products are
// compared with it.
//
// The module is assembled here byte by byte, not compiled from AssemblyScript, so that the bench does not need the compiler and the
// page's kernels do not contain code for the bench.

/** Floats of a vector; operations of a multiplication and an addition. */
const LANES = 4;
const OPERATIONS = 2;

/** Iterations of the loop in a call. V8 does not replace running code, so calls must be short; short calls are also rarely interrupted. */
const TURNS = 20_000;
/** Calls, of which the fastest counts: V8 optimises only after the first. */
const CALLS = 1200;
/** How far rounding may keep a sum from its limit. */
const ROUNDING = 1e-6;

/** A loop of multiplications and additions. Locals have numbers; 0 is the number of iterations left. */
interface Probe {
  /** The initial value of each local, in all lanes. */
  readonly start: ReadonlyMap<number, number>;
  readonly sums: readonly number[];
  /** The code of an iteration. */
  readonly turn: readonly number[];
  /** Multiplications, each with its addition, in an iteration. */
  readonly pairs: number;
  /** All lanes of all sums at the end. */
  readonly total: number;
}

/** FLOP/s of one core, by the faster of two loops, as processors differ in which one fills their ports. */
export function measurePeak(): number {
  return Math.max(measure(chains()), measure(products()));
}

function measure(probe: Probe): number {
  const { run } = new WebAssembly.Instance(new WebAssembly.Module(moduleOf(probe))).exports as {
    readonly run: (turns: number) => number;
  };
  let best = Infinity;
  for (let call = 0; call < CALLS; call++) {
    const begin = performance.now();
    const total = run(TURNS);
    const milliseconds = performance.now() - begin;
    best = Math.min(best, milliseconds);
    // All lanes are summed, so that a compiler cannot leave out an unused one.
    if (Math.abs(total / probe.total - 1) > ROUNDING)
      throw new Error(`expected the probe to give ${probe.total}, got ${total}`);
  }
  return (TURNS * probe.pairs * LANES * OPERATIONS) / (best / 1000);
}

const opcode = {
  loop: 0x03,
  branchIf: 0x0d,
  end: 0x0b,
  get: 0x20,
  set: 0x21,
  tee: 0x22,
  i32Const: 0x41,
  f32Const: 0x43,
  i32Sub: 0x6b,
  f32Add: 0x92,
  simd: 0xfd,
} as const;
/** After `simd`. */
const simd = { splat: [0x13], lane: [0x1f], add: [0xe4, 0x01], mul: [0xe6, 0x01] } as const;
const type = { i32: 0x7f, f32: 0x7d, v128: 0x7b, none: 0x40, function: 0x60 } as const;

const multiply = (a: number, b: number): number[] => [opcode.get, a, opcode.get, b, opcode.simd, ...simd.mul];
const addTo = (local: number, other: number): number[] => [
  ...[opcode.get, other, opcode.simd, ...simd.add],
  ...[opcode.set, local],
];
const range = (first: number, count: number): number[] => Array.from({ length: count }, (_, i) => first + i);

/**
 * sum = sum factor + term. A multiplication and an addition one after the other take 6 to 8 cycles, so 12 such chains, with the two
 * numbers what V8's 15 registers hold on x64, can begin up to four operations a cycle. The sums tend to term / (1 - factor) = 1 and
 * stay there, far from slow values such as denormals and infinity.
 */
function chains(): Probe {
  const sums = range(1, 12);
  const [factor, term] = [13, 14];
  return {
    start: new Map([
      ...sums.map((sum): [number, number] => [sum, 1 + sum / 16]),
      [factor, 0.75],
      [term, 0.25],
    ]),
    sums,
    turn: sums.flatMap((sum) => [...multiply(sum, factor), ...addTo(sum, term)]),
    pairs: sums.length,
    total: sums.length * LANES,
  };
}

/**
 * sum = sum + x y, where only additions wait for each other: 8 sums of 4 x and 2 y. The x change places at the end of an iteration,
 * or a compiler could multiply only once; they add up to zero, so that after every fourth iteration a sum has its first value again.
 */
function products(): Probe {
  const sums = range(1, 8);
  const xs = range(9, 4);
  const ys = range(13, 2);
  const spare = 15;
  const start = [...sums.map(() => 2), 1, -1, 0.5, -0.5, 1, 3];
  const move = (from: number, to: number): number[] => [opcode.get, from, opcode.set, to];
  return {
    start: new Map(start.map((value, i) => [1 + i, value])),
    sums,
    turn: [
      ...sums.flatMap((sum, i) => [
        opcode.get,
        sum,
        ...multiply(xs[i % 4], ys[i >> 2]),
        opcode.simd,
        ...simd.add,
        opcode.set,
        sum,
      ]),
      ...move(xs[0], spare),
      ...xs.slice(1).flatMap((x, i) => move(x, xs[i])),
      ...move(spare, xs[3]),
    ],
    pairs: sums.length,
    total: 2 * sums.length * LANES,
  };
}

/** The module: `run(turns: i32): f32`. */
function moduleOf({ start, sums, turn }: Probe): Uint8Array<ArrayBuffer> {
  const lanes = sums.flatMap((sum) =>
    range(0, LANES).map((lane) => [opcode.get, sum, opcode.simd, ...simd.lane, lane]),
  );
  const code = [
    ...[0x01, 16, type.v128],
    ...[...start].flatMap(([local, value]) => [
      ...[opcode.f32Const, ...new Uint8Array(Float32Array.of(value).buffer)],
      ...[opcode.simd, ...simd.splat, opcode.set, local],
    ]),
    ...[opcode.loop, type.none],
    ...turn,
    ...[opcode.get, 0, opcode.i32Const, 1, opcode.i32Sub, opcode.tee, 0, opcode.branchIf, 0],
    opcode.end,
    ...lanes.flatMap((lane, i) => (i > 0 ? [...lane, opcode.f32Add] : lane)),
    opcode.end,
  ];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, [[type.function, 0x01, type.i32, 0x01, type.f32]]),
    ...section(3, [[0x00]]),
    ...section(7, [[...sized([...'run'].map((letter) => letter.charCodeAt(0))), 0x00, 0x00]]),
    ...section(10, [sized(code)]),
  ]);
}

function section(id: number, items: readonly (readonly number[])[]): number[] {
  return [id, ...sized([...unsigned(items.length), ...items.flat()])];
}

function sized(bytes: readonly number[]): number[] {
  return [...unsigned(bytes.length), ...bytes];
}

/** LEB128: seven bits a byte, the lowest first. */
function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}
