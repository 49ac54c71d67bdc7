import { html, nothing, type TemplateResult } from 'lit';
import type { Challenge } from '../../../lab/challenge/challenge.js';
import { fittingSteps, isKnown } from '../../../lab/challenge/ledger.js';
import type { Plan } from '../../../lab/plan/run-plan.js';
import { optimizers, optimizerTypes, type OptimizerType } from '../../../models/optimizers/optimizers.js';
import { segmented } from '../../parts/segmented.js';
import { draftFields, finalFields, type Designed, type Draft, type DraftField } from './draft.js';
import { dueOf, type ChallengeProgress } from './progress.js';
import { words } from './words.js';

/** The next run as a visitor designs it. */
export interface Design {
  readonly draft: Draft;
  readonly designed: Designed;
  readonly isFinal: boolean;
  /** As it stands in its field. */
  readonly prediction: string;
  /** Why the last prediction was not sealed, '' for nothing. */
  readonly problem: string;
}

export interface DesignActions {
  readonly edit: (draft: Draft) => void;
  readonly choose: (isFinal: boolean) => void;
  readonly predict: (text: string) => void;
  /** `prediction` is null for an experiment. */
  readonly start: (plan: Plan, prediction: number | null) => void;
}

export interface DesignPlace {
  readonly challenge: Challenge;
  readonly progress: ChallengeProgress;
  /** What is in the way of any start, '' for nothing. */
  readonly obstacle: string;
  /** How long a plan would take here, '' where nobody knows. */
  readonly timeOf: (plan: Plan) => string;
}

/** Fields, what they cost, and the button that starts it; refused before it starts where it would overspend. */
export function designSection(place: DesignPlace, design: Design, actions: DesignActions): TemplateResult {
  const { isFinal, designed, problem } = design;
  const said = words.design;
  return html`<section class="card design" aria-label=${said.title}>
    <div class="row">
      <h2>${said.title}</h2>
      ${segmented<'experiment' | 'final'>({
        legend: said.kind,
        name: 'kind',
        options: [
          { value: 'experiment', label: said.experiment },
          { value: 'final', label: said.final },
        ],
        value: isFinal ? 'final' : 'experiment',
        change: (value) => actions.choose(value === 'final'),
      })}
    </div>
    <div class="fields">
      ${draftFields
        .filter((name) => !isFinal || finalFields.has(name))
        .map((name) => field(name, design, actions))}
      ${optimizerField(design, actions)}
    </div>
    ${
      designed.type === 'problem'
        ? html`<p class="problem" role="status">${designed.problem}</p>`
        : startSection(place, designed.plan, design, actions)
    }
    ${problem === '' ? nothing : html`<p class="problem" role="alert">${problem}</p>`}
  </section>`;
}

function field(name: DraftField, { draft, isFinal }: Design, { edit }: DesignActions): TemplateResult {
  const { label, hint } = words.fields[name];
  const isOne = isFinal && name === 'widths';
  return html`<label class="field"
    >${isOne ? words.oneWidth : label}
    <input
      name=${name}
      inputmode=${name === 'widths' || name === 'samples' ? 'text' : 'decimal'}
      autocomplete="off"
      .value=${draft[name]}
      @input=${(event: Event) => edit({ ...draft, [name]: (event.target as HTMLInputElement).value })}
    />${hint === '' || isOne ? nothing : html`<small>${hint}</small>`}</label
  >`;
}

function optimizerField({ draft }: Design, { edit }: DesignActions): TemplateResult {
  return html`<label class="field"
    >${words.optimizer}
    <select
      name="optimizer"
      @change=${(event: Event) =>
        edit({ ...draft, optimizer: (event.target as HTMLSelectElement).value as OptimizerType })}
    >
      ${optimizerTypes.map(
        (type) =>
          html`<option value=${type} ?selected=${type === draft.optimizer}>
            ${optimizers[type].label}
          </option>`,
      )}
    </select></label
  >`;
}

function startSection(
  place: DesignPlace,
  plan: Plan,
  design: Design,
  { edit, predict, start }: DesignActions,
): TemplateResult {
  const { challenge, progress, obstacle, timeOf } = place;
  const { isFinal, prediction, draft } = design;
  const said = words.design;
  const cost = dueOf(plan, progress);
  if (cost.due > progress.left) {
    const steps = fittingSteps(plan.spec, progress.left);
    return html`<p class="problem" role="status">
        ${said.tooMuch(cost.due, progress.left, challenge)}
        ${steps === null ? said.noneFits : said.fits(steps)}
      </p>
      ${
        steps === null
          ? nothing
          : html`<div class="row">
              <button class="fit" @click=${() => edit({ ...draft, steps: String(steps) })}>
                ${said.takeSteps(steps)}
              </button>
            </div>`
      }`;
  }
  const time = timeOf(plan);
  const about = html`<p>${said.cost(cost, challenge)} ${time === '' ? nothing : said.time(time)}</p>`;
  const isTold = isFinal && isKnown(plan, progress.ledger.trained);
  if (isTold || obstacle !== '') {
    return html`${about}
      <p class="problem" role="status">${isTold ? said.known : obstacle}</p>`;
  }
  if (!isFinal) {
    return html`${about}
      <div class="row">
        <button class="primary start" @click=${() => start(plan, null)}>${said.start}</button>
      </div>`;
  }
  const { final } = words;
  const value = prediction.trim() === '' ? NaN : Number(prediction);
  const isLoss = value > 0 && Number.isFinite(value);
  return html`${about}
    <div class="row predict">
      <label class="field"
        >${final.predict}
        <input
          name="prediction"
          inputmode="decimal"
          autocomplete="off"
          .value=${prediction}
          @input=${(event: Event) => predict((event.target as HTMLInputElement).value)}
      /></label>
      <button class="primary seal" ?disabled=${!isLoss} @click=${() => start(plan, value)}>
        ${final.seal}
      </button>
    </div>
    <p>${isLoss ? final.once : final.missing}</p>`;
}
