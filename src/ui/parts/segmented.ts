import { css, html, type TemplateResult } from 'lit';

export interface SegmentedOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** It has nothing to show; choosing it says why. */
  readonly faint?: boolean;
}

/** A row of radio buttons that looks like one control. Styles: `segmentedStyles`. */
export function segmented<Value extends string>({
  legend,
  name,
  options,
  value,
  change,
  showLegend = false,
}: {
  readonly legend: string;
  /** Unique within the shadow root. */
  readonly name: string;
  readonly options: readonly SegmentedOption<Value>[];
  readonly value: Value;
  readonly change: (value: Value) => void;
  readonly showLegend?: boolean;
}): TemplateResult {
  return html`<fieldset class="segmented">
    <legend class=${showLegend ? 'label' : 'hidden-text'}>${legend}</legend>
    <div class="segments">
      ${options.map(
        (option) =>
          html`<label class=${option.faint === true ? 'faint' : ''}
            ><input
              type="radio"
              name=${name}
              .value=${option.value}
              .checked=${option.value === value}
              @change=${() => change(option.value)}
            /><span>${option.label}</span></label
          >`,
      )}
    </div>
  </fieldset>`;
}

export const segmentedStyles = css`
  .segmented {
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .segments {
    display: flex;
    padding: 2px;
    border-radius: var(--radius-small);
    background: var(--sunken);
  }
  .segments label {
    position: relative;
    flex: 1;
    white-space: nowrap;
    cursor: pointer;
  }
  .segments input {
    position: absolute;
    inset: 0;
    margin: 0;
    opacity: 0;
    cursor: inherit;
  }
  .segments span {
    display: grid;
    place-items: center;
    min-height: 1.6rem;
    padding: 0 0.6em;
    border-radius: 4px;
    color: var(--ink-soft);
    font-size: var(--small);
  }
  .segments .faint span {
    color: var(--ink-faint);
  }
  .segments input:checked + span {
    background: var(--surface);
    color: var(--ink);
    font-weight: 550;
    box-shadow: 0 0 0 1px var(--line);
  }
  .segments input:focus-visible + span {
    outline: 2px solid var(--focus);
    outline-offset: 1px;
  }
  .segments label:has(input:disabled) {
    cursor: not-allowed;
  }
  @media (forced-colors: active) {
    .segments input:checked + span {
      border: 2px solid Highlight;
    }
  }
  @media (pointer: coarse) {
    .segments span {
      min-height: 2.25rem;
    }
  }
`;
