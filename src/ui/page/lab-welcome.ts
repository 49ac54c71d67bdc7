import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { controls } from '../parts/controls.js';
import { hashOf } from '../session/address.js';
import { words } from './words.js';

/** What this page is and why it matters, for whoever is here for the first time. */
@customElement('lab-welcome')
export class LabWelcome extends LitElement {
  static override readonly styles = [
    controls,
    css`
      :host {
        display: block;
        padding: 0.7rem 1.25rem 0.8rem;
      }
      p {
        max-width: 66rem;
        color: var(--ink-soft);
        text-wrap: pretty;
      }
      .sentence {
        color: var(--ink);
        font-size: 1.5rem;
        font-weight: 650;
        letter-spacing: -0.02em;
        line-height: 1.3;
        text-wrap: balance;
      }
      a {
        color: var(--link);
      }
      @media (max-width: 760px) {
        :host {
          padding: 0.7rem 1rem;
        }
        .sentence {
          font-size: 1.25rem;
        }
        p + p {
          font-size: 0.875rem;
        }
      }
    `,
  ];

  protected override render(): TemplateResult {
    const said = words.welcome;
    return html`<p class="sentence">${said.sentence}</p>
      <p>${said.text} <a href=${hashOf('why')}>${said.why}</a></p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-welcome': LabWelcome;
  }
}
