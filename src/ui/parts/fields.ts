import { css } from 'lit';

/** Fields for text, and labels that look like buttons around fields for files. */
export const fieldStyles = css`
  textarea,
  input[type='url'] {
    width: 100%;
    padding: 0.4rem 0.5rem;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-small);
    background: var(--surface);
    color: var(--ink);
    font: inherit;
    font-size: 0.875rem;
    resize: vertical;
  }
  form {
    display: grid;
    align-content: start;
  }
  form > label {
    font-size: 0.875rem;
    font-weight: 500;
  }
  .button:focus-within {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }
`;

/** How far something is: a thin bar. */
export const progressStyles = css`
  progress {
    display: block;
    width: 100%;
    height: 5px;
    border: 0;
    border-radius: 3px;
    background: var(--sunken);
    overflow: hidden;
    appearance: none;
  }
  progress::-webkit-progress-bar {
    background: var(--sunken);
  }
  progress::-webkit-progress-value {
    background: var(--ink);
  }
  progress::-moz-progress-bar {
    background: var(--ink);
  }
`;
