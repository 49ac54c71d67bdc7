import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { titleOf } from '../../figures/export/exported.js';
import type { ExperimentSpec } from '../../lab/experiment/experiment.js';
import type { LabState } from '../../lab/records/record.js';
import { resultToHash, type SharedResult } from '../../lab/share/result-link.js';
import { specToHash } from '../../lab/share/spec-link.js';
import type { Law } from '../../laws/runs/lab-laws.js';
import { download } from '../parts/browser.js';
import { controls } from '../parts/controls.js';
import { segmented, segmentedStyles } from '../parts/segmented.js';
import type { Theme } from '../parts/tokens.js';
import { addressOf, embedCode } from './address.js';
import { dataAddress, pngOf } from './png.js';
import { MOST_LETTERS, qrCode } from './qr-code.js';
import { shareStyles } from './share-styles.js';
import {
  copied,
  copyFormats,
  fileFormats,
  fileOf,
  pictureOf,
  sharedFromLink,
  sharedOf,
  type PictureChart,
  type Shared,
  type SharedFile,
} from './shared.js';
import { words } from './words.js';

/** How long a button says that it has copied. */
const SAYS_COPIED_MS = 2000;

/** The hashes of the links; that of the result is null while there is none. */
interface Links {
  readonly settings: string;
  readonly result: string | null;
}

/** A sheet over the page with all that can be done with a result elsewhere. `open()` shows it. */
@customElement('lab-share')
export class LabShare extends LitElement {
  static override readonly styles = [controls, segmentedStyles, shareStyles];

  /** The experiment to share. */
  @property({ attribute: false }) spec: ExperimentSpec | null = null;
  /** Its records; null where there are none, or where they are of other settings. */
  @property({ attribute: false }) lab: LabState | null = null;
  /** The law in sight. */
  @property({ attribute: false }) law: Law | null = null;
  /** A result that came by a link, in place of records. */
  @property({ attribute: false }) result: SharedResult | null = null;
  /** What the visitor calls the experiment, '' for no name. */
  @property() name = '';
  @property() theme: Theme = 'light';

  /** Its content is made only while it is open: records change many times a second while they train. */
  @state() private _isOpen = false;
  @state() private _links: Links | null = null;
  @state() private _linked: 'result' | 'settings' = 'result';
  @state() private _pictureTheme: Theme = 'light';
  @state() private _chart: PictureChart = 'law';
  @state() private _said = '';
  /** What was copied a moment ago, '' for nothing: its button says so. */
  @state() private _copied = '';
  /** What the browser did not let the page copy. */
  @state() private _byHand = '';

  @query('dialog') private readonly _dialog!: HTMLDialogElement;

  #shared: Shared | null = null;
  #forgets: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#forgets);
  }

  /** Shows the sheet over the page. When it closes, the focus returns to what had it. */
  open(): void {
    this._pictureTheme = this.theme;
    this._said = '';
    this._copied = '';
    this._byHand = '';
    this._isOpen = true;
    // The focus goes to the first control, which has to be there.
    void this.updateComplete.then(() => this._dialog.showModal());
  }

  protected override willUpdate(changed: PropertyValues): void {
    const isChanged = ['_isOpen', 'spec', 'lab', 'law', 'result', 'name'].some((name) => changed.has(name));
    if (!this._isOpen || !isChanged) return;
    const { lab, law, result, name } = this;
    this.#shared = result ? sharedFromLink(result) : lab && sharedOf(lab, law, name);
    this._links = null;
    void this.#makeLinks(this.#shared);
  }

  protected override render(): TemplateResult {
    return html`<dialog
      aria-labelledby="title"
      @click=${this.#onClick}
      @close=${() => (this._isOpen = false)}
    >
      ${this._isOpen ? this.#content(this.#shared) : nothing}
    </dialog>`;
  }

  #content(shared: Shared | null): TemplateResult {
    return html`<div class="head">
        <h2 id="title">${words.title(this.name)}</h2>
        <button class="quiet" @click=${() => this._dialog.close()}>${words.close}</button>
      </div>
      <div class="columns ${shared ? 'two' : ''}">
        ${shared ? this.#picture(shared) : html`<p class="about">${words.none}</p>`}
        <div>${this.#link()} ${shared ? this.#texts(shared) : nothing}</div>
      </div>
      <p class="said" role="status">${this._said}</p>
      ${
        this._byHand === ''
          ? nothing
          : html`<textarea readonly rows="6" aria-label=${words.byHand} .value=${this._byHand}></textarea>`
      }`;
  }

  #picture(shared: Shared): TemplateResult {
    const said = words.picture;
    const picture = pictureOf(shared, this._chart, this._pictureTheme);
    return html`<section>
      <h3 class="hidden-text">${said.title}</h3>
      <img
        class="picture"
        alt=${said.alt(titleOf(shared.exported.result))}
        src=${dataAddress(picture.content)}
      />
      <div class="row">
        <button class="primary" @click=${() => void this.#savePng(picture)}>${said.save}</button>
        <button @click=${() => this.#save(picture)}>${said.svg}</button>
        ${this.#copyButton(said.title, said.copy, () => void this.#copyPng(picture))}
      </div>
      <div class="row">
        ${segmented<Theme>({
          legend: said.theme,
          name: 'theme',
          options: (['light', 'dark'] as const).map((value) => ({ value, label: said.themes[value] })),
          value: this._pictureTheme,
          change: (theme) => (this._pictureTheme = theme),
        })}
        ${
          shared.state
            ? segmented<PictureChart>({
                legend: said.chart,
                name: 'chart',
                options: (['law', 'both'] as const).map((value) => ({ value, label: said.charts[value] })),
                value: this._chart,
                change: (chart) => (this._chart = chart),
              })
            : nothing
        }
      </div>
    </section>`;
  }

  #link(): TemplateResult {
    const said = words.link;
    const { _links: links } = this;
    if (!links) return html`<section aria-busy="true"></section>`;
    const isResult = this._linked === 'result' && links.result !== null;
    const address = addressOf(this.#hash(links));
    return html`<section>
      <h3>${said.title}</h3>
      ${
        links.result === null
          ? nothing
          : segmented<'result' | 'settings'>({
              legend: said.what,
              name: 'linked',
              options: [
                { value: 'result', label: said.result },
                { value: 'settings', label: said.settings },
              ],
              value: this._linked,
              change: (linked) => (this._linked = linked),
            })
      }
      <div class="address">
        <input
          readonly
          aria-label=${said.address}
          .value=${address}
          @focus=${(event: Event) => (event.target as HTMLInputElement).select()}
        />
        ${this.#copyButton(said.title, said.copy, () => void this.#copy(address, said.title), 'primary')}
      </div>
      <div class="beside">
        ${qr(address)}
        <p class="about">
          ${isResult ? said.aboutResult(address.length) : said.aboutSettings(address.length)}
        </p>
      </div>
    </section>`;
  }

  #texts(shared: Shared): TemplateResult {
    const { text, cite } = words;
    const files = fileFormats.filter((format) => format === 'ipynb' || shared.state !== null);
    const hash = this._links ? this.#hash(this._links) : '';
    const entry = copied(shared, 'bibtex', this._links?.result ?? '');
    return html`<section>
        <h3>${text.title}</h3>
        <div class="row">
          ${copyFormats
            .filter((format) => format !== 'bibtex')
            .map((format) =>
              this.#copyButton(
                text.copy[format],
                text.copy[format],
                () => void this.#copy(copied(shared, format, hash), text.copy[format]),
              ),
            )}
          ${files.map(
            (format) =>
              html`<button
                aria-label=${text.saveLabel(text.save[format])}
                @click=${() => this.#save(fileOf(shared, format)!)}
              >
                ${text.save[format]}
              </button>`,
          )}
          ${this.#copyButton(
            text.embed,
            text.embed,
            () => void this.#copy(embedCode(hash, titleOf(shared.exported.result)), text.embed),
          )}
        </div>
      </section>
      <section>
        <h3>${cite.title}</h3>
        ${this.#copyButton(text.copy.bibtex, cite.copy, () => void this.#copy(entry, text.copy.bibtex))}
        <pre tabindex="0" aria-label=${text.copy.bibtex}>${entry}</pre>
      </section>`;
  }

  /** It says for a moment that it has copied, as wide as before. */
  #copyButton(what: string, name: string, copy: () => void, look = ''): TemplateResult {
    return html`<button
      class=${look}
      title=${words.text.copyLabel(what)}
      @click=${({ currentTarget }: Event) => {
        const button = currentTarget as HTMLElement;
        button.style.minWidth = `${button.offsetWidth}px`;
        copy();
      }}
    >
      ${this._copied === what ? words.done : name}
    </button>`;
  }

  #hash({ settings, result }: Links): string {
    return this._linked === 'result' && result !== null ? result : settings;
  }

  async #makeLinks(shared: Shared | null): Promise<void> {
    const result = shared?.exported.result ?? null;
    const spec = result?.spec ?? this.spec;
    if (!spec) return;
    const links = { settings: await specToHash(spec), result: result && (await resultToHash(result)) };
    // Another experiment may be in sight by now.
    if (shared === this.#shared) this._links = links;
  }

  async #copy(text: string, what: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this._byHand = '';
      this.#sayCopied(what);
    } catch {
      this._byHand = text;
      this._said = words.byHand;
      await this.updateComplete;
      this.renderRoot.querySelector('textarea')?.select();
    }
  }

  async #savePng({ name, content }: SharedFile): Promise<void> {
    const png = await pngOf(content);
    const file = name.replace(/svg$/, 'png');
    if (png) download(file, png);
    this._said = png ? words.saved(file) : words.noPicture;
  }

  async #copyPng({ content }: SharedFile): Promise<void> {
    try {
      const png = await pngOf(content);
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': png! })]);
      this.#sayCopied(words.picture.title);
    } catch {
      this._said = words.noPicture;
    }
  }

  #sayCopied(what: string): void {
    this._said = words.copied(what);
    this._copied = what;
    clearTimeout(this.#forgets);
    this.#forgets = setTimeout(() => (this._copied = ''), SAYS_COPIED_MS);
  }

  #save({ name, content, type }: SharedFile): void {
    download(name, content, type);
    this._said = words.saved(name);
  }

  /** Beside its content the dialog itself is hit: its backdrop. */
  readonly #onClick = (event: Event): void => {
    if (event.target !== this._dialog) return;
    const { left, right, top, bottom } = this._dialog.getBoundingClientRect();
    const { clientX: x, clientY: y } = event as PointerEvent;
    if (x < left || x > right || y < top || y > bottom) this._dialog.close();
  };
}

function qr(address: string): TemplateResult {
  if (address.length > MOST_LETTERS)
    return html`<p class="about large">${words.qr.large(address.length)}</p>`;
  const { size, shapes } = qrCode(address);
  return html`<svg class="qr" role="img" aria-label=${words.qr.label} viewBox="0 0 ${size} ${size}">
    ${shapes}
  </svg>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-share': LabShare;
  }
}
