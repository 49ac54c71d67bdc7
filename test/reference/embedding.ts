// Float64 twins of the embeddings for one replica.

import { zeros, type Twin } from './twins.js';

/** x (rows, channels) of rows b context + t; `position` (context, channels) may be zeros. */
export function embedding(tokens: readonly number[], token: Twin, position: Twin, context: number): Twin {
  const channels = position.length / context;
  return zeros(tokens.length * channels).map((_, i) => {
    const row = Math.floor(i / channels);
    const c = i % channels;
    return token[tokens[row] * channels + c] + position[(row % context) * channels + c];
  });
}

export function embeddingBackward(
  tokens: readonly number[],
  dx: Twin,
  vocabulary: number,
  context: number,
): { dtoken: Twin; dposition: Twin } {
  const channels = dx.length / tokens.length;
  const dtoken = zeros(vocabulary * channels);
  const dposition = zeros(context * channels);
  dx.forEach((gradient, i) => {
    const row = Math.floor(i / channels);
    const c = i % channels;
    dtoken[tokens[row] * channels + c] += gradient;
    dposition[(row % context) * channels + c] += gradient;
  });
  return { dtoken, dposition };
}
