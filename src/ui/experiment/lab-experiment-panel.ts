import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Dial } from '../../data/task.js';
import { experimentSizes, type ExperimentSpec } from '../../lab/experiment/experiment.js';
import { isOfPreset } from '../../lab/presets/resolve.js';
import { optimizerOf } from '../../models/optimizers/optimizers.js';
import { controls } from '../parts/controls.js';
import { dial, dialStyles } from '../parts/dial.js';
import { segmented, segmentedStyles } from '../parts/segmented.js';
import { hashOf } from '../session/address.js';
import { emit } from '../session/page-events.js';
import { withSize, withTaskField } from './experiment-edits.js';
import { startLine, startLineStyles } from './start-line.js';
import { usedDials } from './used-dials.js';
import { words } from './words.js';

/**
 * The first dial of the experiment, how long it trains, and the rest in three lines.
 *
 * @fires spec-change - `{spec}`: the experiment as the visitor has set it now.
 */
@customElement('lab-experiment-panel')
export class LabExperimentPanel extends LitElement {
  static override readonly styles = [
    controls,
    segmentedStyles,
    dialStyles,
    startLineStyles,
    css`
      :host {
        display: block;
      }
      .all {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.9rem;
        min-width: 0;
        margin: 0;
        padding: 0;
        border: 0;
      }
      h2 {
        font-size: 0.9375rem;
        font-weight: 500;
      }
      small {
        color: var(--ink-faint);
        font-weight: 400;
      }
      .label {
        margin-bottom: 0.35rem;
        padding: 0;
        font-size: 0.875rem;
        font-weight: 500;
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0.35rem 1rem;
        margin: 0;
        font-size: 0.875rem;
      }
      dt {
        color: var(--ink-soft);
      }
      dd {
        margin: 0;
        text-align: right;
        font-variant-numeric: tabular-nums;
      }
      .waiting {
        margin-top: 0.4rem;
        color: var(--ink-soft);
        font-size: var(--small);
      }
      a {
        color: var(--link);
        font-size: 0.875rem;
      }
    `,
  ];

  @property({ attribute: false }) spec: ExperimentSpec | null = null;
  /** While an experiment runs its dials stand still. */
  @property({ type: Boolean }) locked = false;
  /** Experiments that wait in the queue. */
  @property({ type: Number }) waiting = 0;
  /** Only the dial. */
  @property({ type: Boolean }) reduced = false;

  protected override render(): TemplateResult | typeof nothing {
    const { spec } = this;
    if (!spec) return nothing;
    const [first] = usedDials(spec.task);
    return html`<fieldset class="all" ?disabled=${this.locked}>
        <legend class="hidden-text">${words.panel.experiment}</legend>
        ${startLine(spec, (next) => this.#change(next))}
        ${first ? html`<h2>${words.panel.turn}</h2>` : nothing} ${first ? this.#dial(spec, first) : nothing}
        ${this.reduced ? nothing : [isOfPreset(spec) ? this.#size(spec) : nothing, summary(spec)]}
      </fieldset>
      <p ?hidden=${this.reduced}><a href=${hashOf('design')}>${words.panel.designer}</a></p>
      ${this.waiting === 0 || this.reduced ? nothing : html`<p class="waiting">${words.panel.waiting(this.waiting)}</p>`}`;
  }

  #dial(spec: ExperimentSpec, { field, ...settings }: Dial): TemplateResult {
    const value = (spec.task as unknown as Readonly<Record<string, number>>)[field];
    const change = (next: number): void => this.#change(withTaskField(spec, field, next));
    return dial({ ...settings, id: `dial-${field}`, value, change });
  }

  #size(spec: ExperimentSpec): TemplateResult {
    return segmented({
      legend: words.panel.size,
      showLegend: true,
      name: 'size',
      options: experimentSizes.map((value) => ({ value, label: words.panel.sizes[value] })),
      value: spec.size,
      change: (size) => this.#change(withSize(spec, size)),
    });
  }

  #change(spec: ExperimentSpec): void {
    emit(this, 'spec-change', { spec });
  }
}

/** What else is set, in three lines. */
function summary({ model, data, seeds, training, lrSweep }: ExperimentSpec): TemplateResult {
  const said = words.panel.summary;
  const { label } = optimizerOf(training.optimizer);
  const length = data.budgets.length > 0 ? said.budgets(data.budgets.length) : said.steps(training.steps);
  return html`<dl>
    <dt>${said.sizes}</dt>
    <dd>${said.widths(model.widths, model.family)}</dd>
    <dt>${said.seeds}</dt>
    <dd>${said.eachSize(seeds.count)}</dd>
    <dt>${said.training}</dt>
    <dd>${said.trained(length, label, lrSweep.enabled)}</dd>
  </dl>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-experiment-panel': LabExperimentPanel;
  }
}
