import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ExperimentSpec } from '../../lab/experiment/experiment.js';
import { cards, type FoundExperiment } from '../../lab/gallery/cards.js';
import { isOfPreset } from '../../lab/presets/resolve.js';
import { presets, type PresetId } from '../../lab/presets/presets.js';
import { controls } from '../parts/controls.js';
import { toolbarKeys } from '../parts/toolbar.js';
import { hashOf } from '../session/address.js';
import { emit } from '../session/page-events.js';
import { ShortcutController } from '../session/shortcuts.js';
import { taskFacts } from './summary.js';
import { words } from './words.js';

/**
 * The question of the experiment, and the way to the others.
 *
 * @fires open-card - `{card}`: another question.
 */
@customElement('lab-question')
export class LabQuestion extends LitElement {
  static override readonly styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: 0.6rem;
      }
      .switcher {
        display: flex;
        align-items: center;
        gap: 0.3rem;
        color: var(--ink-soft);
        font-size: var(--small);
      }
      .switcher button {
        width: 1.75rem;
        min-height: 1.75rem;
        padding: 0;
        border-color: var(--line);
      }
      .switcher span {
        flex: 1;
        margin-left: 0.4rem;
      }
      a {
        color: var(--link);
      }
      h1 {
        margin: 0;
        font-size: 1.3125rem;
        font-weight: 650;
        letter-spacing: -0.02em;
        line-height: 1.2;
        text-wrap: balance;
      }
      p {
        color: var(--ink-soft);
        font-size: 0.9375rem;
        text-wrap: pretty;
      }
      @media print {
        .switcher {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) spec: ExperimentSpec | null = null;
  /** The question of the gallery that it belongs to, null for one's own. */
  @property({ attribute: false }) found: FoundExperiment | null = null;
  /** While an experiment runs its question stays. */
  @property({ type: Boolean }) locked = false;

  constructor() {
    super();
    new ShortcutController(this, { '[': () => this.#step(-1), ']': () => this.#step(1) });
  }

  protected override render(): TemplateResult | typeof nothing {
    const { spec, found } = this;
    if (!spec) return nothing;
    const preset = isOfPreset(spec) ? presets[spec.preset as PresetId] : null;
    return html`<div
        class="switcher"
        role="toolbar"
        aria-label=${words.question.switcher}
        @keydown=${toolbarKeys}
      >
        <button aria-label=${words.question.previous} ?disabled=${this.locked} @click=${() => this.#step(-1)}>
          ‹
        </button>
        <button
          tabindex="-1"
          aria-label=${words.question.next}
          ?disabled=${this.locked}
          @click=${() => this.#step(1)}
        >
          ›
        </button>
        <span>${found ? words.question.number(found.card.number, cards.length) : words.question.own}</span>
        <a href=${hashOf('gallery')} tabindex="-1">${words.question.all(cards.length)}</a>
      </div>
      <h1>${found?.card.question ?? preset?.question ?? words.panel.ownQuestion}</h1>
      <p>${taskFacts(spec.task)}</p>`;
  }

  #step(by: number): void {
    if (this.locked) return;
    const inOrder = [...cards].sort((a, b) => a.number - b.number);
    const at = inOrder.findIndex(({ id }) => id === this.found?.card.id);
    const { id } = inOrder[(Math.max(at, by > 0 ? at : 0) + by + inOrder.length) % inOrder.length];
    emit(this, 'open-card', { card: id });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-question': LabQuestion;
  }
}
