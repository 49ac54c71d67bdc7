// The same training in jax-js, an optional package that nothing else uses, as its guide recommends: loss, gradient and
// update in one jitted function. A function consumes every array that it gets; `.ref` keeps one for another use.

import type { MlpSpec, TransformerSpec } from '../../../models/model-spec.js';
import { parameterLayout } from '../../../models/parameters.js';
import { loadOptional } from '../../host/optional.js';
import type { Contender, Problem, Trainee } from '../contest/contest.js';
import type { Array, Jax } from './jax-types.js';
import { lendGpu, transposed } from './lend-gpu.js';

/** By PyTorch's names; weights are (inputs, outputs), tables (rows, channels). */
type Parameters = Record<string, Array>;
type Loss = (parameters: Parameters, x: Array, y: Array) => Array;

/** On a GPU by WebGPU, or on a core in WebAssembly: it makes threads only in browsers, so in Node it computes in this thread. */
export function jax(gpu: GPU | null, name: string): Trainee {
  return { name, open: (problem) => open(gpu, problem) };
}

async function open(gpu: GPU | null, problem: Problem): Promise<Contender> {
  if (gpu) lendGpu(gpu);
  const library = (await loadOptional('bench', '@jax-js/jax')) as Jax;
  const { numpy: np, tree } = library;
  const backend = gpu ? 'webgpu' : 'wasm';
  await library.init(backend);
  library.defaultDevice(backend);
  const { model } = problem;
  const parameters: Parameters = {};
  for (const { name: tensor, shape, group } of parameterLayout(model)) {
    const values = problem.parameters.get(tensor)!;
    const isWeight = shape.length === 2 && group !== 'embedding';
    parameters[tensor] = isWeight
      ? np.array(copy(transposed(values, shape))).reshape([shape[1], shape[0]])
      : np.array(copy(values)).reshape([...shape]);
  }
  const [x, y] = batchArrays(library, problem);
  const loss =
    model.family === 'mlp' ? mlpLoss(library, model) : transformerLoss(library, model, problem.batch);
  const step = adamStep(library, loss, problem);
  const zeros = (): Parameters => tree.map((array: Array) => np.zerosLike(array), tree.ref(parameters));
  let state: State = [parameters, zeros(), zeros(), np.array(0)];
  const train = async (steps: number): Promise<number> => {
    let value = NaN;
    for (let left = steps; left > 0; left--) {
      const [lossOfStep, ...next] = step(...state, x.ref, y.ref);
      state = next;
      if (left > 1) lossOfStep.dispose();
      else value = ((await lossOfStep.data()) as Float32Array)[0];
    }
    return value;
  };
  const close = (): void => {
    tree.dispose(state);
    x.dispose();
    y.dispose();
  };
  return { train, close };
}

function copy(values: Float32Array): Float32Array<ArrayBuffer> {
  return new Float32Array(values);
}

function batchArrays({ numpy: np }: Jax, { model, batch, x, y }: Problem): [Array, Array] {
  if (model.family === 'transformer') {
    const shape = [batch, model.context];
    return [np.array(new Int32Array(x)).reshape(shape), np.array(new Int32Array(y)).reshape(shape)];
  }
  return [
    np.array(new Float32Array(x)).reshape([batch, model.inputs]),
    np.array(new Float32Array(y)).reshape([batch, model.outputs]),
  ];
}

/** Parameters, first and second moments, steps done. */
type State = [Parameters, Parameters, Parameters, Array];

/** Loss, gradient and Adam as one compiled function. jit takes every array as a parameter of its own. */
function adamStep(
  { numpy: np, jit, tree, valueAndGrad }: Jax,
  loss: Loss,
  { learningRate, beta1, beta2, epsilon }: Problem,
): (...state: [...State, Array, Array]) => [Array, ...State] {
  return jit((p: Parameters, m: Parameters, v: Parameters, t: Array, x: Array, y: Array) => {
    const [value, gradient] = valueAndGrad(loss)(tree.ref(p), x, y) as [Array, Parameters];
    const first = (old: Array, g: Array): Array => old.mul(beta1).add(g.mul(1 - beta1));
    const second = (old: Array, g: Array): Array => old.mul(beta2).add(np.square(g).mul(1 - beta2));
    const m1: Parameters = tree.map(first, m, tree.ref(gradient));
    const v1: Parameters = tree.map(second, v, gradient);
    const t1 = t.add(1);
    const firstCorrection = np.subtract(1, np.power(beta1, t1.ref));
    const secondCorrection = np.subtract(1, np.power(beta2, t1.ref));
    const update = (old: Array, mean: Array, square: Array): Array => {
      const deviation = np.sqrt(square.div(secondCorrection.ref)).add(epsilon);
      return old.sub(mean.div(firstCorrection.ref).mul(learningRate).div(deviation));
    };
    const p1: Parameters = tree.map(update, p, tree.ref(m1), tree.ref(v1));
    firstCorrection.dispose();
    secondCorrection.dispose();
    return [value, p1, m1, v1, t1] as [Array, ...State];
  });
}

function dense({ numpy: np }: Jax, parameters: Parameters, name: string, x: Array): Array {
  const y = np.matmul(x, parameters[`${name}.weight`]);
  const bias = parameters[`${name}.bias`];
  return bias ? y.add(bias) : y;
}

function mlpLoss(library: Jax, model: MlpSpec): Loss {
  const { numpy: np, nn } = library;
  const last = model.hidden.length;
  const activation = { relu: nn.relu, tanh: np.tanh, gelu: nn.gelu }[model.activation];
  return (parameters, x, y) => {
    let hidden = x;
    for (let i = 0; i <= last; i++) {
      hidden = dense(library, parameters, `layers.${i}`, hidden);
      if (i < last) hidden = activation(hidden);
    }
    return np.mean(np.square(hidden.sub(y)));
  };
}

function transformerLoss(library: Jax, model: TransformerSpec, batch: number): Loss {
  const { numpy: np, nn } = library;
  const { context, channels, heads, layers, vocabulary } = model;
  const headSize = channels / heads;
  const earlier = np.tril(np.ones([context, context])).greater(0);

  const layerNorm = (p: Parameters, name: string, x: Array): Array =>
    nn.standardize(x).mul(p[`${name}.weight`]).add(p[`${name}.bias`]);
  // nn.dotProductAttention of this version needs iterator helpers, which Node has since version 22; this computes the same.
  const attention = (p: Parameters, name: string, x: Array): Array => {
    const qkv = dense(library, p, `${name}.attention.qkv`, layerNorm(p, `${name}.norm1`, x.ref));
    const byHead = np.transpose(qkv.reshape([batch, context, 3, heads, headSize]), [2, 0, 3, 1, 4]);
    const [q, k, v] = [byHead.ref.slice(0), byHead.ref.slice(1), byHead.slice(2)];
    const scores = np.matmul(q, np.transpose(k, [0, 1, 3, 2])).mul(headSize ** -0.5);
    const attended = np.matmul(nn.softmax(np.where(earlier.ref, scores, -1e9), -1), v);
    const rows = np.transpose(attended, [0, 2, 1, 3]).reshape([batch, context, channels]);
    return x.add(dense(library, p, `${name}.attention.proj`, rows));
  };
  const mlp = (p: Parameters, name: string, x: Array): Array => {
    const normalized = layerNorm(p, `${name}.norm2`, x.ref);
    const hidden = nn.gelu(dense(library, p, `${name}.mlp.fc`, normalized));
    return x.add(dense(library, p, `${name}.mlp.proj`, hidden));
  };
  return (p, tokens, targets) => {
    let x = p['token.weight'].slice(tokens).add(p['position.weight']);
    for (let i = 0; i < layers; i++) x = mlp(p, `blocks.${i}`, attention(p, `blocks.${i}`, x));
    const logits = dense(library, p, 'head', layerNorm(p, 'norm', x));
    const scores = nn.logSoftmax(logits, -1).mul(nn.oneHot(targets, vocabulary));
    return scores.sum(-1).mean().neg();
  };
}
