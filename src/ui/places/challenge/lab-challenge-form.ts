import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { InputError } from '../../../base/errors.js';
import { LONGEST_TITLE, readChallenge, type Challenge } from '../../../lab/challenge/challenge.js';
import { challengeToHash } from '../../../lab/challenge/challenge-link.js';
import { priceOf } from '../../../lab/challenge/ledger.js';
import type { ExperimentSpec } from '../../../lab/experiment/experiment.js';
import { plan } from '../../../lab/plan/plan.js';
import { experimentTitle, settingsWords } from '../../../lab/share/settings.js';
import type { PageView } from '../../page/view.js';
import { controls } from '../../parts/controls.js';
import { placeStyles } from '../../parts/place-styles.js';
import { segmented, segmentedStyles } from '../../parts/segmented.js';
import { addressOf } from '../../share/address.js';
import { MOST_LETTERS, qrCode } from '../../share/qr-code.js';
import { challengeStyles } from './challenge-styles.js';
import { words } from './words.js';

/** So many times the first experiment is offered as a budget. */
const USUAL_BUDGET = 20;
/** FLOP/s that are offered where this machine is not measured yet. */
const USUAL_RATE = 1e9;

/** What stands in the fields; '' for what the page offers. */
interface Fields {
  readonly title: string;
  readonly seed: string;
  readonly budget: string;
  readonly rate: string;
}

/** The form that sets a challenge: title, seed and budget in, link and QR code out. The task is that of the dials. */
@customElement('lab-challenge-form')
export class LabChallengeForm extends LitElement {
  static override readonly styles = [
    controls,
    placeStyles,
    segmentedStyles,
    challengeStyles,
    css`
      :host {
        padding: 0;
      }
      .qr {
        width: min(16rem, 100%);
        border-radius: var(--radius-small);
      }
    `,
  ];

  @property({ attribute: false }) view: PageView | null = null;

  @state() private _fields: Fields = { title: '', seed: '', budget: '', rate: '' };
  @state() private _unit: 'flops' | 'seconds' = 'flops';
  @state() private _link: { readonly of: string; readonly hash: string } | null = null;
  @state() private _said = '';

  protected override willUpdate(changed: PropertyValues): void {
    const made = this.view && this.#made(this.view);
    if (made?.type === 'challenge') void this.#makeLink(made.challenge);
    if (changed.has('_fields') || changed.has('_unit')) this._said = '';
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.view) return nothing;
    const made = this.#made(this.view);
    const { title, lead } = words.form;
    return html`<h1>${title}</h1>
      <p class="lead">${lead}</p>
      <div class="columns">
        <div>${this.#form(this.view, made)}</div>
        <div>${made.type === 'challenge' ? this.#sheet(made.challenge) : nothing}</div>
      </div>`;
  }

  #form({ spec, labHash }: PageView, made: Made): TemplateResult {
    const said = words.form;
    const offered = this.#offered(spec);
    return html`<section class="card" aria-label=${said.title}>
      <p>
        ${said.task(experimentTitle(spec), settingsWords(spec))} <a href=${labHash || '#e'}>${said.change}</a>
      </p>
      <div class="fields">
        ${this.#field('title', said.name, '')} ${this.#field('seed', said.seed, offered.seed)}
      </div>
      ${segmented<'flops' | 'seconds'>({
        legend: said.kind,
        showLegend: true,
        name: 'unit',
        options: [
          { value: 'flops', label: said.flops },
          { value: 'seconds', label: said.seconds },
        ],
        value: this._unit,
        change: (unit) => {
          this._unit = unit;
          this._fields = { ...this._fields, budget: '' };
        },
      })}
      <div class="fields">
        ${this.#field('budget', said.budget[this._unit], offered.budget)}
        ${this._unit === 'seconds' ? this.#field('rate', said.rate, offered.rate) : nothing}
      </div>
      ${this._unit === 'seconds' ? html`<p>${said.rateHint}</p>` : nothing}
      ${
        made.type === 'challenge'
          ? html`<p>${said.enough(made.challenge.budget / costOf(made.challenge.spec))}</p>`
          : html`<p class="problem" role="status">${made.problem}</p>`
      }
    </section>`;
  }

  #field(name: keyof Fields, label: string, offered: string): TemplateResult {
    return html`<label class="field"
      >${label}
      <input
        name=${name}
        autocomplete="off"
        maxlength=${name === 'title' ? LONGEST_TITLE : 40}
        placeholder=${offered}
        .value=${this._fields[name]}
        @input=${(event: Event) =>
          (this._fields = { ...this._fields, [name]: (event.target as HTMLInputElement).value })}
    /></label>`;
  }

  #sheet(challenge: Challenge): TemplateResult | typeof nothing {
    const said = words.form;
    // While another link is made, the last one does not belong to the fields.
    if (this._link?.of !== JSON.stringify(challenge)) return nothing;
    const { hash } = this._link;
    const address = addressOf(hash);
    return html`<section class="card" aria-label=${said.link}>
      <h2>${said.link}</h2>
      <input
        class="link"
        readonly
        aria-label=${said.link}
        .value=${address}
        @focus=${(event: Event) => (event.target as HTMLInputElement).select()}
      />
      <div class="row">
        <button class="primary" @click=${() => void this.#copy(address)}>${said.copy}</button>
        <a class="button" href=${hash}>${said.open}</a>
        <span role="status">${this._said}</span>
      </div>
      ${qr(address)}
      <p>${said.check} <code>${said.command(words.score.command)}</code></p>
    </section>`;
  }

  /** What the fields offer while they are empty. */
  #offered(spec: ExperimentSpec): { seed: string; budget: string; rate: string } {
    const rate = shortest(Number((this.view?.device?.flopsPerSecond ?? USUAL_RATE).toPrecision(2)));
    const flops = Number((USUAL_BUDGET * costOf(spec)).toPrecision(2));
    const perSecond = numberOf(this._fields.rate, rate);
    const budget = this._unit === 'flops' ? flops : Number(Math.max(1, flops / perSecond).toPrecision(2));
    return { seed: String(spec.seeds.first), budget: shortest(budget), rate };
  }

  #made({ spec }: PageView): Made {
    const offered = this.#offered(spec);
    const { title, seed, budget, rate } = this._fields;
    const isTimed = this._unit === 'seconds';
    const perSecond = numberOf(rate, offered.rate);
    const amount = numberOf(budget, offered.budget);
    try {
      const challenge = readChallenge({
        title: title.trim(),
        spec: { ...spec, seeds: { ...spec.seeds, first: numberOf(seed, offered.seed) } },
        budget: isTimed ? amount * perSecond : amount,
        rate: isTimed ? perSecond : null,
      });
      return { type: 'challenge', challenge };
    } catch (error) {
      if (error instanceof InputError) return { type: 'problem', problem: error.message };
      throw error;
    }
  }

  async #makeLink(challenge: Challenge): Promise<void> {
    const of = JSON.stringify(challenge);
    if (this._link?.of === of) return;
    const hash = await challengeToHash(challenge);
    this._link = { of, hash };
  }

  async #copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this._said = words.form.copied;
    } catch {
      this._said = words.form.byHand;
    }
  }
}

/** What the fields make, or why they make nothing. */
type Made =
  | { readonly type: 'challenge'; readonly challenge: Challenge }
  | { readonly type: 'problem'; readonly problem: string };

/** Of an experiment, whole; NaN for one that cannot be planned. */
function costOf(spec: ExperimentSpec): number {
  try {
    return priceOf(plan(spec), new Map()).whole;
  } catch (error) {
    if (error instanceof InputError) return NaN;
    throw error;
  }
}

/** As people type it: 6.9e12 where the digits are many. */
function shortest(value: number): string {
  return value >= 1e6 ? value.toExponential().replace('+', '') : String(value);
}

function numberOf(text: string, offered: string): number {
  return Number(text.trim() === '' ? offered : text);
}

function qr(address: string): TemplateResult {
  if (address.length > MOST_LETTERS) return html`<p>${words.form.large}</p>`;
  const { size, shapes } = qrCode(address);
  return html`<svg class="qr" role="img" aria-label=${words.form.qr} viewBox="0 0 ${size} ${size}">
    ${shapes}
  </svg>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-challenge-form': LabChallengeForm;
  }
}
