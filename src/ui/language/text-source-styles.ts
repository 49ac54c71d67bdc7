import { css } from 'lit';

export const textSourceStyles = css`
  :host {
    padding: 0.8rem 0.9rem 0.9rem;
  }
  header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    min-height: 1.75rem;
    margin-bottom: 0.4rem;
  }
  .wanted,
  .refusal {
    margin-bottom: 0.6rem;
    padding: 0.45rem 0.7rem;
    border-radius: var(--radius-small);
    background: var(--notice-fill);
    color: var(--notice-ink);
    font-size: 0.875rem;
    overflow-wrap: anywhere;
    text-wrap: pretty;
  }
  .refusal {
    background: var(--danger-fill);
    color: var(--danger-ink);
  }
  .reading {
    display: grid;
    gap: 0.5rem;
    padding: 0.8rem 0;
    font-size: 0.875rem;
  }
  progress {
    width: 100%;
    height: 0.4rem;
    accent-color: var(--ink);
  }
  .drop {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(17rem, 100%), 1fr));
    gap: 0.8rem 1.5rem;
    padding: 0.9rem;
    border: 1px dashed var(--line-strong);
    border-radius: var(--radius-small);
  }
  .drop.hovered {
    border-color: var(--focus);
    background: var(--sunken);
  }
  .drop > p {
    color: var(--ink-soft);
    font-size: 0.875rem;
    text-wrap: pretty;
  }
  .button {
    margin: 0 0.4rem 0.5rem 0;
    border-color: var(--ink);
    background: var(--ink);
    color: var(--surface);
  }
  .button:focus-within {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }
  @media (pointer: coarse) {
    .button {
      min-height: 2.75rem;
    }
  }
  form {
    display: grid;
    gap: 0.35rem;
    align-content: start;
    justify-items: start;
  }
  form label {
    font-size: 0.875rem;
    font-weight: 500;
  }
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
  dl {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 2rem;
    margin: 0;
  }
  dl > div {
    min-width: 0;
  }
  dt {
    color: var(--ink-faint);
    font-size: var(--tiny);
  }
  dd {
    margin: 0;
    font-weight: 550;
    font-variant-numeric: tabular-nums;
  }
  .name dd {
    max-width: 16rem;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .tokens {
    margin-top: 0.6rem;
    max-height: 3.1rem;
    overflow: hidden;
    font-family: var(--mono);
    font-size: var(--small);
    line-height: 1.55;
  }
  .tokens span {
    padding: 0.08rem 0;
    box-decoration-break: clone;
  }
  .tokens span:nth-child(even) {
    background: var(--sunken);
  }
  .notes {
    display: grid;
    gap: 0.3rem;
    margin: 0.7rem 0 0;
    padding: 0;
    font-size: 0.875rem;
    list-style: none;
  }
  .notes li {
    padding: 0.35rem 0.6rem;
    border-radius: var(--radius-small);
    background: var(--warning-fill);
    color: var(--warning-ink);
    text-wrap: pretty;
  }
`;
