import { css } from 'lit';

/** Of a chart's key. */
export const keyStyles = css`
  .key {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.2rem 0.9rem;
    min-height: 1.9rem;
    margin: 0.25rem 0 0;
    padding: 0;
    color: var(--ink-soft);
    font-size: var(--small);
    list-style: none;
  }
  .key li {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
  }
  .key svg {
    width: 1.6em;
    height: 0.8em;
  }
`;
