import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { ExperimentSpec, StartSpec } from '../../lab/experiment/experiment.js';
import { evaluationSamples } from '../../lab/plan/memory.js';
import { hasSubtasks, unitOf } from '../../data/tasks/tasks.js';
import type { ModelWeights } from '../../lab/weights/weights-file.js';
import { withStart, withTaskField } from '../experiment/experiment-edits.js';
import type { Theme } from '../parts/tokens.js';
import type { TextStore } from './text-store.js';
import type { TrainedModel } from './trained-models.js';
import type { Session } from '../session/session.js';
import type { Visit } from '../session/visit.js';
import { LazyPart } from '../session/lazy-part.js';
import { TextLibrary } from './text-library.js';

/**
 * The parts of the page that experiments with languages have beside the others, and those whose weights can be had: where a text
 * comes from, samples, what is measured beside the loss, trained models. Loads them when they are needed first.
 */
export class LanguageView {
  readonly #host: ReactiveControllerHost;
  readonly lazy: LazyPart<typeof import('./language-panels.lazy.js')>;
  readonly #library: TextLibrary;
  #models: { readonly of: Session['weights']; readonly list: readonly TrainedModel[] } | null = null;
  #spec: ExperimentSpec | null = null;
  readonly #change: (spec: ExperimentSpec) => void;

  /** `change` takes an experiment that is about the text which was just given, or starts from weights. */
  constructor(host: ReactiveControllerHost, store: () => TextStore, change: (spec: ExperimentSpec) => void) {
    this.#host = host;
    this.#change = change;
    this.lazy = new LazyPart(host, () => import('./language-panels.lazy.js'));
    this.#library = new TextLibrary(host, store, ({ text: { source } }) => {
      if (this.#spec?.task.type !== 'text') return;
      change(withTaskField(withTaskField(this.#spec, 'textId', source.textId), 'name', source.name));
    });
  }

  /** Brings back the text of an earlier visit: before experiments are, which may be about it. */
  restore(): Promise<void> {
    return this.#library.restore();
  }

  /** An experiment about no text yet is about the one at hand. */
  adopt(spec: ExperimentSpec): ExperimentSpec {
    const source = this.#library.given?.text.source;
    if (spec.task.type !== 'text' || spec.task.textId !== '' || !source) return spec;
    return withTaskField(withTaskField(spec, 'textId', source.textId), 'name', source.name);
  }

  /** Makes ready what an experiment needs, and what there is to show. */
  prepare(spec: ExperimentSpec, hasWeights: boolean): void {
    this.#spec = spec;
    if (spec.task.type === 'text') this.#library.prepare(spec.task);
    const isNeeded = spec.model.family === 'transformer' || hasSubtasks(spec.task) || hasWeights;
    if (isNeeded && !this.lazy.missing) void this.lazy.want();
  }

  /** What of its text is in the way of a start, '' for nothing, null for an experiment about no text. */
  obstacle({ task }: ExperimentSpec): string | null {
    if (task.type !== 'text') return null;
    const { type } = this.#library.stateOf(task);
    if (type === 'ready') return '';
    return type === 'reading' ? 'Making tokens of the text …' : 'First it needs a text.';
  }

  /** Where the text of an experiment comes from. */
  renderText({ task }: ExperimentSpec, locked: boolean): TemplateResult | typeof nothing {
    if (task.type !== 'text' || !this.lazy.part) return nothing;
    return html`<lab-text-source
      class="wide"
      .task=${task}
      .text=${this.#library.stateOf(task)}
      .locked=${locked}
      @give-text=${({ detail }: CustomEvent<{ file: Blob; name: string }>) =>
        void this.#library.give(detail.file, detail.name, task)}
      @refuse-text=${({ detail }: CustomEvent<{ message: string }>) => this.#library.refuse(detail.message)}
      @forget-text=${() => void this.#library.forget()}
    ></lab-text-source>`;
  }

  /** Samples, other measures and trained models of the experiment in sight. */
  renderResults(
    { session, client }: Visit,
    spec: ExperimentSpec,
    theme: Theme,
  ): TemplateResult | typeof nothing {
    if (!this.lazy.part) return nothing;
    const { skillKindOf, trainedModels } = this.lazy.part;
    const { state, weights } = session;
    const skill = skillKindOf(state.runs);
    const shown = state.plan?.spec ?? spec;
    // Weights come when their run has ended: nothing of it changes after.
    if (this.#models?.of !== weights)
      this.#models = { of: weights, list: weights.size > 0 ? trainedModels(shown, state.runs, weights) : [] };
    const models = this.#models.list;
    return html`<lab-samples
        class="wide"
        ?hidden=${state.runs.every(({ samples }) => samples.length === 0)}
        .task=${shown.task}
        .runs=${state.runs}
        .theme=${theme}
      ></lab-samples>
      <lab-measures-chart
        class="wide"
        ?hidden=${skill === null}
        .runs=${state.runs}
        .asked=${skill === 'answers' ? evaluationSamples(shown) : 0}
        .unit=${unitOf(shown.task)}
        .theme=${theme}
      ></lab-measures-chart>
      ${
        shown.model.family === 'transformer' || models.length > 0
          ? html`<lab-weights
              class="wide"
              .models=${models}
              .generator=${client}
              .locked=${session.isLive}
              @open-weights=${() => this.#host.requestUpdate()}
              @start-from=${({ detail }: CustomEvent<{ start: StartSpec; weights: ModelWeights }>) =>
                this.#spec && this.#change(withStart(this.#spec, detail.start, detail.weights))}
            ></lab-weights>`
          : nothing
      }`;
  }
}
