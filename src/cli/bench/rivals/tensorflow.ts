// The same training in TensorFlow.js, an optional package that nothing else uses, as its guide writes models by hand:
// a function of variables that computes the loss, tidied, and passed to an optimiser.

import type { MlpSpec, TransformerSpec } from '../../../models/model-spec.js';
import { parameterLayout } from '../../../models/parameters.js';
import { loadOptional } from '../../host/optional.js';
import { CannotTrain, type Contender, type Problem, type Trainee } from '../contest/contest.js';
import { lendGpu, transposed } from './lend-gpu.js';
import type { Tensor, TensorFlow, WasmBackend } from './tensorflow-types.js';

interface Network {
  readonly tf: TensorFlow;
  /** Variables by PyTorch's names; weights are (inputs, outputs), tables (rows, channels). */
  readonly parameters: ReadonlyMap<string, Tensor>;
  /** Keeps a tensor until the end; returns it. */
  readonly keep: (tensor: Tensor) => Tensor;
}

/** On a GPU by WebGPU, or on a core in WebAssembly. */
export function tensorflow(gpu: GPU | null, name: string): Trainee {
  return { name, open: (problem) => open(gpu, problem) };
}

async function load(gpu: GPU | null): Promise<TensorFlow> {
  if (gpu) lendGpu(gpu);
  const tf = (await loadOptional('bench', '@tensorflow/tfjs')) as TensorFlow;
  const backend = gpu ? 'webgpu' : 'wasm';
  const module = await loadOptional('bench', `@tensorflow/tfjs-backend-${backend}`);
  if (!gpu) (module as WasmBackend).setThreadsCount(1);
  await tf.setBackend(backend);
  await tf.ready();
  return tf;
}

async function open(gpu: GPU | null, problem: Problem): Promise<Contender> {
  const tf = await load(gpu);
  const { model, batch } = problem;
  const kept: Tensor[] = [];
  const keep = (tensor: Tensor): Tensor => {
    kept.push(tensor);
    return tensor;
  };
  const parameters = new Map(
    parameterLayout(model).map(({ name: tensor, shape, group }) => {
      const values = problem.parameters.get(tensor)!;
      const isWeight = shape.length === 2 && group !== 'embedding';
      const initial = isWeight
        ? tf.tensor2d(transposed(values, shape), [shape[1], shape[0]])
        : tf.tensor(values, [...shape]);
      return [tensor, tf.variable(keep(initial))];
    }),
  );
  const lossOf =
    model.family === 'mlp'
      ? mlpLoss({ tf, parameters, keep }, model, problem)
      : transformerLoss({ tf, parameters, keep }, model, problem, batch);
  const optimizer = tf.train.adam(problem.learningRate, problem.beta1, problem.beta2, problem.epsilon);
  const train = async (steps: number): Promise<number> => {
    for (let left = steps; left > 1; left--) optimizer.minimize(() => tf.tidy(lossOf));
    const loss = optimizer.minimize(() => tf.tidy(lossOf), true)!;
    const [value] = await loss.data();
    loss.dispose();
    return value;
  };
  const close = (): void => {
    tf.disposeVariables();
    for (const tensor of kept) tensor.dispose();
  };
  return { train: (steps) => train(steps).catch(explain), close };
}

/** Turns the error of a kernel that a backend lacks into CannotTrain. */
function explain(error: unknown): never {
  const { message } = error as Error;
  if (/gradient function not found|not registered for backend/.test(message)) throw new CannotTrain(message);
  throw error;
}

function mlpLoss(network: Network, model: MlpSpec, { batch, x, y }: Problem): () => Tensor {
  const { tf, keep } = network;
  const input = keep(tf.tensor2d(x, [batch, model.inputs]));
  const expected = keep(tf.tensor2d(y, [batch, model.outputs]));
  const last = model.hidden.length;
  const activation = { relu: tf.relu, tanh: tf.tanh, gelu: (z: Tensor) => gelu(tf, z) }[model.activation];
  return () => {
    let hidden: Tensor = input;
    for (let i = 0; i <= last; i++) {
      hidden = dense(network, `layers.${i}`, hidden);
      if (i < last) hidden = activation(hidden);
    }
    return tf.mean(tf.squaredDifference(hidden, expected));
  };
}

/** y = x weight + bias of rows. */
function dense({ tf, parameters }: Network, name: string, x: Tensor): Tensor {
  const weight = parameters.get(`${name}.weight`)!;
  const bias = parameters.get(`${name}.bias`);
  const y = tf.matMul(x, weight);
  return bias ? tf.add(y, bias) : y;
}

function layerNorm({ tf, parameters }: Network, name: string, x: Tensor): Tensor {
  const { mean, variance } = tf.moments(x, -1, true);
  const normalized = tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 1e-5)));
  const scaled = tf.mul(normalized, parameters.get(`${name}.weight`)!);
  return tf.add(scaled, parameters.get(`${name}.bias`)!);
}

function gelu(tf: TensorFlow, x: Tensor): Tensor {
  const inner = tf.mul(Math.sqrt(2 / Math.PI), tf.add(x, tf.mul(0.044715, tf.pow(x, 3))));
  return tf.mul(tf.mul(0.5, x), tf.add(1, tf.tanh(inner)));
}

function transformerLoss(
  network: Network,
  model: TransformerSpec,
  { x: tokens, y: targets }: Problem,
  batch: number,
): () => Tensor {
  const { tf, parameters, keep } = network;
  const { context, channels, heads, layers, vocabulary } = model;
  const headSize = channels / heads;
  const ids = keep(tf.tensor2d(tokens, [batch, context], 'int32'));
  const labels = keep(tf.tidy(() => tf.oneHot(tf.tensor1d(targets, 'int32'), vocabulary)));
  const later = keep(
    tf.tidy(() => tf.mul(-1e9, tf.sub(1, tf.linalg.bandPart(tf.ones([context, context]), -1, 0)))),
  );

  /** x + attention(norm1(x)), of rows (batch x context, channels). */
  const attention = (name: string, x: Tensor): Tensor => {
    const qkv = dense(network, `${name}.attention.qkv`, layerNorm(network, `${name}.norm1`, x));
    const byHead = tf.transpose(tf.reshape(qkv, [batch, context, 3, heads, headSize]), [2, 0, 3, 1, 4]);
    const [q, k, v] = tf.unstack(byHead);
    const scores = tf.mul(tf.matMul(q, k, false, true), headSize ** -0.5);
    const attended = tf.matMul(tf.softmax(tf.add(scores, later)), v);
    const rows = tf.reshape(tf.transpose(attended, [0, 2, 1, 3]), [batch * context, channels]);
    return tf.add(x, dense(network, `${name}.attention.proj`, rows));
  };
  /** x + mlp(norm2(x)). */
  const mlp = (name: string, x: Tensor): Tensor => {
    const hidden = gelu(tf, dense(network, `${name}.mlp.fc`, layerNorm(network, `${name}.norm2`, x)));
    return tf.add(x, dense(network, `${name}.mlp.proj`, hidden));
  };
  return () => {
    const embedded = tf.add(
      tf.gather(parameters.get('token.weight')!, ids),
      parameters.get('position.weight')!,
    );
    let x: Tensor = tf.reshape(embedded, [batch * context, channels]);
    for (let i = 0; i < layers; i++) x = mlp(`blocks.${i}`, attention(`blocks.${i}`, x));
    const logits = dense(network, 'head', layerNorm(network, 'norm', x));
    return tf.losses.softmaxCrossEntropy(labels, logits);
  };
}
