import { css } from 'lit';

export const panelStyles = css`
  :host {
    display: block;
  }
  fieldset {
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .all {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.95rem;
  }
  .label {
    margin-bottom: 0.35rem;
    padding: 0;
    font-size: 0.875rem;
    font-weight: 500;
  }
  .presets {
    display: grid;
    gap: 1px;
  }
  .presets label {
    position: relative;
    cursor: pointer;
  }
  .presets input {
    position: absolute;
    inset: 0;
    margin: 0;
    opacity: 0;
    cursor: inherit;
  }
  .presets span {
    display: block;
    padding: 0.4rem 0.6rem;
    border-radius: var(--radius-small);
    color: var(--ink-soft);
    font-size: 0.9375rem;
  }
  .presets label:hover span {
    background: var(--sunken);
  }
  .presets input:checked + span {
    background: var(--sunken);
    color: var(--ink);
    font-weight: 600;
  }
  .presets input:focus-visible + span {
    outline: 2px solid var(--focus);
  }
  .question {
    color: var(--ink-soft);
    font-size: 0.9375rem;
    text-wrap: pretty;
  }
  .facts {
    margin-top: -0.55rem;
    color: var(--ink-faint);
    font-size: var(--small);
    text-wrap: pretty;
  }
  .start {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 0.5rem;
    padding: 0.45rem 0.6rem;
    border-radius: var(--radius-small);
    background: var(--notice-fill);
    color: var(--notice-ink);
    font-size: 0.875rem;
    overflow-wrap: anywhere;
  }
  .choice .segments span {
    padding: 0 0.35em;
    white-space: nowrap;
  }
  .choice p {
    margin-top: 0.25rem;
    color: var(--ink-faint);
    font-size: var(--tiny);
    text-wrap: pretty;
  }
  .widths > div {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(2.9rem, 1fr));
    gap: 3px;
  }
  .width {
    min-height: 1.75rem;
    padding: 0;
    border-color: transparent;
    background: var(--sunken);
    color: var(--ink-faint);
    font-size: var(--tiny);
    font-weight: 400;
    font-variant-numeric: tabular-nums;
  }
  .width[aria-pressed='true'] {
    border-color: var(--colour);
    background: var(--surface);
    box-shadow: inset 0 -3px 0 var(--colour);
    color: var(--ink);
    font-weight: 600;
  }
  .all:disabled {
    color: var(--ink-soft);
  }
  .all:disabled :is(label, .row, [role='switch']) {
    cursor: not-allowed;
  }
  @media (pointer: coarse) {
    .width {
      min-height: 2.5rem;
    }
  }
`;
