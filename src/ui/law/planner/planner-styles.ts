import { css } from 'lit';

export const plannerStyles = css`
  :host {
    display: block;
    padding: 0;
  }
  .scope {
    color: var(--ink-soft);
    font-size: var(--small);
  }
  .choice {
    display: grid;
    gap: 0.6rem;
    align-content: start;
  }
  .expected {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.1rem 0.7rem;
    margin-bottom: 0.6rem;
    font-variant-numeric: tabular-nums;
  }
  .expected span {
    color: var(--ink-soft);
    font-size: var(--small);
  }
  .expected span:first-child {
    flex-basis: 100%;
    color: var(--ink-faint);
    font-size: var(--tiny);
  }
  .expected strong {
    font-size: 1.6rem;
    font-weight: 600;
    letter-spacing: -0.02em;
    line-height: 1.1;
  }
  .scroll {
    margin-top: 0.8rem;
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
