import { css } from 'lit';

export const textSourceStyles = css`
  .remark:not(li) {
    margin-bottom: 0.6rem;
  }
  .reading {
    display: grid;
    gap: 0.5rem;
    padding: 0.8rem 0;
    font-size: 0.875rem;
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
  @media (pointer: coarse) {
    .button {
      min-height: 2.75rem;
    }
  }
  form {
    gap: 0.35rem;
    justify-items: start;
  }
  .address p {
    color: var(--ink-faint);
    font-size: var(--small);
    text-wrap: pretty;
  }
  .facts dd {
    font-weight: 550;
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
`;
