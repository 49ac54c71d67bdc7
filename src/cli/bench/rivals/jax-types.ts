// What the bench uses of jax-js, so that types can be checked where the package is not installed.

export interface Array {
  /** The same array for one more use. */
  readonly ref: Array;
  reshape(shape: readonly number[]): Array;
  slice(...indices: readonly (number | Array)[]): Array;
  add(other: Array | number): Array;
  sub(other: Array | number): Array;
  mul(other: Array | number): Array;
  div(other: Array | number): Array;
  greater(other: Array | number): Array;
  sum(axis?: number): Array;
  mean(): Array;
  neg(): Array;
  data(): Promise<Float32Array | Int32Array>;
  dispose(): void;
}

type Values = Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer> | number;
/** Arrays in records and tuples. */
type Tree = object;
type Function = (...values: never[]) => unknown;

export interface Jax {
  init(backend: 'webgpu' | 'wasm'): Promise<unknown>;
  defaultDevice(backend: 'webgpu' | 'wasm'): unknown;
  jit<F extends Function>(compiled: F): F;
  valueAndGrad<F extends Function>(loss: F): (...values: Parameters<F>) => [Array, unknown];
  readonly tree: {
    map<T extends Tree>(change: (...leaves: Array[]) => Array, ...trees: T[]): T;
    ref<T extends Tree>(tree: T): T;
    dispose(tree: Tree): void;
  };
  readonly numpy: {
    array(values: Values): Array;
    zerosLike(array: Array): Array;
    ones(shape: readonly number[]): Array;
    tril(array: Array): Array;
    where(condition: Array, yes: Array | number, no: Array | number): Array;
    matmul(a: Array, b: Array): Array;
    transpose(array: Array, axes: readonly number[]): Array;
    mean(array: Array): Array;
    square(array: Array): Array;
    sqrt(array: Array): Array;
    subtract(a: Array | number, b: Array | number): Array;
    power(a: Array | number, b: Array | number): Array;
    tanh(array: Array): Array;
  };
  readonly nn: {
    relu(x: Array): Array;
    gelu(x: Array): Array;
    standardize(x: Array): Array;
    softmax(x: Array, axis: number): Array;
    logSoftmax(x: Array, axis: number): Array;
    oneHot(x: Array, classes: number): Array;
  };
}
