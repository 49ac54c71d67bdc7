// What was found, in words, and what to try next.

import { css, html, nothing, type TemplateResult } from 'lit';
import type { NextStep } from '../../lab/gallery/card.js';
import { changeExperiment } from '../../lab/presets/resolve.js';
import { emit } from '../session/page-events.js';
import type { Recording } from '../session/recordings.js';
import type { LabTray } from './tray/lab-tray.js';
import { words as trayWords } from './tray/words.js';
import type { PageView } from './view.js';

/** The finding of a recording. */
export function recordedWords({ law }: Recording): TemplateResult {
  return html`<div>
    <p class="finding">${law.finding}</p>
    <p class="aside">${trayWords.recorded}</p>
  </div>`;
}

/** What the experiment shows and what not, what others have published, and how the law was fitted. */
export function methodWords({ question, notes, shown }: PageView): TemplateResult {
  const said = trayWords;
  const entry = (name: string, text: unknown): TemplateResult =>
    html`<dt>${name}</dt>
      <dd>${text}</dd>`;
  const source = question?.card.published.source;
  return html`<dl class="method">
    ${
      question && source
        ? [
            entry(said.whatShown, question.card.shows),
            entry(said.whatNot, question.card.doesNotShow),
            entry(
              said.published,
              html`${question.card.published.text} (<a href=${source.url} target="_blank" rel="noopener"
                  >${source.authors} ${source.year}</a
                >)`,
            ),
          ]
        : nothing
    }
    ${notes.length > 0 && shown.source === 'own' ? entry(said.fitted, html`${notes.map((note) => html`<p>${note}</p>`)}`) : nothing}
  </dl>`;
}

/** Three things to try, each one click. */
export function nextSteps(
  host: HTMLElement,
  { spec, question, isLive }: PageView,
): TemplateResult | typeof nothing {
  if (!question || isLive) return nothing;
  return html`<div class="next">
    <h2>${trayWords.next}</h2>
    <ol>
      ${question.card.next.map(
        (step) =>
          html`<li>
            <button @click=${() => take(host, spec, step)}>${step.text}</button>
          </li>`,
      )}
    </ol>
  </div>`;
}

function take(host: HTMLElement, spec: PageView['spec'], step: NextStep): void {
  if ('forecast' in step) {
    host.shadowRoot!.querySelector<LabTray>('lab-tray')!.selected = 'forecast';
    return;
  }
  if ('overrides' in step) {
    emit(host, 'spec-change', { spec: changeExperiment(spec, step.overrides) });
    return;
  }
  emit(host, 'open-card', step);
}

export const findingStyles = css`
  .closed {
    max-width: 44rem;
    margin: 0.5rem 0 0.75rem;
    color: var(--ink-soft);
    text-wrap: pretty;
  }
  .method {
    display: grid;
    grid-template-columns: minmax(7rem, auto) minmax(0, 44rem);
    gap: 0.5rem 1.5rem;
    margin: 0;
    font-size: 0.9375rem;
  }
  .method dt {
    color: var(--ink-soft);
  }
  .method dd {
    margin: 0;
    text-wrap: pretty;
  }
  .method a {
    color: var(--link);
  }
  .columns {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    gap: 1rem 2rem;
  }
  .finding {
    max-width: 44rem;
    font-size: 1.0625rem;
    text-wrap: pretty;
  }
  .aside {
    margin-top: 0.5rem;
    color: var(--ink-faint);
    font-size: 0.875rem;
  }
  .next h2 {
    margin-bottom: 0.4rem;
    color: var(--ink-soft);
    font-size: var(--small);
    font-weight: 600;
  }
  .next ol {
    display: grid;
    gap: 0.4rem;
    margin: 0;
    padding: 0;
    list-style: none;
    counter-reset: next;
  }
  .next li {
    counter-increment: next;
  }
  .next button {
    justify-content: flex-start;
    gap: 0.9rem;
    width: 100%;
    min-height: 2.4rem;
    border-color: var(--line);
    font-size: 0.9375rem;
    font-weight: 400;
    text-align: left;
    white-space: normal;
  }
  .next button::before {
    content: counter(next);
    color: var(--ink-faint);
    font-weight: 600;
  }
  .next li:first-child button {
    border-color: var(--ink);
    font-weight: 600;
  }
  @media (max-width: 1000px) {
    .columns {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  @media print {
    .next {
      display: none;
    }
  }
`;
