// What the bench uses of TensorFlow.js, so that types can be checked where the package is not installed.

export interface Tensor {
  data(): Promise<Float32Array | Int32Array>;
  dispose(): void;
}

type Values = Float32Array | Int32Array;
type Shape = number[];

export interface TensorFlow {
  setBackend(name: 'webgpu' | 'wasm'): Promise<boolean>;
  ready(): Promise<void>;
  tidy<T>(work: () => T): T;
  disposeVariables(): void;

  tensor(values: Values, shape: Shape): Tensor;
  tensor1d(values: Values, type?: 'int32'): Tensor;
  tensor2d(values: Values, shape: Shape, type?: 'int32'): Tensor;
  variable(initial: Tensor): Tensor;
  ones(shape: Shape): Tensor;

  add(a: Tensor | number, b: Tensor | number): Tensor;
  sub(a: Tensor | number, b: Tensor | number): Tensor;
  mul(a: Tensor | number, b: Tensor | number): Tensor;
  pow(a: Tensor, b: number): Tensor;
  rsqrt(x: Tensor): Tensor;
  relu(x: Tensor): Tensor;
  tanh(x: Tensor): Tensor;
  softmax(x: Tensor): Tensor;
  matMul(a: Tensor, b: Tensor, transposeA?: boolean, transposeB?: boolean): Tensor;
  reshape(x: Tensor, shape: Shape): Tensor;
  transpose(x: Tensor, axes: number[]): Tensor;
  unstack(x: Tensor): Tensor[];
  gather(x: Tensor, indices: Tensor): Tensor;
  oneHot(indices: Tensor, classes: number): Tensor;
  mean(x: Tensor): Tensor;
  moments(x: Tensor, axis: number, keepDims: boolean): { readonly mean: Tensor; readonly variance: Tensor };
  squaredDifference(a: Tensor, b: Tensor): Tensor;

  readonly linalg: { bandPart(x: Tensor, lower: number, upper: number): Tensor };
  readonly losses: { softmaxCrossEntropy(labels: Tensor, logits: Tensor): Tensor };
  readonly train: {
    adam(rate: number, beta1: number, beta2: number, epsilon: number): Optimizer;
  };
}

export interface WasmBackend {
  /** Before the backend is set. */
  setThreadsCount(count: number): void;
}

interface Optimizer {
  /** A step; null unless the loss is asked for. */
  minimize(loss: () => Tensor, returnCost?: boolean): Tensor | null;
}
