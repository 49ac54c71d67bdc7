import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { InputError } from '../../base/errors.js';
import { unitOf } from '../../data/tasks/tasks.js';
import {
  dateWords,
  deviceWords,
  headlineOf,
  lawNumbers,
  settingsOf,
  theoryOf,
  titleOf,
} from '../../figures/export/exported.js';
import type { Figure } from '../../figures/figure.js';
import { labLawView } from '../../figures/lab-law-view.js';
import { lawFigure } from '../../figures/law-figure.js';
import { lawInWords } from '../../laws/runs/words.js';
import type { Law } from '../../laws/runs/lab-laws.js';
import { lawOfResult } from '../../laws/share/shared-result.js';
import { chartStyles } from '../charts/chart-styles.js';
import { readoutAt } from '../charts/figure/readout.js';
import { figureView } from '../charts/figure/figure-view.js';
import { PlotController } from '../charts/plot-controller.js';
import { controls } from '../parts/controls.js';
import type { Theme } from '../parts/tokens.js';
import { emit } from '../session/page-events.js';
import { addressOf } from './address.js';
import { embeddedLaw, type EmbeddedLaw } from './embedded.js';
import { plannedRuns } from './shared.js';
import { words } from './words.js';

interface ShownLaw extends EmbeddedLaw {
  readonly law: Law;
  readonly agrees: boolean;
  readonly figure: Figure;
}

/**
 * A law alone, in a page within another page or in the lab: what the hash of its address holds.
 *
 * @fires add-to-compare
 */
@customElement('lab-embed')
export class LabEmbed extends LitElement {
  static override readonly styles = [
    controls,
    ...chartStyles,
    css`
      :host {
        box-sizing: border-box;
        height: 100dvh;
        min-height: 12rem;
        background: var(--surface);
        --chart-height: 6rem;
      }
      h1 {
        margin: 0;
        overflow: hidden;
        font-size: 1.0625rem;
        font-weight: 650;
        line-height: 1.3;
        text-wrap: balance;
      }
      .soft {
        color: var(--ink-soft);
        font-size: var(--small);
      }
      .settings {
        flex: none;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .readout {
        position: absolute;
        z-index: 1;
        bottom: 3.2rem;
        left: 4rem;
        min-height: 0;
        background: var(--surface);
      }
      .exponent {
        position: absolute;
        top: 0.4rem;
        right: 1rem;
        display: grid;
        justify-items: end;
        color: var(--ink-soft);
        font-size: var(--small);
        text-shadow:
          0 0 3px var(--surface),
          0 0 3px var(--surface);
        font-variant-numeric: tabular-nums;
        pointer-events: none;
      }
      .exponent strong {
        color: var(--ink);
        font-size: clamp(1.25rem, 6vmin, 3rem);
        font-weight: 650;
        letter-spacing: -0.02em;
        line-height: 1.15;
      }
      footer {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0.2rem 1rem;
        margin-top: 0.4rem;
        color: var(--ink-soft);
        font-size: var(--small);
      }
      .tag {
        padding: 0.1rem 0.6rem;
        border-radius: 1rem;
        background: var(--info-fill);
        color: var(--info-ink);
        font-size: var(--tiny);
      }
      a {
        color: var(--link);
      }
    `,
  ];

  /** The hash of the link, with its `#`. */
  @property() hash = location.hash;
  @property() theme: Theme = 'light';
  /** In the lab itself: its law can stand beside others. */
  @property({ type: Boolean }) comparable = false;

  @state() private _shown: ShownLaw | null = null;
  /** Why nothing is shown, '' while the link is read. */
  @state() private _problem = '';

  @query('.mount') private readonly _mount!: HTMLElement | null;
  @query('.readout') private readonly _readout!: HTMLElement | null;

  readonly #plot = new PlotController(this, () =>
    this._mount && this._readout ? { mount: this._mount, readout: this._readout } : null,
  );

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('hash')) void this.#read(this.hash);
    const { _shown: shown } = this;
    if (shown && (changed.has('_shown') || changed.has('theme')))
      this.#plot.show(figureView(shown.figure, this.theme, (cursor) => readoutAt(shown.figure, cursor)));
  }

  protected override render(): TemplateResult {
    const said = words.embed;
    const link = this.comparable
      ? html`<button @click=${() => emit(this, 'add-to-compare')}>${said.compare}</button>`
      : html`<a href=${addressOf(this.hash)} target="_blank" rel="noopener">${said.open}</a>`;
    if (!this._shown) {
      const isReading = this._problem === '';
      return html`<h1>${isReading ? said.opening : said.nothing}</h1>
        <p class="soft" role="status">${this._problem}</p>
        <footer>${isReading || this.comparable ? nothing : link}</footer>`;
    }
    const { result, law, agrees, figure, source } = this._shown;
    const where = [said[source], deviceWords(result.device), dateWords(result.measured)].filter(Boolean);
    const headline = headlineOf(law);
    const settings = [...(headline === null ? [] : [titleOf(result)]), settingsOf(result)].join(' · ');
    return html`<h1>${headline ?? titleOf(result)}</h1>
      <p class="soft settings" title=${settings}>${settings}</p>
      <div
        class="plot"
        role="group"
        tabindex="0"
        aria-label="${figure.summary} ${lawInWords(law)}"
        @keydown=${(event: KeyboardEvent) => this.#plot.onKey(event)}
      >
        <div class="mount"></div>
        <div class="readout" aria-hidden="true"></div>
        <p class="exponent" aria-hidden="true">
          <strong>${lawNumbers(law)?.split(',')[0] ?? nothing}</strong>${theoryOf(law) ?? nothing}
        </p>
      </div>
      ${law.fit.type === 'refused' ? html`<p class="soft">${law.fit.reason}</p>` : nothing}
      ${agrees ? nothing : html`<p class="soft">${said.differs}</p>`}
      <footer><span class="tag">${where.join(' · ')}</span>${link}</footer>`;
  }

  async #read(hash: string): Promise<void> {
    this._problem = '';
    this._shown = null;
    try {
      const found = await embeddedLaw(hash);
      // Another link may have come meanwhile.
      if (hash !== this.hash) return;
      if (found === 'no-link') this._problem = words.embed.noLink;
      else if (found === 'no-recording') this._problem = words.embed.noRecording;
      else this._shown = shownLaw(found);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      if (hash === this.hash) this._problem = `${words.embed.failed} ${error.message}`;
    }
  }
}

function shownLaw(embedded: EmbeddedLaw): ShownLaw {
  const { result } = embedded;
  const { law, agrees } = lawOfResult(result);
  const unit = unitOf(result.spec.task);
  const view = labLawView(law, { runs: plannedRuns(result), ghost: null, forecast: null, unit });
  // A frame has no room for the words of a slope.
  return { ...embedded, law, agrees, figure: { ...lawFigure(view), slope: null } };
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-embed': LabEmbed;
  }
}
