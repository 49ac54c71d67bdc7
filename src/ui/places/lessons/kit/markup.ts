// The marks in the texts of lessons: `[slope|exponent]` is the word "slope" with the glossary's term, `[exponent]` a word that is its
// own term (as are `[power law]` and `[Muon]`), `{start}` a phrase that does something, `**all**` is bold.

export type TextPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'bold'; readonly text: string }
  | { readonly type: 'term'; readonly text: string; readonly term: string }
  | { readonly type: 'action'; readonly action: string };

const marks = /\[([^\]|]+)(?:\|([^\]]+))?\]|\{([^}]+)\}|\*\*([^*]+)\*\*/g;

/** A text in its parts. */
export function partsOf(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(marks)) {
    const [all, word, term, action, bold] = match;
    if (match.index > from) parts.push({ type: 'text', text: text.slice(from, match.index) });
    from = match.index + all.length;
    if (action) parts.push({ type: 'action', action });
    else if (bold) parts.push({ type: 'bold', text: bold });
    else parts.push({ type: 'term', text: word, term: term ?? word.toLowerCase().replaceAll(' ', '-') });
  }
  if (from < text.length) parts.push({ type: 'text', text: text.slice(from) });
  return parts;
}
