// The parts of a step, as templates.

import { html, nothing, type TemplateResult } from 'lit';
import '../../../glossary/lab-term.js';
import { citation, sources, type SourceId } from '../../../glossary/sources/words.js';
import { keepTogether } from '../../../parts/keep-together.js';
import { partsOf, type TextPart } from './markup.js';

/** A paragraph with its marks; `action` makes the phrase that does something. */
export function paragraph(text: string, action: (name: string) => TemplateResult): TemplateResult {
  const all = partsOf(text);
  const parts = all.map((part, i) => {
    if (part.type === 'text' || part.type === 'bold') {
      const isAfterElement = i > 0 && isElement(all[i - 1]);
      const said = keepTogether(isAfterElement ? part.text.slice(markAfter(all, i - 1).length) : part.text);
      return part.type === 'bold' ? html`<b>${said}</b>` : said;
    }
    const element =
      part.type === 'action'
        ? action(part.action)
        : html`<lab-term name=${part.term}>${keepTogether(part.text)}</lab-term>`;
    // A line may end after a word that is an element, but not before the full stop behind it.
    const mark = markAfter(all, i);
    return mark === '' ? element : html`<span class="keep">${element}${mark}</span>`;
  });
  return html`<p>${parts}</p>`;
}

const isElement = ({ type }: TextPart): boolean => type === 'term' || type === 'action';

/** The punctuation right behind a part, '' for none. */
function markAfter(parts: readonly TextPart[], index: number): string {
  const next = parts.at(index + 1);
  return next?.type === 'text' ? (/^[.,:;)?!]+/.exec(next.text)?.[0] ?? '') : '';
}

export interface QuestionState {
  readonly name: string;
  readonly ask: string;
  readonly choices: readonly string[];
  /** Index of the visitor's choice, null before there is one. */
  readonly chosen: number | null;
  /** What is said of it, null before. */
  readonly verdict: {
    readonly tone: 'right' | 'wrong' | 'pending';
    readonly lead: string;
    readonly text: string;
  } | null;
  readonly choose: (index: number) => void;
}

export function question({ name, ask, choices, chosen, verdict, choose }: QuestionState): TemplateResult {
  return html`<fieldset>
    <legend>${keepTogether(ask)}</legend>
    ${choices.map(
      (choice, i) =>
        html`<label
          ><input
            type="radio"
            name=${name}
            .checked=${chosen === i}
            @change=${() => choose(i)}
          />${keepTogether(choice)}</label
        >`,
    )}
    <div aria-live="polite">
      ${
        verdict
          ? html`<p class="verdict ${verdict.tone}"><b>${verdict.lead}</b> ${keepTogether(verdict.text)}</p>`
          : nothing
      }
    </div>
  </fieldset>`;
}

/** Publications as a numbered list. */
export function sourceList(ids: readonly SourceId[]): TemplateResult {
  return html`<ol class="sources">
    ${ids.map((id) => {
      const { title, url } = sources[id];
      return html`<li>${citation(sources[id])}: <a href=${url} target="_blank">${title}</a></li>`;
    })}
  </ol>`;
}
