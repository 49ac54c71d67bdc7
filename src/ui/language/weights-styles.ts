import { css } from 'lit';

export const weightsStyles = css`
  .button.quiet {
    min-height: 1.75rem;
    padding: 0 0.5em;
    border-color: transparent;
    color: var(--ink-soft);
    font-size: var(--small);
  }
  .remark {
    margin-bottom: 0.6rem;
  }
  .model {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.9rem;
    font-size: 0.875rem;
  }
  .model label {
    display: flex;
    align-items: center;
    gap: 0.6rem;
    min-width: 0;
    max-width: 100%;
    font-weight: 500;
  }
  .model select {
    min-height: 2.25rem;
  }
  .size {
    margin-right: auto;
    color: var(--ink-faint);
    font-size: var(--small);
    font-variant-numeric: tabular-nums;
  }
  .split {
    margin-top: 0.9rem;
  }
  form {
    gap: 0.5rem;
  }
  textarea {
    font-family: var(--mono);
    font-size: var(--small);
  }
  textarea::placeholder {
    color: var(--ink-faint);
    opacity: 1;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }
  .result {
    padding: 0.6rem 0.7rem;
    border-radius: var(--radius-small);
    background: var(--sunken);
  }
`;
