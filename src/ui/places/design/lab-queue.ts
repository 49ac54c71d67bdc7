import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { formatPercent, formatTimeRange } from '../../../base/format.js';
import { InputError } from '../../../base/errors.js';
import { readExperiment } from '../../../lab/plan/read-experiment.js';
import { estimateSeconds, planCost, type DeviceSpeed } from '../../../lab/plan/cost.js';
import type { ExperimentSpec } from '../../../lab/experiment/experiment.js';
import type { LabState } from '../../../lab/records/record.js';
import { settingsWords, shortTitle } from '../../../lab/share/settings.js';
import type { QueueChange, QueuedExperiment, QueueView } from '../../session/experiment-queue.js';
import type { ExperimentSummary } from '../../experiment/summary.js';
import { controls } from '../../parts/controls.js';
import { emit } from '../../session/page-events.js';
import { words } from './words.js';

const { queue: said } = words;

/**
 * Experiments that train one after another: what trains, what waits, and when the design would end behind it.
 *
 * @fires change-queue - `{change}`
 * @fires design-change - `{spec}`: an experiment that waits, to be looked at.
 */
@customElement('lab-queue')
export class LabQueue extends LitElement {
  static override readonly styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: 0.5rem;
        padding: 0.7rem 1rem;
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem 0.9rem;
      }
      ol {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
        min-width: 0;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      ol:empty {
        display: none;
      }
      li {
        display: flex;
        align-items: center;
        min-width: 0;
        max-width: 100%;
        border-radius: 1.2rem;
        background: var(--sunken);
        font-size: var(--small);
        font-variant-numeric: tabular-nums;
      }
      li.live {
        padding: 0.25rem 0.8rem;
        background: var(--ink);
        color: var(--surface);
      }
      li button.quiet {
        min-width: 1.6rem;
        border-radius: 1rem;
      }
      li button.open {
        min-width: 0;
        color: var(--ink);
        text-align: left;
        white-space: normal;
      }
      p {
        color: var(--ink-soft);
        font-size: var(--small);
      }
      p.problem {
        color: var(--danger-ink);
      }
      .tools {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
        margin-left: auto;
      }
    `,
  ];

  @property({ attribute: false }) queue: QueueView | null = null;
  /** What trains, null for nothing. */
  @property({ attribute: false }) lab: LabState | null = null;
  /** The experiment of the designer, which would be the last. */
  @property({ attribute: false }) design: ExperimentSummary | null = null;
  @property({ attribute: false }) device: DeviceSpeed | null = null;

  /** What was done last, for screen readers. */
  @state() private _said = '';

  /** Seconds that experiments take, each computed once for a device. */
  #seconds = new WeakMap<ExperimentSpec, number>();
  #count = 0;

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('device')) this.#seconds = new WeakMap();
    const count = this.queue?.waiting.length ?? 0;
    if (changed.has('queue') && count > this.#count && changed.get('queue') !== undefined)
      this._said = said.added(count);
    this.#count = count;
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.queue) return nothing;
    const { waiting, problem } = this.queue;
    const isEmpty = waiting.length === 0 && !this.lab;
    return html`<div class="bar">
        <h2>${said.title}</h2>
        <ol aria-label=${said.title}>
          ${this.lab ? this.#live(this.lab) : nothing} ${waiting.map((each, i) => this.#waiting(each, i))}
        </ol>
        <p>${isEmpty ? said.empty : this.#end(waiting)}</p>
        ${waiting.length === 0 ? nothing : this.#tools(this.queue)}
      </div>
      ${problem === '' ? nothing : html`<p class="problem" role="alert">${said.problem(problem)}</p>`}
      <span class="hidden-text" role="status">${this._said}</span>`;
  }

  #live({ plan, status, fraction }: LabState): TemplateResult {
    const progress = status === 'compiling' ? said.preparing : said.training(formatPercent(fraction));
    return html`<li class="live">${plan ? said.place(1, shortTitle(plan.spec), progress) : progress}</li>`;
  }

  #waiting(each: QueuedExperiment, index: number): TemplateResult {
    const { id, spec } = each;
    const { waiting } = this.queue!;
    const place = index + (this.lab ? 2 : 1);
    const seconds = this.#secondsOf(spec);
    const name = said.place(place, shortTitle(spec), seconds === null ? '' : formatTimeRange(seconds));
    return html`<li>
      <button
        class="quiet open"
        title=${settingsWords(spec)}
        aria-label=${said.open(name)}
        @click=${() => emit(this, 'design-change', { spec })}
      >
        ${name}
      </button>
      <button
        class="quiet"
        aria-label=${said.earlier(name)}
        ?disabled=${index === 0}
        @click=${() => this.#change({ type: 'move', id, by: -1 })}
      >
        ←
      </button>
      <button
        class="quiet"
        aria-label=${said.later(name)}
        ?disabled=${index === waiting.length - 1}
        @click=${() => this.#change({ type: 'move', id, by: 1 })}
      >
        →
      </button>
      <button
        class="quiet remove"
        aria-label=${said.remove(name)}
        @click=${() => this.#change({ type: 'remove', id })}
      >
        ×
      </button>
    </li>`;
  }

  /** When the design would end, behind all that waits. */
  #end(waiting: readonly QueuedExperiment[]): string {
    const { lab, design } = this;
    if (!design?.plan) return '';
    const place = waiting.length + (lab ? 2 : 1);
    const parts = [
      lab ? lab.remainingSeconds : 0,
      ...[...waiting.map(({ spec }) => spec), design.spec].map((spec) => this.#secondsOf(spec)),
    ];
    const isKnown = parts.every((part) => part !== null);
    const end = isKnown ? formatTimeRange(parts.reduce((sum, part) => sum + part, 0)) : '';
    return said.would(place, end);
  }

  #tools({ isGoing }: QueueView): TemplateResult {
    const go = this.lab ? said.goOn : said.go;
    return html`<span class="tools">
      ${
        this.lab && isGoing
          ? html`<button @click=${() => this.#change({ type: 'hold' })}>${said.hold}</button>`
          : html`<button class="go" @click=${() => this.#change({ type: 'go' })}>${go}</button>`
      }
      <button @click=${() => this.#change({ type: 'empty' })}>${said.clear}</button>
    </span>`;
  }

  /** Null where that is not known. */
  #secondsOf(spec: ExperimentSpec): number | null {
    if (!this.device) return null;
    const known = this.#seconds.get(spec) ?? secondsOf(spec, this.device);
    if (known !== null) this.#seconds.set(spec, known);
    return known;
  }

  #change(change: QueueChange): void {
    emit(this, 'change-queue', { change });
  }
}

function secondsOf(spec: ExperimentSpec, device: DeviceSpeed): number | null {
  try {
    return estimateSeconds(planCost(readExperiment(spec).plan), device);
  } catch (error) {
    // Its text or its weights are not here.
    if (error instanceof InputError) return null;
    throw error;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-queue': LabQueue;
  }
}
