import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { recordedResult } from '../../figures/recorded-result.js';
import { biggerCards } from '../../lab/gallery/cards-bigger.js';
import { firstLaw } from '../../lab/gallery/first-law.js';
import '../charts/experiment/lab-figure.js';
import { controls } from '../parts/controls.js';
import { readAddress } from '../session/address.js';
import { ThemeController } from '../session/theme-controller.js';
import { isNewHere } from '../session/welcome.js';
import './lab-header.js';
import './lab-welcome.js';

/**
 * What stands in the page until the app is loaded, a moment later: the first question and its recorded law, where they will stay. A
 * child of `<lab-app>`, which hides it once it draws itself.
 */
@customElement('lab-first')
export class LabFirst extends LitElement {
  static override readonly styles = [
    controls,
    css`
      .lab {
        display: grid;
        grid-template-columns: 20.5rem minmax(0, 1fr);
        align-items: start;
      }
      .side {
        min-height: calc(100vh - 3.25rem);
        padding: 3.4rem 1.25rem 1rem;
        border-right: 1px solid var(--line);
        background: var(--surface);
      }
      h1 {
        margin: 0;
        font-size: 1.3125rem;
        font-weight: 650;
        letter-spacing: -0.02em;
        line-height: 1.2;
        text-wrap: balance;
      }
      .stage {
        --chart-height: clamp(17rem, 100vh - 33rem, 40rem);
        padding: 1rem 1.25rem;
      }
      .head {
        min-height: 2.25rem;
      }
      @media (max-width: 1100px) {
        .lab {
          display: block;
        }
        .side {
          min-height: 0;
          border: 0;
        }
        .head {
          min-height: 8.25rem;
        }
      }
      @media (max-width: 760px) {
        .stage {
          padding: 0.75rem;
        }
      }
    `,
  ];

  readonly #theme = new ThemeController(this);

  /** Nothing where the address asks for anything else: what is wrong is not shown first. */
  protected override render(): TemplateResult | typeof nothing {
    const { place, value } = readAddress(location.hash);
    if (place !== 'lab' || value !== '' || new URLSearchParams(location.search).has('embed')) return nothing;
    const { theme } = this.#theme;
    return html`<lab-header .theme=${theme}></lab-header>
      ${isNewHere() ? html`<lab-welcome></lab-welcome>` : nothing}
      <div class="lab">
        <div class="side"><h1>${biggerCards[0].question}</h1></div>
        <div class="stage">
          <lab-figure .result=${recordedResult(firstLaw)} .theme=${theme} recorded
            ><div class="head"></div
          ></lab-figure>
        </div>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-first': LabFirst;
  }
}
