// Uses of trained weights: to continue a prompt, and to compute the probabilities of a text.

import { InputError } from '../base/errors.js';
import type { Device } from '../engine/device.js';
import { Sampler } from '../engine/training/sampler.js';
import type { TakeTokens, WriteOptions, Writer } from '../lab/weights/text-codec.js';

/**
 * Continues `prompt`, of which the model sees the last `context` tokens. `take` gets a few tokens at a time and returns whether to
 * continue. Throws InputError for a perceptron.
 */
export function writeOn(
  device: Device,
  writer: Writer,
  { prompt, count, temperature, seed }: WriteOptions & { readonly prompt: Uint32Array },
  take: TakeTokens,
): Promise<void> {
  return withSampler(device, writer, { longest: count, seed }, async (sampler) => {
    for await (const [tokens] of sampler.draw(prompt, count, temperature)) if (!(await take(tokens))) return;
  });
}

/** Log probability in nats of each token of a text but the first, given those before it; the text has 2 to `context` + 1 tokens. */
export function logProbabilities(device: Device, writer: Writer, text: Uint32Array): Promise<Float64Array> {
  return withSampler(device, writer, { longest: 1, seed: 0 }, (sampler) => sampler.logProbabilities(text));
}

async function withSampler<Result>(
  device: Device,
  { model, attentionScale, parameters }: Writer,
  { longest, seed }: { readonly longest: number; readonly seed: number },
  use: (sampler: Sampler) => Promise<Result>,
): Promise<Result> {
  if (model.family !== 'transformer') {
    throw new InputError(`expected a model that writes, a transformer, got ${model.family}`);
  }
  const sampler = await device.withinMemory(
    () => new Sampler(device, { model, attentionScale, sequences: 1, longest, seed }),
  );
  try {
    await device.compile(sampler.kernels);
    sampler.build();
    sampler.writeParameters(parameters);
    return await use(sampler);
  } finally {
    sampler.destroy();
  }
}
