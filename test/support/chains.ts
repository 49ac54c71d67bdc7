// How likely texts are in a language whose chain is known.

import { entryProbabilities, chainSampler, type Chain } from '../../src/data/chain.js';

/** -log p of each target of a sequence: the only successor with that token, read off the rows without the states. */
export function surprises(chain: Chain, probabilities: Float64Array, tokens: ArrayLike<number>): number[] {
  let row = chain.start;
  return Array.from(tokens, (token) => {
    for (let entry = chain.offsets[row]; entry < chain.offsets[row + 1]; entry++) {
      const state = chain.successors[entry];
      if (chain.tokens[state] !== token) continue;
      row = chain.rows[state];
      return -Math.log(probabilities[entry]);
    }
    return Infinity;
  });
}

/** Mean over sampled sequences of -log p of their targets given the tokens before, and its standard error. */
export function sampledLoss(
  chain: Chain,
  context: number,
  sequences: number,
): { mean: number; error: number } {
  const probabilities = entryProbabilities(chain);
  const losses = Array.from({ length: sequences }, (_, id) => {
    const { x, y } = chainSampler(chain, context)('data', 7, id);
    const [, ...ofTargets] = surprises(chain, probabilities, [x[0], ...(y as Uint32Array)]);
    return ofTargets.reduce((sum, surprise) => sum + surprise) / context;
  });
  const mean = losses.reduce((sum, loss) => sum + loss) / sequences;
  const variance = losses.reduce((sum, loss) => sum + (loss - mean) ** 2, 0) / (sequences - 1);
  return { mean, error: Math.sqrt(variance / sequences) };
}
