import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { controls } from '../parts/controls.js';
import { hashOf } from '../session/address.js';
import { emit } from '../session/page-events.js';
import { isTourDue, tourSeen } from '../session/welcome.js';
import { words } from './words.js';

/**
 * What this page is and why it matters, for whoever is here for the first time. It offers a tour until that is taken or refused.
 *
 * @fires start-tour
 */
@customElement('lab-welcome')
export class LabWelcome extends LitElement {
  static override readonly styles = [
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 66rem) auto;
        align-items: end;
        justify-content: space-between;
        gap: 0 1.5rem;
        padding: 0.7rem 1.25rem 0.8rem;
      }
      p {
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
      button.quiet {
        min-height: 0;
        padding: 0;
        color: var(--link);
        font: inherit;
        text-decoration: underline;
        white-space: normal;
      }
      .tour {
        font-size: 0.9375rem;
      }
      .tour:not(.on) {
        visibility: hidden;
      }
      @media print {
        .tour {
          display: none;
        }
      }
      @media (max-width: 1100px) {
        :host {
          grid-template-columns: minmax(0, 1fr);
        }
      }
      @media (min-width: 1101px) {
        .tour {
          white-space: nowrap;
        }
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

  /** There is something that can show the lab. */
  @property({ type: Boolean }) guided = false;

  @state() private _isTourDue = isTourDue();

  protected override render(): TemplateResult {
    const said = words.welcome;
    return html`<div>
        <p class="sentence">${said.sentence}</p>
        <p>${said.text} <a href=${hashOf('why')}>${said.why}</a></p>
      </div>
      ${this._isTourDue ? this.#tour() : nothing}`;
  }

  /** It has its room from the first. */
  #tour(): TemplateResult {
    const { tour, noTour } = words.welcome;
    return html`<p class="tour ${this.guided ? 'on' : ''}">
      <button class="quiet" @click=${() => this.#answer(true)}>${tour}</button> ·
      <button class="quiet" @click=${() => this.#answer(false)}>${noTour}</button>
    </p>`;
  }

  #answer(isYes: boolean): void {
    this._isTourDue = false;
    tourSeen();
    if (isYes) emit(this, 'start-tour');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-welcome': LabWelcome;
  }
}
