// How choices from a list and switches look.

import { css } from 'lit';

export const selectStyles = css`
  select {
    min-width: 0;
    min-height: 1.9rem;
    padding: 0 0.4rem;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-small);
    background: var(--surface);
    color: var(--ink);
    font: inherit;
  }
`;

/** Of checkboxes with the role of a switch. */
export const switchStyles = css`
  [role='switch'] {
    position: relative;
    flex: none;
    width: 2.3rem;
    height: 1.3rem;
    margin: 0;
    border: 1px solid var(--line-strong);
    border-radius: 1rem;
    background: var(--sunken);
    cursor: pointer;
    appearance: none;
    transition: background-color 120ms;
  }
  [role='switch']::after {
    content: '';
    position: absolute;
    top: 50%;
    left: 0.2rem;
    width: 0.85rem;
    height: 0.85rem;
    border-radius: 50%;
    background: var(--line-strong);
    transform: translateY(-50%);
    transition: left 120ms;
  }
  [role='switch']:checked {
    border-color: var(--ink);
    background: var(--ink);
  }
  [role='switch']:checked::after {
    left: calc(100% - 1.05rem);
    background: var(--surface);
  }
`;
