// Between people and models that write: prompts become tokens, tokens become text.

import { largest } from '../../base/many.js';
import { InputError } from '../../base/errors.js';
import type { SequenceShape } from '../../data/task.js';
import { taskOf, type TaskSpec } from '../../data/tasks/tasks.js';
import { createTokenizer } from '../../data/text/tokenizers/create-tokenizer.js';
import type { TokenizerData } from '../../data/text/tokenizers/tokenizer.js';
import type { ModelWeights } from './weights-file.js';

/** A model that writes: a weights file without its task. */
export type Writer = Pick<ModelWeights, 'model' | 'attentionScale' | 'parameters'>;

export interface WriteOptions {
  /** Tokens to write. */
  readonly count: number;
  /** 0 always takes the most probable token. */
  readonly temperature: number;
  /** Selects one of many possible texts. */
  readonly seed: number;
}

/** Takes tokens as they are written; returns false to stop. */
export type TakeTokens = (tokens: Uint32Array) => boolean | Promise<boolean>;

/** Between people and the tokens of a task. */
export interface TextCodec {
  /** Tokens of a text. Throws InputError for what has no token, which it names. */
  encode(text: string): Uint32Array;
  /** Whether every part of a text has a token. */
  canEncode(text: string): boolean;
  /** A token as people read it, with the space that may go before it. */
  textOf(token: number): string;
  /** Text of a sequence of tokens. */
  decode(tokens: ArrayLike<number>): string;
}

/** The codec of a task. With the `tokenizer` of a text, the text need not be here. Throws InputError for rows of numbers. */
export function textCodecOf(task: TaskSpec, tokenizer: TokenizerData | null): TextCodec {
  if (tokenizer) {
    const { encode, textOf, decode } = createTokenizer(tokenizer);
    // Bytes are tokens, so that every text has some; of characters only those of the text that was learned.
    const known = tokenizer.type === 'character' ? new Set(tokenizer.symbols) : null;
    const unknownIn = (text: string): string[] =>
      known ? [...new Set(text)].filter((symbol) => !known.has(symbol)) : [];
    return {
      encode(text) {
        const unknown = unknownIn(text);
        if (unknown.length > 0) throw new InputError(withoutToken(unknown));
        return Uint32Array.from(encode(text));
      },
      canEncode: (text) => unknownIn(text).length === 0,
      textOf,
      decode,
    };
  }
  const { sequence } = taskOf(task);
  if (!sequence) throw new InputError(`expected a task of sequences, got ${task.type}`);
  return codecOfSymbols(sequence);
}

/** Most characters that a message names. */
const MOST_NAMED = 8;

function withoutToken(symbols: readonly string[]): string {
  const named = symbols.slice(0, MOST_NAMED).map((symbol) => JSON.stringify(symbol));
  const more = symbols.length - named.length;
  const others = more > 0 ? ` and ${more} more ${more === 1 ? 'character' : 'characters'}` : '';
  return `the model has no token for ${named.join(', ')}${others}: the text that it learned does not have ${symbols.length === 1 ? 'it' : 'them'}`;
}

/** Reads the longest token that fits, again and again. White space at the start of tokens may be missing or different. */
function codecOfSymbols({ vocabulary, textOf }: SequenceShape): TextCodec {
  const tokenOf = new Map<string, number>();
  /** The same without white space at the start; the first token if several match. */
  const bareTokenOf = new Map<string, number>();
  for (let token = 0; token < vocabulary; token++) {
    const symbol = textOf(token);
    tokenOf.set(symbol, token);
    const bare = symbol.trimStart();
    if (bare !== '' && !bareTokenOf.has(bare)) bareTokenOf.set(bare, token);
  }
  const longest = largest(Array.from(tokenOf.keys(), (symbol) => symbol.length));
  const fit = (tokens: ReadonlyMap<string, number>, text: string): readonly [number, string] | null => {
    for (let length = Math.min(longest, text.length); length > 0; length--) {
      const token = tokens.get(text.slice(0, length));
      if (token !== undefined) return [token, text.slice(length)];
    }
    return null;
  };
  /** The tokens of a text up to what has none, and that and all after it, without white space around. */
  const read = (text: string): { readonly tokens: readonly number[]; readonly rest: string } => {
    const tokens: number[] = [];
    let rest = text;
    while (rest !== '') {
      const found = fit(tokenOf, rest) ?? fit(bareTokenOf, rest.trimStart());
      if (!found) break;
      tokens.push(found[0]);
      rest = found[1];
    }
    return { tokens, rest: rest.trim() };
  };
  return {
    encode(text) {
      const { tokens, rest } = read(text);
      if (rest !== '') throw new InputError(`there is no token for “${rest.split(/\s/)[0].slice(0, 20)}”`);
      return Uint32Array.from(tokens);
    },
    canEncode: (text) => read(text).rest === '',
    textOf,
    decode: (tokens) => Array.from(tokens, textOf).join(''),
  };
}
