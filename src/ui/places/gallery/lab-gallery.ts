import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { exponentWords } from '../../../figures/recorded-result.js';
import type { Card, CardExperiment } from '../../../lab/gallery/card.js';
import { cardGroups, cards } from '../../../lab/gallery/cards.js';
import { hasRecording, recordedLaw } from '../../../lab/gallery/recorded-laws.js';
import type { RecordedLaw } from '../../../lab/gallery/recorded-law.js';
import { composeExperiment } from '../../../lab/presets/resolve.js';
import { describeExperiment } from '../../experiment/summary.js';
import type { PageView } from '../../page/view.js';
import { controls } from '../../parts/controls.js';
import { formula } from '../../parts/formula.js';
import { placeStyles } from '../../parts/place-styles.js';
import { hashOf } from '../../session/address.js';
import { emit } from '../../session/page-events.js';
import { cardLines } from './card-lines.js';
import { cardPicture } from './card-picture.js';
import { galleryStyles } from './gallery-styles.js';
import { words } from './words.js';

/** What was recorded of a card: its laws in the order of its experiments, null where they could not be loaded. */
type Recorded = readonly { readonly experiment: CardExperiment; readonly law: RecordedLaw }[] | null;

/**
 * The questions, each with a small picture of its measured answer.
 *
 * @fires open-card - `{card}`: the question to put into the lab.
 */
@customElement('lab-gallery')
export class LabGallery extends LitElement {
  static override readonly styles = [controls, placeStyles, galleryStyles];

  @property({ attribute: false }) view: PageView | null = null;
  @state() private _recorded: ReadonlyMap<string, Recorded> = new Map();

  override connectedCallback(): void {
    super.connectedCallback();
    for (const card of cards) void this.#load(card);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { view } = this;
    if (!view) return nothing;
    return html`<h1>${words.title(cards.length)}</h1>
      <p class="lead">${words.lead}</p>
      ${cardGroups.map(({ id, title, about }) => {
        const own = id === 'own' ? this.#ways() : nothing;
        return html`<section>
          <header>
            <h2>${title}</h2>
            <p>${about}</p>
          </header>
          <div class="cards">
            ${cards.filter(({ group }) => group === id).map((card) => this.#card(card, view))}${own}
          </div>
        </section>`;
      })}`;
  }

  #card(card: Card, view: PageView): TemplateResult {
    const { id, number, question, name, published } = card;
    const { authors, year } = published.source;
    const [{ preset, overrides }] = card.experiments;
    const { time } = describeExperiment(
      composeExperiment(preset, { size: 'small', ...overrides }),
      view.device,
      null,
    );
    return html`<article>
      ${this.#picture(card, view)}
      <h3>
        <a href=${hashOf('gallery')} @click=${(event: Event) => this.#open(event, id)}>${question}</a>
      </h3>
      <p class="name">${number} · ${name}</p>
      <dl>
        <dt>${words.here}</dt>
        <dd>${words.seconds(time)}</dd>
        <dt>${words.published}</dt>
        <dd>${formula(published.text)} (${authors} ${year})</dd>
        ${this.#measured(card)}
      </dl>
    </article>`;
  }

  #picture(card: Card, { theme }: PageView): TemplateResult {
    const recorded = this._recorded.get(card.id);
    if (recorded === null) return html`<p class="blank">${words.failed}</p>`;
    if (!recorded) return html`<div class="blank"></div>`;
    if (recorded.length === 0) return html`<p class="blank">${words.notRecorded}</p>`;
    return cardPicture(
      cardLines(
        card,
        recorded.map(({ law }) => law),
      ),
      theme,
    );
  }

  #measured({ id, picture }: Card): TemplateResult | typeof nothing {
    const recorded = this._recorded.get(id) ?? [];
    if (recorded.length === 0) return nothing;
    const [{ law }] = recorded;
    const said =
      picture === 'valleys' && law.valleys
        ? [law.valleys.finding]
        : recorded.flatMap(({ experiment, law: { fit } }) =>
            fit ? [words.exponent(exponentWords(fit), experiment.name, recorded.length > 1)] : [],
          );
    return html`<dt>${words.measured}</dt>
      <dd class="measured">
        ${said.length > 0 ? said.map((text) => html`<div>${text}</div>`) : law.finding}
      </dd>`;
  }

  #ways(): TemplateResult {
    return html`<article class="way">
        <h3>${words.design}</h3>
        <p>${words.designText}</p>
        <a href=${hashOf('design')}>${words.openDesigner}</a>
      </article>
      <article class="way">
        <h3>${words.table}</h3>
        <p>${words.tableText}</p>
        <a href=${hashOf('tables')}>${words.openTables}</a>
      </article>`;
  }

  #open(event: Event, card: string): void {
    event.preventDefault();
    emit(this, 'open-card', { card });
  }

  async #load({ id, experiments }: Card): Promise<void> {
    const kept = experiments.filter(({ label }) => hasRecording(id, label));
    let recorded: Recorded;
    try {
      recorded = await Promise.all(
        kept.map(async (experiment) => ({ experiment, law: await recordedLaw(id, experiment.label) })),
      );
    } catch (error) {
      console.error(error);
      recorded = null;
    }
    this._recorded = new Map(this._recorded).set(id, recorded);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-gallery': LabGallery;
  }
}
