import { css } from 'lit';

/** The board of a class: the law at the left, the files at the right; on a phone one below the other. */
export const boardStyles = css`
  .lead {
    max-width: 46rem;
    margin: 0.4rem 0 0;
    color: var(--ink-soft);
    text-wrap: pretty;
  }
  .columns {
    --chart-height: clamp(18rem, 100vh - 22rem, 44rem);
    display: grid;
    grid-template-columns: minmax(0, 1.3fr) minmax(0, 1fr);
    align-items: start;
    gap: 0.875rem;
    margin-top: 0.875rem;
  }
  .stack {
    display: grid;
    gap: 0.875rem;
  }
  .card {
    padding: 1rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    box-shadow: var(--shadow);
  }
  .card.over {
    border-color: var(--link);
    background: var(--sunken);
  }
  h2 {
    margin: 0;
    font-size: 1rem;
    font-weight: 650;
  }
  p {
    margin: 0.4rem 0 0;
    color: var(--ink-soft);
    text-wrap: pretty;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 0.5rem;
    margin-top: 0.75rem;
  }
  label {
    display: grid;
    gap: 0.2rem;
    color: var(--ink-soft);
    font-size: var(--small);
  }
  label input[type='number'] {
    width: 5rem;
  }
  label.button {
    color: var(--ink);
    font-size: 0.875rem;
    cursor: pointer;
  }
  label.button input {
    position: absolute;
    width: 1px;
    height: 1px;
    opacity: 0;
  }
  label.button:focus-within {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }
  textarea,
  input[type='number'] {
    padding: 0.35rem 0.5rem;
    border: 1px solid var(--line-strong);
    border-radius: 0.3rem;
    background: var(--surface);
    color: var(--ink);
  }
  textarea {
    box-sizing: border-box;
    width: 100%;
    margin-top: 0.6rem;
    font-family: var(--mono, monospace);
    font-size: 0.75rem;
    white-space: pre;
  }
  .code {
    display: grid;
    justify-items: start;
    gap: 0.3rem;
    margin-top: 0.75rem;
  }
  .code svg {
    width: 9rem;
    height: 9rem;
  }
  .said {
    min-height: 1.4em;
    font-size: var(--small);
  }
  .empty {
    display: grid;
    place-content: center;
    min-height: 18rem;
    color: var(--ink-faint);
    text-align: center;
  }
  ul {
    margin: 0.4rem 0 0;
    padding-left: 1.1rem;
    color: var(--ink-soft);
    overflow-wrap: anywhere;
  }
  table {
    width: 100%;
    border-collapse: collapse;
    font-size: 0.875rem;
  }
  th,
  td {
    padding: 0.3rem 0.6rem 0.3rem 0;
    border-bottom: 1px solid var(--line);
    font-weight: 400;
    text-align: left;
    vertical-align: top;
    overflow-wrap: anywhere;
  }
  thead th {
    color: var(--ink-faint);
    font-size: var(--small);
  }
  td.number {
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  a {
    color: var(--link);
  }
  .said + h2,
  ul + h2,
  textarea + h2 {
    margin-top: 0.9rem;
  }
  .scroll {
    max-height: 26rem;
    margin-top: 0.5rem;
    overflow: auto;
  }
  @media (max-width: 900px) {
    .columns {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  @media print {
    button,
    label,
    textarea {
      display: none;
    }
  }
`;
