import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Choice, Dial } from '../../data/task.js';
import { tasks } from '../../data/tasks/tasks.js';
import { experimentSizes, type ExperimentSpec } from '../../lab/experiment/experiment.js';
import { presetIds, presets, type PresetId } from '../../lab/presets/presets.js';
import { isOfPreset } from '../../lab/presets/resolve.js';
import { optimizers, type OptimizerType } from '../../models/optimizers/optimizers.js';
import { mlpWidths, transformerWidths } from '../../models/zoo.js';
import { dial, dialStyles } from '../parts/dial.js';
import {
  fromScratch,
  headUnit,
  withSweep,
  withOptimizer,
  withPreset,
  withSeeds,
  withSize,
  withTaskField,
  withWidth,
} from './experiment-edits.js';
import { modelSection, modelSectionStyles } from './model-section.js';
import { segmented, segmentedStyles } from '../parts/segmented.js';
import { controls } from '../parts/controls.js';
import { panelStyles } from './experiment-panel-styles.js';
import { sizeColour } from '../parts/size-ramp.js';
import type { Theme } from '../parts/tokens.js';
import { emit } from '../session/page-events.js';
import { taskFacts } from './summary.js';

const sizeLabels = { small: 'Small', standard: 'Standard', full: 'Full' } as const;
const MOST_SEEDS = 8;

/**
 * Which experiment, and its dials.
 *
 * @fires spec-change - `{spec}`: the experiment as the visitor has set it now.
 */
@customElement('lab-experiment-panel')
export class LabExperimentPanel extends LitElement {
  static override readonly styles = [controls, segmentedStyles, dialStyles, panelStyles, modelSectionStyles];

  @property({ attribute: false }) spec: ExperimentSpec | null = null;
  /** While an experiment runs its dials stand still. */
  @property({ type: Boolean }) locked = false;
  @property() theme: Theme = 'light';

  protected override render(): TemplateResult | typeof nothing {
    const { spec } = this;
    if (!spec) return nothing;
    const ofPreset = isOfPreset(spec);
    const question = ofPreset
      ? presets[spec.preset as PresetId].question
      : 'An experiment of its own, from a link.';
    return html`<fieldset class="all" ?disabled=${this.locked}>
      <legend class="hidden-text">Experiment</legend>
      <fieldset class="presets">
        <legend class="hidden-text">Preset</legend>
        ${presetIds.map(
          (id) =>
            html`<label
              ><input
                type="radio"
                name="preset"
                .value=${id}
                .checked=${ofPreset && id === spec.preset}
                @change=${() => this.#change(withPreset(id, spec.size))}
              /><span>${presets[id].title}</span></label
            >`,
        )}
      </fieldset>
      <p class="question">${question}</p>
      <p class="facts">${taskFacts(spec.task)}</p>
      ${spec.start.weightsId === '' ? nothing : this.#start(spec)}
      ${tasks[spec.task.type].choices.map((choice) => this.#taskChoice(spec, choice))}
      ${tasks[spec.task.type].dials.map((settings) => this.#taskDial(spec, settings))}
      ${
        ofPreset
          ? segmented({
              legend: 'Size of the experiment',
              showLegend: true,
              name: 'size',
              options: experimentSizes.map((value) => ({ value, label: sizeLabels[value] })),
              value: spec.size,
              change: (size) => this.#change(withSize(spec, size)),
            })
          : nothing
      }
      ${this.#widths(spec)}
      ${
        spec.model.family === 'transformer'
          ? modelSection(spec, spec.model, (next) => this.#change(next))
          : nothing
      }
      <div class="rows">
        <label class="row"
          ><span>Tune the learning rate</span
          ><input
            type="checkbox"
            role="switch"
            .checked=${spec.lrSweep.enabled}
            @change=${(event: Event) => this.#change(withSweep(spec, (event.target as HTMLInputElement).checked))}
        /></label>
        <div class="row">
          <span id="seeds">Seeds a size</span>
          <span class="stepper" role="group" aria-labelledby="seeds">
            <button
              aria-label="Fewer seeds"
              ?disabled=${spec.seeds.count <= 1}
              @click=${() => this.#change(withSeeds(spec, spec.seeds.count - 1))}
            >
              −</button
            ><output>${spec.seeds.count}</output
            ><button
              aria-label="More seeds"
              ?disabled=${spec.seeds.count >= MOST_SEEDS}
              @click=${() => this.#change(withSeeds(spec, spec.seeds.count + 1))}
            >
              +
            </button>
          </span>
        </div>
        <label class="row"
          ><span>Optimiser</span>
          <select
            .value=${spec.training.optimizer.type}
            ?disabled=${!ofPreset}
            @change=${(event: Event) =>
              this.#change(withOptimizer(spec, (event.target as HTMLSelectElement).value as OptimizerType))}
          >
            ${Object.entries(optimizers).map(
              ([value, { label }]) =>
                html`<option value=${value} ?selected=${value === spec.training.optimizer.type}>
                  ${label}
                </option>`,
            )}
          </select></label
        >
      </div>
    </fieldset>`;
  }

  /** Weights that it goes on from, until they are taken away. */
  #start(spec: ExperimentSpec): TemplateResult {
    return html`<p class="start">
      <span>Starts from the weights <strong title=${spec.start.name}>${spec.start.name}</strong></span>
      <button class="quiet" title="Starts from chance again" @click=${() => this.#change(fromScratch(spec))}>
        Remove
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

  #taskDial(
    spec: ExperimentSpec,
    { field, label, help, minimum, maximum, step }: Dial,
  ): TemplateResult | typeof nothing {
    const value = (spec.task as unknown as Readonly<Record<string, number>>)[field];
    // Characters and bytes have as many tokens as they need.
    if (spec.task.type === 'text' && field === 'vocabulary' && spec.task.tokens !== 'bpe') return nothing;
    return dial({
      id: `dial-${field}`,
      label,
      help,
      minimum,
      maximum,
      step,
      value,
      change: (next) => this.#change(withTaskField(spec, field, next)),
    });
  }

  /** The ladder: every width of the family, those of this experiment in their colour. */
  #widths(spec: ExperimentSpec): TemplateResult {
    const { model } = spec;
    const { widths } = model;
    const offered = [...new Set([...widthsOf(model), ...widths])].sort((a, b) => a - b);
    const isTransformer = model.family === 'transformer';
    return html`<fieldset class="widths">
      <legend class="label">Sizes, by ${isTransformer ? 'channels' : 'hidden width'}</legend>
      <div>
        ${offered.map((width) => {
          const index = widths.indexOf(width);
          const chosen = index >= 0;
          return html`<button
            class="width"
            aria-pressed=${chosen ? 'true' : 'false'}
            aria-label=${isTransformer ? `${width} channels` : `Width ${width}`}
            style=${chosen ? `--colour: ${sizeColour(index, widths.length, this.theme)}` : ''}
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
    'lab-experiment-panel': LabExperimentPanel;
  }
}
