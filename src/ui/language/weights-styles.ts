import { css } from 'lit';

export const weightsStyles = css`
  :host {
    padding: 0.8rem 0.9rem 0.9rem;
    container-type: inline-size;
  }
  header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    min-height: 1.75rem;
    margin-bottom: 0.4rem;
  }
  .button.quiet {
    min-height: 1.75rem;
    padding: 0 0.5em;
    border-color: transparent;
    color: var(--ink-soft);
    font-size: var(--small);
  }
  .button:focus-within {
    outline: 2px solid var(--focus);
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
  select {
    min-width: 0;
    min-height: 2.25rem;
    padding: 0 0.4rem;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-small);
    background: var(--surface);
    color: var(--ink);
    font: inherit;
  }
  .size {
    margin-right: auto;
    color: var(--ink-faint);
    font-size: var(--small);
    font-variant-numeric: tabular-nums;
  }
  .writing {
    display: grid;
    gap: 1rem 2rem;
    margin-top: 0.9rem;
  }
  .writing > * {
    min-width: 0;
  }
  @container (min-width: 46rem) {
    .writing {
      grid-template-columns: minmax(15rem, 20rem) minmax(0, 1fr);
    }
  }
  form {
    display: grid;
    gap: 0.5rem;
    align-content: start;
  }
  form > label {
    font-size: 0.875rem;
    font-weight: 500;
  }
  textarea {
    width: 100%;
    padding: 0.4rem 0.5rem;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-small);
    background: var(--surface);
    color: var(--ink);
    font-family: var(--mono);
    font-size: var(--small);
    resize: vertical;
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
  .empty {
    color: var(--ink-faint);
    font-size: 0.875rem;
    text-wrap: pretty;
  }
  .problem {
    margin-bottom: 0.6rem;
    padding: 0.45rem 0.7rem;
    border-radius: var(--radius-small);
    background: var(--danger-fill);
    color: var(--danger-ink);
    font-size: 0.875rem;
    overflow-wrap: anywhere;
  }
`;
