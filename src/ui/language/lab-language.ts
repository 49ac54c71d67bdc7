import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { unitOf } from '../../data/tasks/tasks.js';
import type { ExperimentSpec } from '../../lab/experiment/experiment.js';
import { evaluationSamples } from '../../lab/plan/memory.js';
import type { ReplicaWeights } from '../../lab/records/events.js';
import type { RunRecord } from '../../lab/records/record.js';
import { skillKindOf } from '../../laws/runs/skills.js';
import '../charts/measures/lab-measures-chart.js';
import { controls } from '../parts/controls.js';
import type { Theme } from '../parts/tokens.js';
import './lab-samples.js';
import './lab-weights.js';
import type { TextGenerator } from './generation.js';
import { trainedModels, type TrainedModel } from './trained-models.js';
import { words } from './words.js';

/**
 * What experiments with languages show beside the others, and those whose weights can be had: samples, what is measured beside the
 * loss, trained models. Its panels stand in the grid around it.
 */
@customElement('lab-language')
export class LabLanguage extends LitElement {
  static override readonly styles = [
    controls,
    css`
      :host {
        display: contents;
      }
      .wide {
        grid-column: 1 / -1;
      }
    `,
  ];

  @property({ attribute: false }) spec: ExperimentSpec | null = null;
  /** The experiment is about no text, or its text is here. */
  @property({ type: Boolean }) hasText = false;
  @property({ attribute: false }) runs: readonly RunRecord[] = [];
  /** Weights of the runs that ended on this visit, by run. */
  @property({ attribute: false }) weights: ReadonlyMap<string, readonly ReplicaWeights[]> = new Map();
  @property({ attribute: false }) generator: TextGenerator | null = null;
  /** While an experiment runs there is no other to make. */
  @property({ type: Boolean }) locked = false;
  @property() theme: Theme = 'light';

  #models: readonly TrainedModel[] = [];

  protected override willUpdate(changed: PropertyValues): void {
    // Weights come when their run has ended: nothing of it changes after.
    if (!this.spec || !(changed.has('weights') || changed.has('hasText'))) return;
    const canWrite = this.weights.size > 0 && this.hasText;
    this.#models = canWrite ? trainedModels(this.spec, this.runs, this.weights) : [];
  }

  protected override render(): TemplateResult | typeof nothing {
    const { spec, runs, theme } = this;
    if (!spec) return nothing;
    const skill = skillKindOf(runs);
    if (!this.hasText && spec.task.type === 'text')
      return html`<p class="wide">${words.withoutText(spec.task.name)}</p>`;
    return html`<lab-samples
        class="wide"
        ?hidden=${runs.every(({ samples }) => samples.length === 0)}
        .task=${spec.task}
        .runs=${runs}
        .theme=${theme}
      ></lab-samples>
      <lab-measures-chart
        class="wide"
        ?hidden=${skill === null}
        .runs=${runs}
        .asked=${skill === 'answers' ? evaluationSamples(spec) : 0}
        .unit=${unitOf(spec.task)}
        .theme=${theme}
      ></lab-measures-chart>
      ${
        spec.model.family === 'transformer' || this.#models.length > 0
          ? html`<lab-weights
              class="wide"
              .models=${this.#models}
              .generator=${this.generator}
              .locked=${this.locked}
            ></lab-weights>`
          : nothing
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-language': LabLanguage;
  }
}
