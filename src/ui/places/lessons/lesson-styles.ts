import { css } from 'lit';

/** The column of a lesson beside the lab. */
export const lessonStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 100%;
    padding: 1rem 1.5rem;
    background: var(--surface);
  }
  a {
    color: var(--link);
  }
  .where {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0.2rem 1rem;
    color: var(--ink-soft);
    font-size: var(--small);
  }
  .bars {
    display: flex;
    gap: 3px;
    margin: 0.6rem 0 0.75rem;
  }
  .bars i {
    flex: 1;
    height: 4px;
    border-radius: 2px;
    background: var(--sunken);
  }
  .bars .past {
    background: var(--ink-faint);
  }
  .bars .now {
    background: var(--ink);
  }
  h1 {
    margin: 0;
    font-size: 1.375rem;
    font-weight: 650;
    letter-spacing: -0.02em;
    text-wrap: balance;
  }
  h2 {
    margin: 0.5rem 0 0;
    color: var(--ink-soft);
    font-size: 1rem;
    font-weight: 600;
  }
  .step {
    display: none;
    flex: 1;
  }
  .step.now {
    display: block;
  }
  .step > p {
    margin-top: 0.65rem;
    line-height: 1.5;
    text-wrap: pretty;
  }
  .keep {
    white-space: nowrap;
  }
  button.do {
    display: inline-flex;
    gap: 0.3em;
    min-height: 1.75rem;
    padding: 0 0.5em;
    border-color: transparent;
    background: var(--info-fill);
    color: var(--info-ink);
    font-size: inherit;
    box-shadow: inset 0 -2px 0 color-mix(in srgb, var(--info-ink) 45%, transparent);
  }
  button.do:hover:not(:disabled) {
    background: color-mix(in srgb, var(--info-ink) 18%, var(--info-fill));
  }
  button.do.done {
    background: var(--good-fill);
    color: var(--good);
    box-shadow: none;
  }
  button.do:disabled {
    background: var(--sunken);
    color: var(--ink-faint);
    box-shadow: none;
  }
  fieldset {
    margin: 1rem 0 0;
    padding: 1rem 0 0;
    border: 0;
    border-top: 1px solid var(--line);
  }
  legend {
    float: left;
    width: 100%;
    margin-bottom: 0.4rem;
    padding: 0;
    font-weight: 650;
    text-wrap: pretty;
  }
  label {
    display: flex;
    clear: both;
    gap: 0.6rem;
    align-items: baseline;
    padding: 0.25rem 0;
    cursor: pointer;
  }
  input[type='radio'] {
    flex: none;
    width: 1.05rem;
    height: 1.05rem;
    margin: 0;
    accent-color: var(--ink);
    translate: 0 0.15rem;
  }
  .verdict {
    margin-top: 0.6rem;
    padding: 0.6rem 0.75rem;
    border-radius: var(--radius-small);
    background: var(--notice-fill);
    color: var(--notice-ink);
    font-size: 0.9375rem;
    text-wrap: pretty;
  }
  .verdict.right {
    background: var(--good-fill);
    color: var(--good);
  }
  .verdict.wrong {
    background: var(--warning-fill);
    color: var(--warning-ink);
  }
  .sources {
    margin: 0.4rem 0 0;
    padding-left: 1.4rem;
    font-size: 0.875rem;
  }
  .sources li {
    margin-bottom: 0.35rem;
  }
  details {
    margin-top: 1rem;
    color: var(--ink-soft);
    font-size: 0.875rem;
  }
  summary {
    width: max-content;
    color: var(--ink-faint);
    cursor: pointer;
  }
  details p {
    margin-top: 0.35rem;
    text-wrap: pretty;
  }
  footer {
    position: sticky;
    bottom: 0;
    margin-top: 1rem;
    padding: 0.6rem 0 0.2rem;
    background: var(--surface);
  }
  .ways {
    display: flex;
    gap: 0.5rem;
  }
  .ways :is(button, .button) {
    min-height: 2.4rem;
    padding-block: 0.3rem;
    white-space: normal;
  }
  .ways .next {
    flex: 1;
    border-color: var(--ink);
    background: var(--ink);
    color: var(--surface);
    font-weight: 650;
  }
  .ways .next:hover {
    background: var(--ink-soft);
  }
  .keys {
    margin-top: 0.5rem;
    color: var(--ink-faint);
    font-size: var(--tiny);
  }
  @media (max-width: 760px) {
    :host {
      padding: 0.75rem 1rem;
    }
    .keys {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .bars .now {
      background: Highlight;
    }
    button.do.done {
      border-color: Highlight;
    }
    .verdict {
      border: 1px solid;
    }
  }
  /* On paper all steps follow one another. */
  @media print {
    .step {
      display: block;
      break-inside: avoid;
    }
    details::details-content {
      content-visibility: visible;
      block-size: auto;
    }
    .bars,
    .where span,
    footer {
      display: none;
    }
  }
`;
