import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { formatCount } from '../../base/format.js';
import { tokenizerOf, type TaskSpec } from '../../data/tasks/tasks.js';
import type { RunRecord } from '../../lab/records/record.js';
import { textCodecOf, type TextCodec } from '../../lab/weights/text-codec.js';
import { ladderOf, rungWords, type Ladder } from '../../figures/ladder.js';
import { sampleColumns, sampleSteps, type SampleColumn } from './samples-columns.js';
import { controls, panel } from '../parts/controls.js';
import { rangeStyles, shareOf } from '../parts/slider.js';
import { samplesStyles } from './samples-styles.js';
import { sizeColour } from '../parts/size-ramp.js';
import type { Theme } from '../parts/tokens.js';
import { words } from './words.js';

/** What the sizes write from the same prompt, side by side, now and after earlier evaluations. */
@customElement('lab-samples')
export class LabSamples extends LitElement {
  static override readonly styles = [controls, panel, rangeStyles, samplesStyles];

  @property({ attribute: false }) task: TaskSpec | null = null;
  @property({ attribute: false }) runs: readonly RunRecord[] = [];
  @property() theme: Theme = 'light';

  /** Place of the evaluation in sight; null for the latest. */
  @state() private _place: number | null = null;

  /** How the task is read: its text may be replaced by another one while its samples stay. */
  #codec: { readonly of: TaskSpec; readonly codec: TextCodec } | null = null;

  protected override render(): TemplateResult | typeof nothing {
    const { task, runs } = this;
    const steps = sampleSteps(runs);
    if (!task || steps.length === 0) return nothing;
    const last = steps.length - 1;
    const place = Math.min(this._place ?? last, last);
    const ladder = ladderOf(runs);
    const columns = sampleColumns(runs, steps[place], ladder);
    if (this.#codec?.of !== task) this.#codec = { of: task, codec: textCodecOf(task, tokenizerOf(task)) };
    const { codec } = this.#codec;
    return html`<header>
        <h2>${words.samples.title}</h2>
        <label class="steps"
          ><span>${words.samples.step}</span
          ><input
            type="range"
            aria-label=${words.samples.stepLabel}
            aria-valuetext=${formatCount(steps[place])}
            min="0"
            max=${last}
            step="1"
            ?disabled=${last === 0}
            .value=${String(place)}
            .style=${`--share: ${shareOf(place, 0, last)}`}
            @input=${this.#onSlide}
          /><output>${formatCount(steps[place])}</output></label
        >
      </header>
      <div class="scroll" tabindex="0" role="region" aria-label=${words.samples.region}>
        <div class="columns">${columns.map((column) => this.#column(column, ladder, codec))}</div>
      </div>`;
  }

  #column({ rung, sample, loss }: SampleColumn, ladder: Ladder, codec: TextCodec): TemplateResult {
    const { prompt, texts, step } = sample;
    const [text = new Uint32Array()] = texts;
    const right = words.samples.right(sample);
    return html`<article .style=${`--colour: ${sizeColour(rung, ladder.colours, this.theme)}`}>
      <h3><i aria-hidden="true"></i>${rungWords(ladder, rung)}</h3>
      <p class="facts">
        ${words.samples.facts(step, loss)}${right === null ? nothing : html`<br />${right}`}
      </p>
      ${writtenText(codec.decode(prompt), codec.decode(text))}
    </article>`;
  }

  readonly #onSlide = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    this._place = input.value === input.max ? null : input.valueAsNumber;
  };
}

/** A text with the prompt it continues set off. On one line: its blanks are shown. Styles: `writtenStyles`. */
export function writtenText(prompt: string, text: string): TemplateResult {
  const marked = html`<b class="prompt">${prompt.trimStart()}</b>${text.trimEnd()}`;
  return html`<p class="written">${marked}</p>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-samples': LabSamples;
  }
}
