import { css, html, type TemplateResult } from 'lit';

/** A labelled slider with the words for where it stands. Styles: `dialStyles`. */
export function slider({
  id,
  label,
  words,
  minimum,
  maximum,
  value,
  change,
}: {
  /** Unique within the shadow root. */
  readonly id: string;
  readonly label: string;
  /** Its value for people. */
  readonly words: string;
  readonly minimum: number;
  readonly maximum: number;
  readonly value: number;
  readonly change: (value: number) => void;
}): TemplateResult {
  return html`<label for=${id}>${label}</label>
    <output for=${id}>${words}</output>
    <input
      id=${id}
      type="range"
      min=${minimum}
      max=${maximum}
      step="1"
      aria-valuetext=${words}
      ?disabled=${minimum === maximum}
      .value=${String(value)}
      .style=${`--share: ${shareOf(value, minimum, maximum)}`}
      @input=${(event: Event) => change((event.target as HTMLInputElement).valueAsNumber)}
    />`;
}

/** Share of a range that lies before a value; all of a range of one value. */
export function shareOf(value: number, minimum: number, maximum: number): number {
  return maximum > minimum ? Math.min(1, Math.max(0, (value - minimum) / (maximum - minimum))) : 1;
}

/** A range whose track is filled up to `--share`. */
export const rangeStyles = css`
  input[type='range'] {
    grid-column: 1 / -1;
    width: 100%;
    height: 1.5rem;
    margin: 0;
    background: none;
    cursor: pointer;
    appearance: none;
  }
  input[type='range']::-webkit-slider-runnable-track {
    height: 4px;
    border-radius: 2px;
    background: linear-gradient(
      to right,
      var(--ink) calc(var(--share) * 100%),
      var(--track, var(--line)) calc(var(--share) * 100%)
    );
  }
  input[type='range']::-moz-range-track {
    height: 4px;
    border-radius: 2px;
    background: var(--line);
  }
  input[type='range']::-moz-range-progress {
    height: 4px;
    border-radius: 2px;
    background: var(--ink);
  }
  input[type='range']::-webkit-slider-thumb {
    width: 1rem;
    height: 1rem;
    margin-top: calc(2px - 0.5rem);
    border: 2px solid var(--ink);
    border-radius: 50%;
    background: var(--surface);
    appearance: none;
  }
  input[type='range']::-moz-range-thumb {
    width: 0.75rem;
    height: 0.75rem;
    border: 2px solid var(--ink);
    border-radius: 50%;
    background: var(--surface);
  }
  @media (forced-colors: active) {
    input[type='range'] {
      --ink: Highlight;
      --track: CanvasText;
      --surface: Canvas;
      forced-color-adjust: none;
    }
  }
  input[type='range']:disabled {
    cursor: not-allowed;
    opacity: 0.5;
  }
`;
