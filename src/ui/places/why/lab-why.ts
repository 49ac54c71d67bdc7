import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { citation, sources, type SourceId } from '../../glossary/sources/words.js';
import { controls } from '../../parts/controls.js';
import { keepTogether } from '../../parts/keep-together.js';
import { placeStyles } from '../../parts/place-styles.js';
import { hashOf } from '../../session/address.js';
import { words, type Claim } from './words.js';

/** Kaplan et al. 2020, equations 1.1 to 1.3: L ~ N^-0.076, D^-0.095, C^-0.050. */
const exponents = { parameters: 0.076, data: 0.095, compute: 0.05 };
const shares = [0.01, 0.05, 0.1, 0.5];

const citations = /\{(\w+)\}/g;

/** The publications of all claims, in the order in which they are named: their numbers. */
export const cited: readonly SourceId[] = [
  ...new Set(
    words.sections.flatMap(({ claims }) =>
      claims.flatMap(({ text }) => Array.from(text.matchAll(citations), ([, id]) => id as SourceId)),
    ),
  ),
];

/** Factor by which a size has to grow for a share less loss, along a power law without a floor. */
export function factorFor(share: number, exponent: number): number {
  return (1 - share) ** (-1 / exponent);
}

/** Why scaling laws matter, what they do not promise, and the source of each claim. */
@customElement('lab-why')
export class LabWhy extends LitElement {
  static override readonly styles = [
    controls,
    placeStyles,
    css`
      :host {
        max-width: 52rem;
      }
      .lead {
        margin: 0.5rem 0 1rem;
        font-size: 1.125rem;
        text-wrap: pretty;
      }
      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: 0.3rem 0.75rem;
        align-items: center;
        color: var(--ink-soft);
        font-size: var(--small);
      }
      h2 {
        margin-top: 1.75rem;
        font-size: 1.125rem;
        font-weight: 650;
        text-wrap: balance;
      }
      ul {
        margin: 0.5rem 0 0;
        padding: 0;
        list-style: none;
      }
      ul li {
        padding: 0.5rem 0 0.5rem 1.6rem;
        line-height: 1.5;
        text-wrap: pretty;
      }
      .mark {
        display: inline-block;
        width: 0.7rem;
        height: 0.7rem;
        border: 2px solid var(--good);
        border-radius: 50%;
        background: var(--good);
      }
      .estimate .mark,
      .mark.estimate {
        border-color: var(--focus);
        background: linear-gradient(90deg, var(--focus) 50%, transparent 50%);
      }
      .open .mark,
      .mark.open {
        border-color: var(--ink-faint);
        background: none;
      }
      li .mark {
        float: left;
        margin: 0.4rem 0 0 -1.6rem;
      }
      .cite {
        margin-left: 0.3em;
        font-size: 0.75em;
        white-space: nowrap;
      }
      .scroll {
        overflow-x: auto;
      }
      table {
        margin-top: 0.75rem;
        border-collapse: collapse;
        font-variant-numeric: tabular-nums;
      }
      th,
      td {
        padding: 0.35rem 1rem 0.35rem 0;
        border-bottom: 1px solid var(--line);
        text-align: left;
        white-space: nowrap;
      }
      thead th {
        color: var(--ink-faint);
        font-size: var(--small);
        font-weight: 500;
      }
      @media (max-width: 480px) {
        table {
          font-size: 0.875rem;
        }
        th,
        td {
          padding-right: 0.6rem;
        }
      }
      .about {
        margin-top: 0.4rem;
        color: var(--ink-soft);
        text-wrap: pretty;
      }
      .sources {
        margin: 0.5rem 0 0;
        padding-left: 2rem;
        font-size: 0.9375rem;
      }
      .sources li {
        margin-bottom: 0.35rem;
        scroll-margin-top: 4.5rem;
      }
      .sources li:target,
      .sources li.named {
        background: var(--info-fill);
      }
      .ways {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
        margin-top: 1.5rem;
      }
    `,
  ];

  protected override render(): TemplateResult {
    return html`<h1>${words.title}</h1>
      <p class="lead">${words.lead}</p>
      <p class="legend">
        ${words.legend}
        ${Object.entries(words.sure).map(
          ([sure, said]) => html`<span><span class="mark ${sure}" aria-hidden="true"></span> ${said}</span>`,
        )}
      </p>
      ${words.sections.map(
        ({ title, claims }) =>
          html`<section>
            <h2>${title}</h2>
            <ul>
              ${claims.map((claim) => this.#claim(claim))}
            </ul>
          </section>`,
      )}
      ${this.#table()}
      <h2>${words.sources}</h2>
      <ol class="sources">
        ${cited.map((id) => {
          const { title, url } = sources[id];
          return html`<li id=${id} tabindex="-1">
            ${citation(sources[id])}: <a href=${url} target="_blank">${title}</a>
          </li>`;
        })}
      </ol>
      <p class="ways">
        <a class="button" href=${hashOf('lessons')}>${words.ways.lessons}</a>
        <a class="button" href=${hashOf('glossary')}>${words.ways.glossary}</a>
      </p>`;
  }

  #claim({ sure, text }: Claim): TemplateResult {
    // Split by a pattern with a group, every second part is a source.
    const parts = text.split(citations).map((part, i) => {
      return i % 2 === 0 ? keepTogether(part.trim()) : this.#cite(part as SourceId);
    });
    return html`<li class=${sure}>
      <span class="mark" aria-hidden="true"></span><span class="hidden-text">${words.sure[sure]}:</span>
      ${parts}
    </li>`;
  }

  #cite(id: SourceId): TemplateResult {
    const number = cited.indexOf(id) + 1;
    return html`<a
      class="cite"
      href=${sources[id].url}
      aria-label=${`${words.source(number)}: ${citation(sources[id])}`}
      @click=${(event: Event) => this.#show(event, id)}
      >[${number}]</a
    > `;
  }

  /** Goes to the source in the list; the address of the page stays. */
  #show(event: Event, id: SourceId): void {
    event.preventDefault();
    const item = this.renderRoot.querySelector<HTMLElement>(`#${id}`);
    for (const other of this.renderRoot.querySelectorAll('.named')) other.classList.remove('named');
    item?.classList.add('named');
    item?.focus();
  }

  #table(): TemplateResult {
    const { title, about, less, parameters, data, compute, times } = words.table;
    const factor = (share: number, exponent: number): string => {
      const value = factorFor(share, exponent);
      return times(value);
    };
    return html`<h2>${title}</h2>
      <p class="about">${about}</p>
      <div class="scroll" tabindex="0" role="region" aria-label=${title}>
        <table>
          <thead>
            <tr>
              <th scope="col">${less}</th>
              <th scope="col">${parameters}</th>
              <th scope="col">${data}</th>
              <th scope="col">${compute}</th>
            </tr>
          </thead>
          <tbody>
            ${shares.map(
              (share) =>
                html`<tr>
                  <th scope="row">${keepTogether(`${100 * share} %`)}</th>
                  ${[exponents.parameters, exponents.data, exponents.compute].map(
                    (exponent) => html`<td>${factor(share, exponent)}</td>`,
                  )}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-why': LabWhy;
  }
}
