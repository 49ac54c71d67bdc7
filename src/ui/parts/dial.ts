import { css, html, type TemplateResult } from 'lit';
import { rangeStyles, shareOf } from './slider.js';

export interface DialSettings {
  /** Unique within the shadow root. */
  readonly id: string;
  readonly label: string;
  readonly help: string;
  readonly minimum: number;
  readonly maximum: number;
  readonly step: number;
  readonly value: number;
  readonly change: (value: number) => void;
}

/** From this ratio on a dial of whole numbers turns in logarithms. */
const LOG_RATIO = 200;
const LOG_POSITIONS = 100;

/** A labelled slider with a field for the exact number. Styles: `dialStyles`. */
export function dial(settings: DialSettings): TemplateResult {
  const { id, label, help, minimum, maximum, step, value, change } = settings;
  const isLog = minimum > 0 && maximum / minimum >= LOG_RATIO;
  const span = Math.log(maximum / minimum);
  const position = isLog ? (LOG_POSITIONS * Math.log(value / minimum)) / span : value;
  const fromPosition = (at: number): number =>
    isLog ? Number((minimum * Math.exp((at / LOG_POSITIONS) * span)).toPrecision(2)) : at;
  const onSlide = (event: Event): void =>
    change(clampToDial(settings, fromPosition((event.target as HTMLInputElement).valueAsNumber)));
  const onType = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const next = clampToDial(settings, input.valueAsNumber);
    input.value = String(next);
    change(next);
  };
  return html`<div class="dial">
    <label for=${id}>${label}</label>
    <input
      class="number"
      type="number"
      id=${id}
      aria-describedby="${id}-help"
      min=${minimum}
      max=${maximum}
      step=${step === 1 ? 1 : 'any'}
      .value=${String(value)}
      @change=${onType}
    />
    <input
      type="range"
      aria-label=${label}
      aria-valuetext=${value}
      min=${isLog ? 0 : minimum}
      max=${isLog ? LOG_POSITIONS : maximum}
      step=${isLog ? 1 : step}
      .value=${String(position)}
      .style=${`--share: ${isLog ? shareOf(position, 0, LOG_POSITIONS) : shareOf(value, minimum, maximum)}`}
      @input=${onSlide}
    />
    <p id="${id}-help">${help}</p>
  </div>`;
}

/** The nearest value that a dial can stand at; its present one for what is not a number. */
export function clampToDial(
  { minimum, maximum, step, value }: Pick<DialSettings, 'minimum' | 'maximum' | 'step' | 'value'>,
  requested: number,
): number {
  if (!Number.isFinite(requested)) return value;
  const inside = Math.min(maximum, Math.max(minimum, requested));
  return step === 1 ? Math.round(inside) : Number(inside.toPrecision(6));
}

const fieldAndHelp = css`
  .dial {
    display: grid;
    grid-template-columns: 1fr auto;
    align-items: center;
    gap: 0.1rem 0.5rem;
  }
  .dial label {
    font-size: 0.875rem;
    font-weight: 500;
  }
  .dial output {
    font-size: 0.875rem;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .dial .number {
    width: 5rem;
    padding: 0.15rem 0.3rem;
    border: 1px solid transparent;
    border-radius: 4px;
    background: none;
    color: var(--ink);
    font: inherit;
    font-size: 0.875rem;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    text-align: right;
    appearance: textfield;
  }
  .dial .number::-webkit-inner-spin-button {
    appearance: none;
  }
  .dial .number:hover:not(:disabled) {
    border-color: var(--line-strong);
  }
  .dial p {
    grid-column: 1 / -1;
    color: var(--ink-faint);
    font-size: var(--tiny);
    text-wrap: pretty;
  }
`;

export const dialStyles = [rangeStyles, fieldAndHelp];
