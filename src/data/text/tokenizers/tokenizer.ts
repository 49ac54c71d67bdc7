// What a tokenizer is: plain data, so that it can cross to another thread (`create-tokenizer.ts` makes it work).

/** Largest vocabulary: the limit of the loss kernels. */
export const LARGEST_VOCABULARY = 4096;

export const tokenTypes = ['character', 'byte', 'bpe'] as const;

/** What determines a tokenizer. */
export type TokenizerData =
  | { readonly type: 'byte' }
  | {
      readonly type: 'character';
      /** Ascending by code point; token i is symbols[i]. */
      readonly symbols: readonly string[];
    }
  | {
      readonly type: 'bpe';
      /** Pairs of tokens in the order they were learned: the pair at 2 i becomes token 256 + i. */
      readonly merges: Uint16Array;
    };

export interface Tokenizer {
  readonly vocabulary: number;
  /** Tokens of a text. Of `character`, symbols that are not in the vocabulary are left out. */
  encode(text: string): Uint16Array;
  /** The text of tokens; bytes that are not UTF-8 become U+FFFD. */
  decode(tokens: ArrayLike<number>): string;
  /** One token as people read it; a byte that is only a part of a character as ⟨e2⟩. */
  textOf(token: number): string;
}
