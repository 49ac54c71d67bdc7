import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Choice, Dial } from '../../../data/task.js';
import { tasks } from '../../../data/tasks/tasks.js';
import { experimentSizes, type ExperimentSpec } from '../../../lab/experiment/experiment.js';
import { presetIds, presets, type PresetId } from '../../../lab/presets/presets.js';
import { isOfPreset } from '../../../lab/presets/resolve.js';
import { optimizers, type OptimizerType } from '../../../models/optimizers/optimizers.js';
import { mlpWidths, transformerWidths } from '../../../models/zoo.js';
import { controls } from '../../parts/controls.js';
import { dial, dialStyles } from '../../parts/dial.js';
import { rowStyles, selectRow, stepperRow, switchRow } from '../../parts/rows.js';
import { segmented, segmentedStyles } from '../../parts/segmented.js';
import { sizeColour } from '../../parts/size-ramp.js';
import type { Theme } from '../../parts/tokens.js';
import { emit } from '../../session/page-events.js';
import {
  fromScratch,
  headUnit,
  withOptimizer,
  withPreset,
  withSeeds,
  withSize,
  withSweep,
  withTaskField,
  withWidth,
} from '../../experiment/experiment-edits.js';
import { panelStyles } from './designer-styles.js';
import { modelSection, modelSectionStyles } from './model-section.js';
import { taskFacts } from '../../experiment/summary.js';
import { words } from '../../experiment/words.js';

const MOST_SEEDS = 8;
const optimizerLabels = Object.fromEntries(
  Object.entries(optimizers).map(([type, { label }]) => [type, label]),
) as Readonly<Record<OptimizerType, string>>;

/**
 * Every setting of an experiment.
 *
 * @fires spec-change - `{spec}`: the experiment as the visitor has set it now.
 */
@customElement('lab-designer')
export class LabDesigner extends LitElement {
  static override readonly styles = [
    controls,
    segmentedStyles,
    dialStyles,
    rowStyles,
    panelStyles,
    modelSectionStyles,
  ];

  @property({ attribute: false }) spec: ExperimentSpec | null = null;
  /** While an experiment runs its dials stand still. */
  @property({ type: Boolean }) locked = false;
  @property() theme: Theme = 'light';

  protected override render(): TemplateResult | typeof nothing {
    const { spec } = this;
    if (!spec) return nothing;
    const { choices, dials } = tasks[spec.task.type];
    return html`<fieldset class="all" ?disabled=${this.locked}>
      <legend class="hidden-text">${words.panel.experiment}</legend>
      ${this.#presets(spec)}
      <p class="question">
        ${isOfPreset(spec) ? presets[spec.preset as PresetId].question : words.panel.ownQuestion}
      </p>
      <p class="facts">${taskFacts(spec.task)}</p>
      ${spec.start.weightsId === '' ? nothing : this.#start(spec)}
      ${choices.map((choice) => this.#taskChoice(spec, choice))}
      ${dials.map((settings) => this.#taskDial(spec, settings))}
      ${isOfPreset(spec) ? this.#size(spec) : nothing} ${this.#widths(spec)}
      ${
        spec.model.family === 'transformer'
          ? modelSection(spec, spec.model, (next) => this.#change(next))
          : nothing
      }
      ${this.#training(spec)}
    </fieldset>`;
  }

  #presets(spec: ExperimentSpec): TemplateResult {
    const chosen = isOfPreset(spec) ? spec.preset : null;
    return html`<fieldset class="presets">
      <legend class="hidden-text">${words.panel.preset}</legend>
      ${presetIds.map(
        (id) =>
          html`<label
            ><input
              type="radio"
              name="preset"
              .value=${id}
              .checked=${id === chosen}
              @change=${() => this.#change(withPreset(id, spec.size))}
            /><span>${presets[id].title}</span></label
          >`,
      )}
    </fieldset>`;
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

  #training(spec: ExperimentSpec): TemplateResult {
    return html`<div class="rows">
      ${switchRow({
        label: words.panel.tuning,
        value: spec.lrSweep.enabled,
        change: (enabled) => this.#change(withSweep(spec, enabled)),
      })}
      ${stepperRow({
        id: 'seeds',
        label: words.panel.seeds,
        fewer: words.panel.fewerSeeds,
        more: words.panel.moreSeeds,
        minimum: 1,
        maximum: MOST_SEEDS,
        value: spec.seeds.count,
        change: (count) => this.#change(withSeeds(spec, count)),
      })}
      ${selectRow({
        label: words.panel.optimizer,
        options: optimizerLabels,
        value: spec.training.optimizer.type,
        disabled: !isOfPreset(spec),
        change: (type) => this.#change(withOptimizer(spec, type)),
      })}
    </div>`;
  }

  /** Weights that training continues from, until they are taken away. */
  #start(spec: ExperimentSpec): TemplateResult {
    const { name } = spec.start;
    return html`<p class="start">
      <span>${words.panel.startsFrom} <strong title=${name}>${name}</strong></span>
      <button class="quiet" title=${words.panel.removeHint} @click=${() => this.#change(fromScratch(spec))}>
        ${words.panel.remove}
      </button>
    </p>`;
  }

  #taskChoice(spec: ExperimentSpec, { field, label, help, options }: Choice): TemplateResult {
    const value = (spec.task as unknown as Readonly<Record<string, string>>)[field];
    return html`<div class="choice">
      ${segmented({
        legend: label,
        showLegend: true,
        name: `choice-${field}`,
        options,
        value,
        change: (next) => this.#change(withTaskField(spec, field, next)),
      })}
      <p>${help}</p>
    </div>`;
  }

  #taskDial(spec: ExperimentSpec, { field, ...settings }: Dial): TemplateResult | typeof nothing {
    // Characters and bytes have as many tokens as they need.
    if (spec.task.type === 'text' && field === 'vocabulary' && spec.task.tokens !== 'bpe') return nothing;
    const value = (spec.task as unknown as Readonly<Record<string, number>>)[field];
    const change = (next: number): void => this.#change(withTaskField(spec, field, next));
    return dial({ ...settings, id: `dial-${field}`, value, change });
  }

  /** The ladder: every width of the family, those of this experiment in their colour. */
  #widths(spec: ExperimentSpec): TemplateResult {
    const { widths, family } = spec.model;
    const offered = [...new Set([...widthsOf(spec.model), ...widths])].sort((a, b) => a - b);
    return html`<fieldset class="widths">
      <legend class="label">${words.ladder.legend[family]}</legend>
      <div>
        ${offered.map((width) => {
          const index = widths.indexOf(width);
          const chosen = index >= 0;
          return html`<button
            class="width"
            aria-pressed=${chosen ? 'true' : 'false'}
            aria-label=${words.ladder.width[family](width)}
            .style=${chosen ? `--colour: ${sizeColour(index, widths.length, this.theme)}` : ''}
            ?disabled=${chosen && widths.length === 1}
            @click=${() => this.#change(withWidth(spec, width, !chosen))}
          >
            ${width}
          </button>`;
        })}
      </div>
    </fieldset>`;
  }

  #change(spec: ExperimentSpec): void {
    emit(this, 'spec-change', { spec });
  }
}

/** Widths to choose from: of a transformer those that make whole heads. */
function widthsOf(model: ExperimentSpec['model']): readonly number[] {
  if (model.family === 'mlp') return mlpWidths;
  return transformerWidths.filter((channels) => channels % headUnit(model) === 0);
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-designer': LabDesigner;
  }
}
