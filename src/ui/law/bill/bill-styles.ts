import { css } from 'lit';

export const billStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.25rem;
    container-type: inline-size;
  }
  .label {
    margin-bottom: 0.3rem;
    padding: 0;
    font-size: 0.875rem;
    font-weight: 500;
  }
  .segmented {
    justify-self: start;
    max-width: 100%;
  }
  .segments {
    flex-wrap: wrap;
  }
  .choice {
    display: grid;
    gap: 0.9rem;
    align-content: start;
  }
  .needs {
    font-size: 1.0625rem;
    font-variant-numeric: tabular-nums;
    text-wrap: pretty;
  }
  .aside {
    color: var(--ink-faint);
    font-size: var(--small);
    text-wrap: pretty;
  }
  .charts {
    --chart-height: 15rem;
  }
  h3 {
    margin-bottom: 0.4rem;
    font-size: 0.9375rem;
    font-weight: 600;
  }
  .from {
    display: grid;
    gap: 0.3rem;
    font-size: 0.875rem;
    font-weight: 500;
  }
  .assumed {
    display: grid;
    gap: 0.1rem;
    align-content: start;
  }
  .assumed .dial {
    padding: 0.15rem 0;
    border-bottom: 1px solid var(--line);
  }
  .assumed .number {
    border-color: var(--line);
  }
  .assumed .aside {
    margin-top: 0.4rem;
  }
  a {
    color: var(--link);
  }
`;
