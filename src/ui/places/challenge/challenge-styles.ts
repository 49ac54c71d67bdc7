import { css } from 'lit';

/** Of a challenge and of the form that sets one: cards, fields in a grid, numbers. */
export const challengeStyles = css`
  .lead {
    max-width: 46rem;
    margin: 0.4rem 0 0;
    color: var(--ink-soft);
    text-wrap: pretty;
  }
  .card {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.6rem;
    align-content: start;
    min-width: 0;
    padding: 0.9rem 1rem 1rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    box-shadow: var(--shadow);
  }
  .columns {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1.5fr);
    gap: 0.875rem;
    align-items: start;
    margin-top: 0.875rem;
  }
  .budget {
    margin-top: 0.875rem;
  }
  .columns > div {
    display: grid;
    gap: 0.875rem;
    min-width: 0;
  }
  .card p {
    color: var(--ink-soft);
    font-size: 0.9375rem;
    text-wrap: pretty;
  }
  .fields {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(10rem, 100%), 1fr));
    gap: 0.6rem 0.875rem;
  }
  .field {
    display: grid;
    gap: 0.15rem;
    align-content: start;
    font-size: 0.875rem;
    font-weight: 500;
  }
  .field small {
    color: var(--ink-faint);
    font-size: var(--tiny);
    font-weight: 400;
  }
  :is(.field input, .field select, input.link) {
    width: 100%;
    min-width: 0;
    min-height: 2.25rem;
    padding: 0 0.5rem;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-small);
    background: var(--surface);
    color: var(--ink);
    font: inherit;
    font-variant-numeric: tabular-nums;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 0.75rem;
    align-items: center;
  }
  .predict {
    align-items: end;
  }
  .problem {
    padding: 0.5rem 0.7rem;
    border-radius: var(--radius-small);
    background: var(--warning-fill);
  }
  .card .problem {
    color: var(--warning-ink);
  }
  code {
    overflow-wrap: anywhere;
    font-family: var(--mono);
    font-size: 0.8125rem;
  }
  @media (max-width: 900px) {
    .columns {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
