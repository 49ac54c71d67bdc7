import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { controls } from '../../parts/controls.js';
import { keepTogether } from '../../parts/keep-together.js';
import { placeStyles } from '../../parts/place-styles.js';
import { hashOf } from '../../session/address.js';
import { lessonIds, type LessonId } from './kit/lesson-ids.js';
import { loadProgress } from './kit/progress.js';
import { lessons, stepCount } from './lessons.js';
import { words } from './words.js';

/** The list of lessons: what one learns in each, how long it takes, and how far the visitor is. */
@customElement('lab-lessons')
export class LabLessons extends LitElement {
  static override readonly styles = [
    controls,
    placeStyles,
    css`
      .lead {
        max-width: 44rem;
        margin: 0.4rem 0 1rem;
        color: var(--ink-soft);
        text-wrap: pretty;
      }
      ol {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(20rem, 100%), 1fr));
        gap: 0.875rem;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        flex-direction: column;
        gap: 0.4rem;
        padding: 1rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
      }
      h2 {
        font-size: 1rem;
        font-weight: 650;
        text-wrap: balance;
      }
      h2 span {
        margin-right: 0.35em;
        color: var(--ink-faint);
        font-weight: 400;
      }
      .learns {
        flex: 1;
        color: var(--ink-soft);
        font-size: 0.9375rem;
        text-wrap: pretty;
      }
      .foot {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 0.5rem;
        margin-top: 0.35rem;
        color: var(--ink-faint);
        font-size: var(--small);
      }
      .foot .done {
        color: var(--good);
      }
      details {
        margin-top: 1.25rem;
        padding: 0.75rem 1rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
      }
      summary {
        font-weight: 600;
        cursor: pointer;
      }
      details p {
        max-width: 44rem;
        margin-top: 0.6rem;
        color: var(--ink-soft);
        text-wrap: pretty;
      }
      details h2 {
        margin-top: 1rem;
      }
      .scroll {
        overflow-x: auto;
      }
      table {
        border-collapse: collapse;
        font-size: 0.9375rem;
      }
      th,
      td {
        padding: 0.35rem 1.5rem 0.35rem 0;
        border-bottom: 1px solid var(--line);
        font-weight: 400;
        text-align: left;
        vertical-align: top;
      }
      thead th {
        color: var(--ink-faint);
        font-size: var(--small);
      }
      tbody th {
        font-weight: 600;
      }
      .more {
        display: flex;
        flex-wrap: wrap;
        gap: 0.4rem 1.5rem;
        margin-top: 1.25rem;
      }
    `,
  ];

  protected override render(): TemplateResult {
    return html`<h1>${words.title}</h1>
      <p class="lead">${words.lead}</p>
      <ol>
        ${lessonIds.map((id, i) => this.#card(id, i + 1))}
      </ol>
      <p class="more">
        <a href=${hashOf('glossary')}>${words.more.glossary}</a>
        <a href=${hashOf('why')}>${words.more.why}</a>
        <a href=${hashOf('board')}>${words.more.board}</a>
        <a href=${hashOf('challenge')}>${words.more.challenge}</a>
      </p>
      ${this.#teachers()}`;
  }

  #teachers(): TemplateResult {
    const { title, before, plan, errors } = words.teachers;
    return html`<details>
      <summary>${title}</summary>
      <p>${before}</p>
      ${[plan, errors].map(
        (part) =>
          html`<h2>${part.title}</h2>
            <div class="scroll" tabindex="0" role="region" aria-label=${part.title}>
              <table>
                <thead>
                  <tr>
                    ${part.head.map((each) => html`<th scope="col">${each}</th>`)}
                  </tr>
                </thead>
                <tbody>
                  ${part.rows.map(
                    ([first, ...others]) =>
                      html`<tr>
                        <th scope="row">${first}</th>
                        ${others.map((each) => html`<td>${keepTogether(each)}</td>`)}
                      </tr>`,
                  )}
                </tbody>
              </table>
            </div>`,
      )}
    </details>`;
  }

  #card(id: LessonId, number: number): TemplateResult {
    const { title, learns } = lessons[id].words;
    const { step, isDone } = loadProgress(id);
    const state = isDone ? 'done' : step > 0 ? 'begun' : 'new';
    const said = state === 'begun' ? words.state.begun(step + 1, stepCount(lessons[id])) : words.state[state];
    return html`<li>
      <h2><span>${number}</span>${title}</h2>
      <p class="learns">${learns}</p>
      <div class="foot">
        <span>${words.minutes(lessons[id].minutes)} · <span class=${state}>${said}</span></span>
        <a class="button" href=${hashOf('lessons', id)} aria-label=${`${words.open[state]}: ${title}`}
          >${words.open[state]}</a
        >
      </div>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-lessons': LabLessons;
  }
}
