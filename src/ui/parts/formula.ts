// Texts with formulas as the page shows them: `N^−0.3` with a superscript, `N_c` with a subscript. Everywhere else they stay plain text.

import { html, type TemplateResult } from 'lit';

type Piece = string | TemplateResult;

/** An exponent, in parentheses or a number or letters with a sign; or the index of a letter. */
const MARK =
  /\^(?:\(((?:[^()]|\([^()]*\))*)\)|([−-]?[\p{L}\d.]*[\p{L}\d](?:_\p{L})?))|(?<=(?<!\p{L})\p{L})_(\p{L})(?!\p{L})/gu;

/** The text with its exponents and indices raised and lowered. */
export function formula(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const { 0: whole, 1: grouped, 2: plain, 3: index, index: at } of text.matchAll(MARK)) {
    pieces.push(text.slice(end, at));
    pieces.push(
      index === undefined
        ? html`<sup>${formula((grouped ?? plain).replaceAll('-', '−'))}</sup>`
        : html`<sub>${index}</sub>`,
    );
    end = at + whole.length;
  }
  return [...pieces, text.slice(end)];
}
