import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { InputError } from '../../../base/errors.js';
import {
  experimentSizes,
  type ExperimentSize,
  type ExperimentSpec,
} from '../../../lab/experiment/experiment.js';
import { parseDraft } from '../../../lab/experiment/schema.js';
import { presetIds, presets } from '../../../lab/presets/presets.js';
import { isOfPreset, overridesOf } from '../../../lab/presets/resolve.js';
import { copyAddress } from '../../experiment/copy-link.js';
import { withPreset, withSize } from '../../experiment/experiment-edits.js';
import { startLine } from '../../experiment/start-line.js';
import type { PageView } from '../../page/view.js';
import { controls } from '../../parts/controls.js';
import { placeStyles } from '../../parts/place-styles.js';
import { emit } from '../../session/page-events.js';
import { designStyles } from './design-styles.js';
import { effectsOf, type Effect } from './effects.js';
import { fieldRow, fieldRowStyles } from './field-row.js';
import { valueOf, withValue, type DesignField, type FieldGroup, type FieldValue } from './fields/field.js';
import { groupsOf } from './fields/groups.js';
import { readText } from './fields/text.js';
import './lab-plan-preview.js';
import './lab-queue.js';
import { presetValueOf, presetValues, type PresetValues } from './preset-values.js';
import { words } from './words.js';

/** What was typed into a field that takes no such value. */
interface Draft {
  readonly text: string;
  readonly problem: string;
}

/**
 * The designer: every setting of an experiment, what will run, and the queue of experiments.
 *
 * @fires design-change - `{spec}`: the experiment as the visitor has set it now.
 * @fires change-queue - `{change}`
 * @fires start-design
 */
@customElement('lab-design')
export class LabDesign extends LitElement {
  static override readonly styles = [controls, placeStyles, fieldRowStyles, designStyles];

  @property({ attribute: false }) view: PageView | null = null;

  @state() private _drafts: ReadonlyMap<string, Draft> = new Map();
  @state() private _effects: ReadonlyMap<string, Effect> = new Map();
  @state() private _isCopied = false;

  #spec: ExperimentSpec | null = null;
  #preset: PresetValues | null = null;
  #groups: readonly (readonly FieldGroup[])[] = [];
  /** What the effects belong to. */
  #weighed: PageView['design']['summary'] | null = null;
  #timer = 0;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override willUpdate(changed: PropertyValues): void {
    const spec = this.view?.design.spec ?? null;
    if (!changed.has('view') || spec === this.#spec || spec === null) return;
    const before = this.#spec;
    this.#spec = spec;
    this.#preset = presetValues(spec);
    this.#groups = groupsOf(spec, this.#preset?.withOptimizer ?? null);
    this._isCopied = false;
    // A value that came from elsewhere, as from the preset, takes the place of what was typed.
    const stays = ({ path }: DesignField): boolean =>
      this._drafts.has(path) && before?.preset === spec.preset && before.size === spec.size;
    const kept = this.#fields.filter(
      (field) => stays(field) && valueOf(field, before!) === valueOf(field, spec),
    );
    this._drafts = new Map(kept.map(({ path }) => [path, this._drafts.get(path)!]));
  }

  /** What fields cost is computed after the fields are in sight. */
  protected override updated(): void {
    const summary = this.view?.design.summary ?? null;
    if (summary === this.#weighed) return;
    this.#weighed = summary;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      const { spec, plan, device } = summary!;
      const how = { preset: this.#preset, device };
      this._effects = plan ? effectsOf(spec, this.#fields, how) : new Map();
    });
  }

  protected override render(): TemplateResult | typeof nothing {
    const { view } = this;
    if (!view || !this.#spec) return nothing;
    const { design, queue, lab, isLive, device, theme } = view;
    const wrong = this.#fields.filter(({ path }) => this._drafts.has(path)).map(({ label }) => label);
    const obstacle = wrong.length > 0 ? words.wrongFields(wrong) : this.#obstacle(design);
    const [first, second] = this.#groups;
    return html`${this.#head(design.spec, obstacle)}
      <div class="columns">
        <section class="card" aria-label=${titlesOf(first)}>
          ${this.#cardOf(first)} ${startLine(design.spec, (spec) => this.#change(spec))}
          ${
            design.text && design.spec.task.type === 'text'
              ? html`<lab-text-source .task=${design.spec.task} .text=${design.text}></lab-text-source>`
              : nothing
          }
        </section>
        <section class="card" aria-label=${titlesOf(second)}>
          ${this.#cardOf(second)}
          <p class="legend">${words.legend}</p>
        </section>
        <lab-plan-preview
          class="card"
          .plan=${design.summary.plan}
          .warning=${design.summary.warning}
          .obstacle=${obstacle}
          .device=${device}
          .live=${isLive}
          .theme=${theme}
          @add=${() => this.#add()}
        ></lab-plan-preview>
      </div>
      <lab-queue
        class="card"
        .queue=${queue}
        .lab=${isLive ? lab : null}
        .design=${design.summary}
        .device=${device}
      ></lab-queue>`;
  }

  #head(spec: ExperimentSpec, obstacle: string): TemplateResult {
    const isOwn = !isOfPreset(spec);
    const differences = isOwn ? 0 : Object.keys(overridesOf(spec)).filter((path) => path !== 'size').length;
    return html`<header>
      <h1>${words.title}</h1>
      <label class="from" for="preset">${words.from}</label>
      <select
        id="preset"
        @change=${(event: Event) =>
          this.#change(withPreset((event.target as HTMLSelectElement).value, spec.size))}
      >
        ${isOwn ? html`<option selected disabled>${words.ownPreset}</option>` : nothing}
        ${presetIds.map(
          (id) =>
            html`<option value=${id} .selected=${live(!isOwn && id === spec.preset)}>
              ${presets[id].title}
            </option>`,
        )}
      </select>
      <select
        aria-label=${words.size}
        ?disabled=${isOwn}
        @change=${(event: Event) =>
          this.#change(withSize(spec, (event.target as HTMLSelectElement).value as ExperimentSize))}
      >
        ${experimentSizes.map(
          (size) =>
            html`<option value=${size} .selected=${live(size === spec.size)}>${words.sizes[size]}</option>`,
        )}
      </select>
      ${
        differences === 0
          ? nothing
          : html`<span class="count" role="status">${words.differ(differences)}</span>
              <button class="link" @click=${() => this.#change(withPreset(spec.preset, spec.size))}>
                ${words.backToPreset}
              </button>`
      }
      <span class="tools">
        <button @click=${() => void this.#copy()}>${this._isCopied ? words.copied : words.copyLink}</button>
        <button class="add" ?disabled=${obstacle !== ''} @click=${() => this.#add()}>
          ${words.addToQueue}
        </button>
      </span>
    </header>`;
  }

  #cardOf(groups: readonly FieldGroup[]): TemplateResult[] {
    return groups.map(
      ({ title, fields }) =>
        html`<fieldset>
          <legend>${title}</legend>
          ${foldsOf(fields).map((some) => this.#fold(some))}
        </fieldset>`,
    );
  }

  /** Fields of one fold, which is open where one of them is changed or wrong; those of no fold stand alone. */
  #fold(fields: readonly DesignField[]): TemplateResult | readonly (TemplateResult | typeof nothing)[] {
    const rows = fields.map((field) => this.#row(field));
    const [{ fold }] = fields;
    if (fold === undefined) return rows;
    const isOpen = fields.some(
      (field) =>
        this._drafts.has(field.path) ||
        this.#problemOf(field) !== '' ||
        presetValueOf(field, this.#spec!, this.#preset) !== undefined,
    );
    return html`<details ?open=${isOpen}>
      <summary>${fold}</summary>
      ${rows}
    </details>`;
  }

  #row(field: DesignField): TemplateResult | typeof nothing {
    const spec = this.#spec!;
    const value = valueOf(field, spec);
    if (value === undefined) return nothing;
    const draft = this._drafts.get(field.path) ?? null;
    return fieldRow({
      field,
      value,
      draft: draft?.text ?? null,
      problem: draft?.problem ?? this.#problemOf(field),
      presetValue: presetValueOf(field, spec, this.#preset),
      effect: this._effects.get(field.path) ?? null,
      type: (text) => this.#type(field, text),
      choose: (next) => this.#set(field, next, null),
    });
  }

  /** What of the whole experiment is wrong with a field: how it fits the others. */
  #problemOf({ path }: DesignField): string {
    const { problem, problemField } = this.view!.design.summary;
    const isHere = problemField === path || problemField?.startsWith(`${path}.`) === true;
    return isHere ? withoutPath(problem) : '';
  }

  /** What is in the way of a start; what is wrong with a field under its label. */
  #obstacle({ obstacle, summary }: PageView['design']): string {
    const field = this.#fields.find((each) => this.#problemOf(each) !== '');
    return field && obstacle === summary.problem ? words.of(field.label, withoutPath(obstacle)) : obstacle;
  }

  #type(field: DesignField, text: string): void {
    const read = readText(field.kind, text);
    if ('problem' in read) this.#refuse(field, { text, problem: read.problem });
    else this.#set(field, read.value, text);
  }

  /** Sets a field, or says why it takes no such value; `text` is what was typed. */
  #set(field: DesignField, value: FieldValue, text: string | null): void {
    const next = withValue(field, this.#spec!, value);
    try {
      parseDraft(next);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const isHere = error.field === null || error.field.startsWith(field.path);
      if (isHere && text !== null) {
        this.#refuse(field, { text, problem: withoutPath(error.message) });
        return;
      }
    }
    const drafts = new Map(this._drafts);
    drafts.delete(field.path);
    this._drafts = drafts;
    this.#change(next);
  }

  #refuse({ path }: DesignField, draft: Draft): void {
    this._drafts = new Map(this._drafts).set(path, draft);
  }

  #change(spec: ExperimentSpec): void {
    emit(this, 'design-change', { spec });
  }

  #add(): void {
    emit(this, 'change-queue', { change: { type: 'add', spec: this.#spec! } });
  }

  async #copy(): Promise<void> {
    await copyAddress(location.href);
    this._isCopied = true;
  }

  get #fields(): readonly DesignField[] {
    return this.#groups.flat().flatMap(({ fields }) => fields);
  }
}

function titlesOf(groups: readonly FieldGroup[]): string {
  return groups.map(({ title }) => title).join(', ');
}

/** Fields in their order, those of one fold together. */
function foldsOf(fields: readonly DesignField[]): readonly (readonly DesignField[])[] {
  const folds: DesignField[][] = [];
  for (const field of fields) {
    const last = folds.at(-1);
    if (last && field.fold !== undefined && last[0].fold === field.fold) last.push(field);
    else folds.push([field]);
  }
  return folds;
}

/** An error names its field first; beside the field that goes without saying. */
function withoutPath(message: string): string {
  return message.replace(/^[\w.]+: /, '');
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-design': LabDesign;
  }
}
