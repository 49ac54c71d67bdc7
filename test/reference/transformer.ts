// A float64 twin of a transformer: logits, loss and all gradients, block by block, for one replica. What it is put together
// from are the twins of the kernels; PyTorch's losses and finite differences say whether it is put together rightly.

import type { TransformerSpec } from '../../src/models/model-spec.js';
import { attention, attentionBackward, rotary } from './attention.js';
import { embedding, embeddingBackward } from './embedding.js';
import { norm, normBackward } from './norm.js';
import {
  activations,
  linear,
  linearBackward,
  softmaxCrossEntropy,
  swiglu,
  zeros,
  type Twin,
} from './twins.js';

export interface TransformerTwin {
  readonly spec: TransformerSpec;
  readonly attentionScale: number;
  readonly parameters: ReadonlyMap<string, Twin>;
}

/** Gradient of what was recorded last, from that of its output; adds those of parameters to `gradients`. */
type Backward = (dy: Twin) => Twin;

/** Logits (rows, vocabulary), and `backward` from their gradient to those of all parameters. */
export function transformer(
  { spec, attentionScale, parameters }: TransformerTwin,
  tokens: readonly number[],
): { logits: Twin; backward: (dlogits: Twin) => Map<string, Twin> } {
  const { vocabulary, context, channels, heads, tied } = spec;
  const rows = tokens.length;
  const gradients = new Map([...parameters].map(([name, values]) => [name, zeros(values.length)]));
  const of = (name: string): Twin => {
    const values = parameters.get(name);
    if (!values) throw new Error(`expected a parameter of the network, got ${name}`);
    return values;
  };
  const add = (name: string, gradient: Twin): void => {
    gradients.get(name)?.forEach((sum, i, sums) => (sums[i] = sum + gradient[i]));
  };

  const linearLayer = (name: string, x: Twin, weightName = `${name}.weight`): [Twin, Backward] => {
    const weight = of(weightName);
    const outputs = weight.length / (x.length / rows);
    const y = linear(x, weight, parameters.get(`${name}.bias`) ?? zeros(outputs), rows);
    const backward: Backward = (dy) => {
      const { dx, dweight, dbias } = linearBackward(x, weight, dy, rows);
      add(weightName, dweight);
      add(`${name}.bias`, dbias);
      return dx;
    };
    return [y, backward];
  };

  const normLayer = (name: string, x: Twin): [Twin, Backward] => {
    const weight = of(`${name}.weight`);
    const { y } = norm(spec.norm, x, weight, parameters.get(`${name}.bias`) ?? zeros(channels));
    const backward: Backward = (dy) => {
      const { dx, dweight, dbias } = normBackward(spec.norm, x, weight, dy);
      add(`${name}.weight`, dweight);
      add(`${name}.bias`, dbias);
      return dx;
    };
    return [y, backward];
  };

  const attentionLayer = (qkv: Twin): [Twin, Backward] => {
    const shape = { heads, context, scale: attentionScale };
    const turn = (x: Twin, sign: number): Twin =>
      spec.positions === 'rotary' ? rotary(shape, x, rows, sign) : x;
    const turned = turn(qkv, 1);
    const { y } = attention(shape, turned, rows);
    // A rotation's transpose is its inverse.
    return [y, (dy) => turn(attentionBackward(shape, turned, dy, rows), -1)];
  };

  const branch = (
    name: string,
    x: Twin,
    layers: readonly ((x: Twin) => [Twin, Backward])[],
  ): [Twin, Backward] => {
    const backwards: Backward[] = [];
    const output = [(input: Twin) => normLayer(name, input), ...layers].reduce((input, layer) => {
      const [y, backward] = layer(input);
      backwards.unshift(backward);
      return y;
    }, x);
    const backward: Backward = (dy) =>
      sum(
        dy,
        backwards.reduce((gradient, step) => step(gradient), dy),
      );
    return [sum(x, output), backward];
  };

  const hasTable = spec.positions === 'learned';
  let x = embedding(
    tokens,
    of('token.weight'),
    hasTable ? of('position.weight') : zeros(context * channels),
    context,
  );
  const backwards: Backward[] = [];
  const follow = ([y, backward]: [Twin, Backward]): void => {
    x = y;
    backwards.unshift(backward);
  };
  for (let l = 0; l < spec.layers; l++) {
    const name = `blocks.${l}`;
    follow(
      branch(`${name}.norm1`, x, [
        (input) => linearLayer(`${name}.attention.qkv`, input),
        attentionLayer,
        (input) => linearLayer(`${name}.attention.proj`, input),
      ]),
    );
    follow(
      branch(`${name}.norm2`, x, [
        (input) => linearLayer(`${name}.mlp.fc`, input),
        (input) => activationLayer(spec.activation, input, rows),
        (input) => linearLayer(`${name}.mlp.proj`, input),
      ]),
    );
  }
  follow(normLayer('norm', x));
  follow(linearLayer('head', x, tied ? 'token.weight' : 'head.weight'));

  const backward = (dlogits: Twin): Map<string, Twin> => {
    const dx = backwards.reduce((gradient, step) => step(gradient), dlogits);
    const { dtoken, dposition } = embeddingBackward(tokens, dx, vocabulary, context);
    add('token.weight', dtoken);
    add('position.weight', dposition);
    return gradients;
  };
  return { logits: x, backward };
}

/** Mean loss in nats of predicting `targets`, row by row, and the gradients of all parameters. */
export function transformerLoss(
  network: TransformerTwin,
  tokens: readonly number[],
  targets: readonly number[],
): { loss: number; gradients: Map<string, Twin> } {
  const { logits, backward } = transformer(network, tokens);
  const { losses, dy } = softmaxCrossEntropy(logits, targets, 0);
  return { loss: losses.reduce((total, loss) => total + loss, 0) / targets.length, gradients: backward(dy) };
}

/** The derivative is a difference of the formula, as everywhere in the twins. */
function activationLayer(activation: TransformerSpec['activation'], x: Twin, rows: number): [Twin, Backward] {
  const h = 1e-6;
  if (activation !== 'swiglu') {
    const f = activations[activation];
    return [x.map(f), (dy) => dy.map((gradient, i) => (gradient * (f(x[i] + h) - f(x[i] - h))) / (2 * h))];
  }
  const hidden = x.length / rows / 2;
  const backward: Backward = (dy) =>
    x.map((_, i) => {
      const column = i % hidden;
      const row = Math.floor(i / (2 * hidden));
      const gate = row * 2 * hidden + column;
      const at = (by: number): number =>
        swiglu(
          Float64Array.of(x[gate] + (i === gate ? by : 0), x[gate + hidden] + (i === gate ? 0 : by)),
          1,
        )[0];
      return (dy[row * hidden + column] * (at(h) - at(-h))) / (2 * h);
    });
  return [swiglu(x, rows), backward];
}

function sum(a: Twin, b: Twin): Twin {
  return a.map((value, i) => value + b[i]);
}
