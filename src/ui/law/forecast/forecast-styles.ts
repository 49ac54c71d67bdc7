import { css } from 'lit';

export const forecastStyles = css`
  header h2 {
    margin-right: auto;
  }
  .score {
    color: var(--ink-soft);
    font-size: var(--small);
    font-variant-numeric: tabular-nums;
  }
  .choice {
    display: grid;
    gap: 0.6rem;
    align-content: start;
    justify-items: start;
  }
  .choice .dial {
    width: 100%;
  }
  .cost {
    color: var(--ink-soft);
    font-size: var(--small);
    font-variant-numeric: tabular-nums;
    text-wrap: pretty;
  }
  .cost code {
    font-family: var(--mono);
    font-size: 0.95em;
  }
  .verdict {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.2rem 0.7rem;
    font-variant-numeric: tabular-nums;
  }
  .verdict strong {
    font-size: 1.6rem;
    font-weight: 600;
    letter-spacing: -0.02em;
    line-height: 1.1;
  }
  .verdict span {
    color: var(--ink-soft);
  }
  .verdict progress {
    align-self: center;
    width: 6rem;
  }
  .hit strong,
  .data .hit td:last-child {
    color: var(--good);
  }
  .miss strong,
  .data .miss td:last-child,
  .problem {
    color: var(--danger-ink);
  }
  .sentence {
    margin-top: 0.3rem;
    color: var(--ink-soft);
    font-size: 0.9375rem;
    text-wrap: pretty;
  }
  .aside {
    margin-top: 0.6rem;
    color: var(--ink-faint);
    font-size: var(--small);
  }
  details.data {
    margin-top: 0.6rem;
  }
  details.data p {
    margin: 0.2rem 0;
  }
`;
