import { css } from 'lit';

export const plannerStyles = css`
  .choice .segmented {
    width: 100%;
  }
  dl {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr));
    gap: 0.7rem 1.2rem;
    margin: 0;
    font-size: 0.9375rem;
  }
  dt {
    color: var(--ink-faint);
    font-size: var(--tiny);
  }
  dd {
    margin: 0;
    font-variant-numeric: tabular-nums;
  }
  dd span {
    color: var(--ink-soft);
    font-size: var(--small);
  }
  .large {
    grid-column: 1 / -1;
  }
  .large dd {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.1rem 0.7rem;
  }
  .large strong {
    font-size: 1.6rem;
    font-weight: 600;
    letter-spacing: -0.02em;
    line-height: 1.1;
  }
  .scroll {
    margin-top: 0.8rem;
    overflow-x: auto;
  }
  .next h3 {
    margin: 0.9rem 0 0.2rem;
    font-size: 0.875rem;
    font-weight: 500;
  }
  .next ul {
    margin: 0;
    padding: 0;
    color: var(--ink-soft);
    font-size: 0.875rem;
    font-variant-numeric: tabular-nums;
    list-style: none;
    text-wrap: pretty;
  }
  .present > * {
    font-weight: 600;
  }
  .dial .number#budget {
    width: 6.5rem;
  }
`;
