// Draws the next token of every sequence from softmax(logits / temperature) at its last position, and appends it
// (shaders/sample_token.wgsl). Sums run over the vocabulary in order, as there.
//
// logits (rows = sequences * context, vocabulary), padded to whole vec4f   temperature (1)   tokens (sequences * context): the window
// cursors (sequences) of (tokens in the window, tokens drawn)   drawn (sequences * longest)
// Temperature 0 takes the largest. A full window moves by one token. Changes tokens and cursors in place; overwrites one entry of
// drawn.

import { Elementary } from './lib/elementary';
import { random_bits4, unit_from_bits4 } from './lib/random';
import { scratch } from './lib/scratch';

@unmanaged
class SampleToken {
  sequences: u32 = 0;
  context: u32 = 0;
  vocabulary: u32 = 0;
  longest: u32 = 0;
  seed: u32 = 0;
  stream: u32 = 0;
  logits: usize = 0;
  temperature: usize = 0;
  tokens: usize = 0;
  cursors: usize = 0;
  drawn: usize = 0;
}

/** The first token of the largest logit. */
function most_probable(logits: usize, vocabulary: u32): u32 {
  let best: u32 = 0;
  let largest = load<f32>(logits);
  for (let j: u32 = 1; j < vocabulary; j++) {
    const logit = load<f32>(logits + ((<usize>j) << 2));
    if (logit > largest) {
      largest = logit;
      best = j;
    }
  }
  return best;
}

/** The token at which the running sum of exp((logit - largest) / temperature) passes `uniform` of the whole; `best` if none has a share. */
function draw(logits: usize, vocabulary: u32, temperature: f32, uniform: f32, best: u32): u32 {
  // Scratch memory holds the shares of a vocabulary of two million.
  const shares = scratch;
  const row_bytes = (<usize>((vocabulary + 3) >> 2)) << 4;
  const largest = v128.load32_splat(logits + ((<usize>best) << 2));
  for (let at: usize = 0; at < row_bytes; at += 16) {
    const below = f32x4.sub(v128.load(logits + at), largest);
    v128.store(shares + at, Elementary.exp(f32x4.div(below, f32x4.splat(temperature))));
  }
  let sum: f32 = 0;
  for (let j: u32 = 0; j < vocabulary; j++) sum += load<f32>(shares + ((<usize>j) << 2));
  let left = uniform * sum;
  let token = best;
  for (let j: u32 = 0; j < vocabulary; j++) {
    const share = load<f32>(shares + ((<usize>j) << 2));
    // The last token that has a share stands where rounding leaves a rest.
    if (share > 0) token = j;
    left -= share;
    if (left < 0) break;
  }
  return token;
}

export function sample_token(p: SampleToken, z: u32): void {
  const context = p.context;
  const vocabulary = p.vocabulary;
  const row_bytes = (<usize>((vocabulary + 3) >> 2)) << 4;
  const temperature = load<f32>(p.temperature);
  for (let sequence: u32 = 0; sequence < p.sequences; sequence++) {
    const place = z * p.sequences + sequence;
    const cursor = p.cursors + ((<usize>place) << 3);
    let filled = load<u32>(cursor);
    const count = load<u32>(cursor, 4);
    const logits = p.logits + <usize>(place * context + filled - 1) * row_bytes;
    let token = most_probable(logits, vocabulary);
    if (temperature > 0) {
      const bits = random_bits4(p.seed, p.stream, i32x4.splat(place), i32x4.splat(count));
      const uniform = f32x4.extract_lane(unit_from_bits4(bits), 0);
      token = draw(logits, vocabulary, temperature, uniform, token);
    }

    store<u32>(p.drawn + ((<usize>(place * p.longest + count)) << 2), token);
    const window = p.tokens + ((<usize>(place * context)) << 2);
    if (filled == context) {
      filled--;
      memory.copy(window, window + 4, (<usize>filled) << 2);
    }
    store<u32>(window + ((<usize>filled) << 2), token);
    store<u32>(cursor, filled + 1);
    store<u32>(cursor, count + 1, 4);
  }
}
