import { html, LitElement, nothing, svg, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { formatTimeRange } from '../../../base/format.js';
import type { ExperimentSpec } from '../../../lab/experiment/experiment.js';
import { estimateSeconds, planCost } from '../../../lab/plan/cost.js';
import type { Plan } from '../../../lab/plan/run-plan.js';
import { readExperiment } from '../../../lab/plan/read-experiment.js';
import { planOfShard, shardName, sharedSpec, unitsOf } from '../../../lab/plan/units.js';
import type { DeviceInfo } from '../../../lab/records/record.js';
import { experimentTitle, settingsWords } from '../../../lab/share/settings.js';
import { specToHash } from '../../../lab/share/spec-link.js';
import { controls } from '../../parts/controls.js';
import { withShard } from '../../session/address.js';
import { addressOf } from '../../share/address.js';
import { qrCode } from '../../share/qr-code.js';
import { boardStyles } from './board-styles.js';
import { words } from './words.js';

const said = words.share;
const USUAL_MACHINES = 30;
/** How long the button says that it has copied. */
const SAYS_COPIED_MS = 2000;

/** Makes a link for each machine of a class: its share of the experiment of the dials. */
@customElement('lab-share-out')
export class LabShareOut extends LitElement {
  static override readonly styles = [controls, boardStyles];

  @property({ attribute: false }) spec: ExperimentSpec | null = null;
  @property({ attribute: false }) device: DeviceInfo | null = null;

  @state() private _machines = USUAL_MACHINES;
  /** The hash of the whole experiment, '' until it is made. */
  @state() private _hash = '';
  /** The share whose code is shown. */
  @state() private _shown = 1;
  @state() private _hasCopied = false;

  #plan: Plan | null = null;

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('spec') || !this.spec) return;
    const spec = sharedSpec(this.spec);
    ({ plan: this.#plan } = readExperiment(spec, { withoutGiven: true }));
    this._hash = '';
    void specToHash(spec).then((hash) => (this._hash = hash));
  }

  /** Machines that have a share. */
  get #count(): number {
    const most = this.#plan ? unitsOf(this.#plan).length : 1;
    return Math.min(most, Math.max(1, this._machines));
  }

  protected override render(): TemplateResult | typeof nothing {
    const { spec } = this;
    if (!spec) return nothing;
    const plan = this.#plan;
    return html`<section class="card" aria-labelledby="share-title">
      <h2 id="share-title">${said.title}</h2>
      <p>${said.about(experimentTitle(spec), settingsWords(sharedSpec(spec)))}</p>
      <p>${said.how} <a href="#e">${said.toLab}</a></p>
      ${plan ? this.#shares(plan) : html`<p>${said.text}</p>`}
    </section>`;
  }

  #shares(plan: Plan): TemplateResult {
    const count = this.#count;
    const units = unitsOf(plan).length;
    const links = this.#links(count);
    return html`<div class="tools">
        <label
          >${said.machines}<input
            type="number"
            min="1"
            max=${units}
            .value=${String(count)}
            @change=${this.#onCount}
        /></label>
        <button ?disabled=${links.length === 0} @click=${() => void this.#copy(links)}>
          ${this._hasCopied ? said.copied : said.copy}
        </button>
      </div>
      <p>
        ${said.each(Math.ceil(units / count), this.#time(plan, count))} ${said.most(units)}
        ${this.spec?.lrSweep.widen ? said.widen : nothing}
      </p>
      <textarea readonly rows="4" aria-label=${said.links} .value=${links.join('\n')}></textarea>
      ${links.length > 0 ? this.#code(links, Math.min(this._shown, count)) : nothing}`;
  }

  #code(links: readonly string[], shown: number): TemplateResult {
    const { size, shapes } = qrCode(links[shown - 1]);
    const go = (by: number): void => {
      this._shown = Math.min(links.length, Math.max(1, shown + by));
    };
    return html`<div class="code">
      ${svg`<svg viewBox="0 0 ${size} ${size}" role="img" aria-label=${said.shown(shown)}>${shapes}</svg>`}
      <div class="tools">
        <button ?disabled=${shown === 1} @click=${() => go(-1)}>${said.previous}</button>
        <span>${shown} / ${links.length}</span>
        <button ?disabled=${shown === links.length} @click=${() => go(1)}>${said.next}</button>
      </div>
    </div>`;
  }

  #links(count: number): string[] {
    if (this._hash === '') return [];
    return Array.from({ length: count }, (_, i) =>
      addressOf(withShard(this._hash, shardName({ index: i + 1, count }))),
    );
  }

  /** What the largest share takes on this machine. */
  #time(plan: Plan, count: number): string {
    const { device } = this;
    if (!device) return '';
    const shares = Array.from({ length: count }, (_, i) => planOfShard(plan, { index: i + 1, count }));
    const seconds = shares
      .map((share) => estimateSeconds(planCost(share), device))
      .filter((time) => time !== null);
    return seconds.length === 0 ? '' : formatTimeRange(seconds.reduce((a, b) => Math.max(a, b)));
  }

  readonly #onCount = (event: Event): void => {
    const { valueAsNumber } = event.target as HTMLInputElement;
    if (Number.isFinite(valueAsNumber)) this._machines = Math.round(valueAsNumber);
    this.requestUpdate();
  };

  async #copy(links: readonly string[]): Promise<void> {
    try {
      await navigator.clipboard.writeText(links.join('\n'));
    } catch {
      // Not allowed here: the links stand in the field to be copied by hand.
      this.renderRoot.querySelector('textarea')?.select();
      return;
    }
    this._hasCopied = true;
    setTimeout(() => (this._hasCopied = false), SAYS_COPIED_MS);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-share-out': LabShareOut;
  }
}
