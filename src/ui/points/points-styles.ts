import { css } from 'lit';

export const pointsStyles = css`
  :host {
    display: block;
  }
  main {
    display: grid;
    grid-template-columns: 18.5rem minmax(0, 1fr);
    align-items: start;
  }
  .side {
    display: grid;
    gap: 1.1rem;
    align-content: start;
    min-height: calc(100vh - 3.25rem);
    padding: 1rem 1.25rem;
    border-right: 1px solid var(--line);
    background: var(--surface);
  }
  .stage {
    --chart-height: clamp(16rem, 100vh - 27rem, 32rem);
    display: grid;
    gap: 1rem;
    padding: 1rem 1.25rem 1.5rem;
  }
  .segmented {
    justify-self: start;
    max-width: 100%;
    overflow-x: auto;
  }
  .segments {
    flex-wrap: wrap;
  }
  .segments span {
    white-space: nowrap;
  }
  .rows {
    color: var(--ink-faint);
    font-size: var(--small);
    overflow-wrap: anywhere;
    text-wrap: pretty;
  }
  .rows h3 {
    margin-top: 0.6rem;
    color: var(--warning-ink);
    font-size: var(--small);
    font-weight: 600;
  }
  .rows ul {
    margin: 0.3rem 0 0;
    padding: 0;
    list-style: none;
  }
  .rows li {
    padding: 0.2rem 0;
    border-top: 1px solid var(--line);
  }
  .rows span {
    color: var(--ink-soft);
    font-weight: 500;
  }
  .empty {
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 0.3rem;
    min-height: 60vh;
    color: var(--ink-faint);
    text-align: center;
  }
  .empty strong {
    color: var(--ink-soft);
    font-weight: 550;
  }
  .empty p {
    max-width: 32rem;
    text-wrap: balance;
  }
  @media (max-width: 760px) {
    main {
      grid-template-columns: minmax(0, 1fr);
    }
    .side {
      min-height: 0;
      padding: 1rem;
      border-right: 0;
      border-bottom: 1px solid var(--line);
    }
    .stage {
      gap: 0.75rem;
      padding: 0.75rem;
    }
    .empty {
      min-height: 30vh;
    }
  }
`;
