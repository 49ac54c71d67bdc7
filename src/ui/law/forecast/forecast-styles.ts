import { css } from 'lit';

/** A card of two halves: what is asked, and the answer. */
export const forecastStyles = css`
  :host {
    padding: 0.8rem 0.9rem 0.9rem;
    container-type: inline-size;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.3rem 0.8rem;
    min-height: 2rem;
    margin-bottom: 0.4rem;
  }
  header h2 {
    margin-right: auto;
  }
  .score {
    color: var(--ink-soft);
    font-size: var(--small);
    font-variant-numeric: tabular-nums;
  }
  .tools {
    display: flex;
  }
  .split {
    display: grid;
    gap: 1rem 2rem;
  }
  .split > * {
    min-width: 0;
  }
  @container (min-width: 46rem) {
    .split {
      grid-template-columns: minmax(15rem, 20rem) minmax(0, 1fr);
      align-items: start;
    }
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
  .choice output {
    font-size: 0.875rem;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
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
    height: 5px;
    border: 0;
    border-radius: 3px;
    background: var(--sunken);
    overflow: hidden;
    appearance: none;
  }
  .verdict progress::-webkit-progress-bar {
    background: var(--sunken);
  }
  .verdict progress::-webkit-progress-value {
    background: var(--ink);
  }
  .verdict progress::-moz-progress-bar {
    background: var(--ink);
  }
  .hit strong,
  td.hit {
    color: var(--good);
  }
  .miss strong,
  td.miss,
  .problem {
    color: var(--danger-ink);
  }
  .sentence {
    margin-top: 0.3rem;
    color: var(--ink-soft);
    font-size: 0.9375rem;
    text-wrap: pretty;
  }
  .waiting {
    color: var(--ink-faint);
    font-size: 0.875rem;
    text-wrap: pretty;
  }
  .aside {
    margin-top: 0.6rem;
    color: var(--ink-faint);
    font-size: var(--small);
  }
  .remarks {
    display: grid;
    gap: 0.3rem;
    margin: 0.8rem 0 0;
    padding: 0;
    font-size: 0.875rem;
    list-style: none;
  }
  .remarks li {
    padding: 0.35rem 0.6rem;
    border-radius: var(--radius-small);
    background: var(--warning-fill);
    color: var(--warning-ink);
    text-wrap: pretty;
  }
  details.data {
    margin-top: 0.6rem;
  }
  details.data p {
    margin: 0.2rem 0;
  }
`;
