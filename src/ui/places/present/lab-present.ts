import { html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { LabFigure } from '../../charts/experiment/lab-figure.js';
import { tagOf } from '../../page/figure-head.js';
import { shownChart, shownFigure } from '../../page/shown-figure.js';
import type { PageView } from '../../page/view.js';
import { controls } from '../../parts/controls.js';
import { words as runWords } from '../../run/words.js';
import { withPresent } from '../../session/address.js';
import { emit } from '../../session/page-events.js';
import { ShortcutController } from '../../session/shortcuts.js';
import { addressOf } from '../../share/address.js';
import { MOST_LETTERS, qrCode } from '../../share/qr-code.js';
import { LessonController } from '../lessons/lesson-controller.js';
import { presentStyles } from './present-styles.js';
import { labSlide, lessonSlide, type Slide } from './slide.js';
import { words } from './words.js';

/**
 * The lab or a lesson on a projector: a question, the figure with its law, a code to try it, and notes for whoever presents. One key
 * leads on; nothing else is in sight to be pressed but the keys themselves.
 *
 * @fires toggle-present
 * @fires open-card
 * @fires start-plan
 * @fires pause-plan
 * @fires resume-plan
 */
@customElement('lab-present')
export class LabPresent extends LitElement {
  static override readonly styles = [controls, presentStyles];

  @property({ attribute: false }) view: PageView | null = null;
  /** The id of the lesson, '' for the lab. */
  @property() lesson = '';

  @state() private _hasNotes = true;

  @query('lab-figure') private readonly _figure!: LabFigure | null;

  readonly #going = new LessonController(this);
  /** The code, made once for an address. */
  #code: { readonly address: string; readonly template: TemplateResult } | null = null;

  constructor() {
    super();
    const next = (): void => this.#slide()?.next.go();
    const back = (): void => this.#slide()?.back?.go();
    new ShortcutController(this, {
      // A presenter's remote control sends the keys of pages.
      ArrowRight: next,
      PageDown: next,
      ArrowLeft: back,
      PageUp: back,
      Home: () => this.#slide()?.again?.go(),
      s: () => this.#train(),
      n: () => (this._hasNotes = !this._hasNotes),
      f: () => void toggleFullScreen(),
      Escape: () => emit(this, 'toggle-present'),
    });
  }

  protected override render(): TemplateResult | typeof nothing {
    const { view } = this;
    const slide = this.#slide();
    if (!view || !slide) return nothing;
    const chart = shownChart(view);
    const { finding } = view.shown.result;
    return html`<div class="title">
        <div>
          <p class="where">${words.where(...slide.where, this.#state(view))}</p>
          <h1 aria-live="polite">${slide.title}</h1>
        </div>
        ${
          chart && finding
            ? html`<p class="law"><strong>${finding.exponent}</strong>${finding.notes.at(0)}</p>`
            : nothing
        }
      </div>
      <div class="figure">${shownFigure(view, chart, { isBare: true })}</div>
      <aside>${slide.beside} ${this.#link(view)} ${this.#keys(view, slide, chart === null)}</aside>
      ${
        slide.notes !== '' && this._hasNotes
          ? html`<div class="notes" role="note">
              <div><b>${words.notesTitle}</b><small>${words.notesAbout}</small></div>
              <p>${slide.notes}</p>
            </div>`
          : nothing
      }`;
  }

  /** Where the figure comes from, or how far it is. */
  #state(view: PageView): string {
    const { lab, isLive, left } = view;
    if (!isLive) return tagOf(view)?.text ?? '';
    const said = runWords.controls;
    if (lab.status === 'compiling') return said.preparing[lab.device?.engine ?? 'gpu'];
    const share = said.share(said.state[lab.status === 'paused' ? 'paused' : 'training'], lab.fraction);
    return words.progress(share, left ? said.leftWithin(left) : '');
  }

  /** The same link without the projector, for everybody in the room. */
  #link({ address, labHash }: PageView): TemplateResult {
    const hash = address.place === 'lab' && address.key === '' ? labHash : location.hash;
    const link = addressOf(withPresent(hash, false));
    if (link !== this.#code?.address) this.#code = { address: link, template: codeOf(link) };
    return this.#code.template;
  }

  #keys({ isLive, lab }: PageView, { next, back, again, notes }: Slide, hasScale: boolean): TemplateResult {
    const train = !isLive ? words.start : lab.status === 'paused' ? words.resume : words.pause;
    const hide = this._hasNotes ? words.notes.hide : words.notes.show;
    return html`<div class="keys" role="group" aria-label=${words.keys}>
      ${key('→', next.label, next.go)} ${back ? key('←', back.label, back.go) : nothing}
      ${key('S', train, () => this.#train())}
      ${notes === '' ? nothing : key('N', hide, () => (this._hasNotes = !this._hasNotes))}
      ${hasScale ? key('L', words.scale, () => this._figure?.switchScale()) : nothing}
      ${again ? key('Home', again.label, again.go) : nothing}
      ${key('F', words.full, () => void toggleFullScreen())}
      ${key('Esc', words.leave, () => emit(this, 'toggle-present'))}
    </div>`;
  }

  #slide(): Slide | null {
    const { view } = this;
    if (!view) return null;
    const { lesson } = this.#going;
    return lesson ? lessonSlide(lesson, this.#going, view.spec) : labSlide(this, view);
  }

  #train(): void {
    const { view } = this;
    if (!view) return;
    if (!view.isLive) {
      if (view.obstacle === '') emit(this, 'start-plan');
    } else if (view.lab.status === 'paused') emit(this, 'resume-plan');
    else if (view.lab.status === 'running') emit(this, 'pause-plan');
  }
}

function key(name: string, what: string, press: () => void): TemplateResult {
  return html`<button @click=${press}><kbd>${name}</kbd> ${what}</button>`;
}

function codeOf(address: string): TemplateResult {
  if (address.length > MOST_LETTERS) return html`<div class="code"><p>${words.tooLong}</p></div>`;
  const { size, shapes } = qrCode(address);
  const { host, pathname } = new URL(address);
  return html`<div class="code">
    ${svg`<svg viewBox="0 0 ${size} ${size}" role="img" aria-label=${words.codeLabel(host + pathname)}>${shapes}</svg>`}
    <b>${words.code}</b>
    <p>${host}${pathname}</p>
  </div>`;
}

/** Where a browser does not do it, such as on a phone, the page stays as it is. */
async function toggleFullScreen(): Promise<void> {
  const isFull = document.fullscreenElement !== null;
  await (isFull ? document.exitFullscreen() : document.documentElement.requestFullscreen()).catch(
    () => undefined,
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-present': LabPresent;
  }
}
