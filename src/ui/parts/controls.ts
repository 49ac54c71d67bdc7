import { css } from 'lit';

/** What every element shares: box model, focus ring, buttons, text for screen readers only. */
export const controls = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host([hidden]) {
    display: none;
  }
  :focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }
  h2,
  h3,
  p {
    margin: 0;
  }
  h2 {
    font-size: 0.9375rem;
    font-weight: 600;
    letter-spacing: -0.005em;
  }
  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.4em;
    min-height: 2.25rem;
    padding: 0 0.85em;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-small);
    background: var(--surface);
    color: var(--ink);
    font: inherit;
    font-size: 0.875rem;
    font-weight: 500;
    text-decoration: none;
    white-space: nowrap;
    cursor: pointer;
    transition: background-color 120ms;
  }
  button:hover:not(:disabled) {
    background: var(--sunken);
  }
  button:disabled {
    border-color: var(--line);
    color: var(--ink-faint);
    cursor: not-allowed;
  }
  button.primary {
    border-color: var(--ink);
    background: var(--ink);
    color: var(--surface);
  }
  button.primary:hover:not(:disabled) {
    background: var(--ink-soft);
  }
  button.primary:disabled {
    border-color: var(--line);
    background: var(--sunken);
    color: var(--ink-faint);
  }
  button.quiet {
    min-height: 1.75rem;
    padding: 0 0.5em;
    border-color: transparent;
    background: none;
    color: var(--ink-soft);
    font-size: var(--small);
  }
  button.quiet:disabled {
    border-color: transparent;
  }
  button.quiet:hover:not(:disabled) {
    background: var(--sunken);
    color: var(--ink);
  }
  sup,
  sub {
    line-height: 0;
  }
  .hidden-text {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  /* Else it would widen the page from within a part that scrolls. */
  :where(:has(> .hidden-text)) {
    position: relative;
  }
  @media (pointer: coarse) {
    button {
      min-height: 2.75rem;
    }
    button.quiet {
      min-height: 2.5rem;
    }
  }
  /* Paper has no controls; what is a button and says something as well is of the class printed. */
  @media print {
    button:not(.printed),
    .button,
    select:not(.printed),
    .segmented,
    input:is([type='search'], [type='file'], [type='checkbox']) {
      display: none !important;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      transition: none !important;
      animation: none !important;
    }
  }
`;

/** A card on the page. */
export const panel = css`
  :host {
    display: block;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    box-shadow: var(--shadow);
  }
`;

/** Tables of numbers: right-aligned digits of one width under quiet heads. */
export const table = css`
  /* A shadow at each side on which the table goes on: covers in the colour of the panel lie over it, and scroll with the table. */
  .scroll {
    --shade: color-mix(in srgb, var(--ink) 24%, transparent);
    overflow-x: auto;
    background:
      linear-gradient(to right, var(--surface) 40%, transparent) left / 2.5rem 100% local no-repeat,
      linear-gradient(to left, var(--surface) 40%, transparent) right / 2.5rem 100% local no-repeat,
      linear-gradient(to right, var(--shade), transparent) left / 0.9rem 100% no-repeat,
      linear-gradient(to left, var(--shade), transparent) right / 0.9rem 100% no-repeat;
  }
  @media print {
    .scroll {
      background: none;
      overflow: visible;
    }
    .scroll :is(th, td) {
      white-space: normal !important;
    }
  }
  table {
    width: 100%;
    border-collapse: collapse;
    font-size: var(--small);
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    padding: 0.3rem 0.45rem;
    border-bottom: 1px solid var(--line);
    text-align: right;
    white-space: nowrap;
  }
  tbody tr:last-child > * {
    border-bottom: 0;
  }
  th {
    color: var(--ink-faint);
    font-weight: 500;
  }
  th:first-child,
  td:first-child {
    text-align: left;
  }
`;

/** The head of a card with its tools, and what stands in it while there is nothing to show. */
export const cardStyles = css`
  :host {
    padding: 0.8rem 0.9rem 0.9rem;
    container-type: inline-size;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.3rem 0.8rem;
    min-height: 1.75rem;
    margin-bottom: 0.4rem;
  }
  .tools {
    display: flex;
  }
  .waiting {
    color: var(--ink-faint);
    font-size: 0.875rem;
    text-wrap: pretty;
  }
`;

/** Two halves of a card, side by side where there is room: what is asked, and the answer. */
export const splitStyles = css`
  .split {
    display: grid;
    gap: 1rem 2rem;
  }
  .split > * {
    min-width: 0;
  }
  @container (min-width: 46rem) {
    .split {
      grid-template-columns: minmax(15rem, 20rem) minmax(0, 1fr);
      align-items: start;
    }
  }
`;
