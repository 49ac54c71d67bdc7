import { css } from 'lit';

export const pointsStyles = css`
  :host {
    display: block;
    container: points / inline-size;
  }
  .table {
    display: grid;
    grid-template: 'side stage' auto 'how stage' 1fr / 22rem minmax(0, 1fr);
    min-height: calc(100vh - 3.25rem);
  }
  .side,
  .how {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.9rem;
    align-content: start;
    min-width: 0;
    padding: 1rem 1.25rem;
    border-right: 1px solid var(--line);
    background: var(--surface);
  }
  .how {
    grid-area: how;
    padding-top: 0;
  }
  .side {
    grid-area: side;
  }
  .how > * {
    padding-top: 1rem;
    border-top: 1px solid var(--line);
  }
  h1 {
    margin: 0;
    font-size: 1.125rem;
    font-weight: 650;
    letter-spacing: -0.02em;
    overflow-wrap: anywhere;
  }
  .side section > p {
    margin-top: 0.2rem;
    color: var(--ink-soft);
    font-size: var(--small);
    text-wrap: pretty;
  }
  .stage {
    grid-area: stage;
    container: stage / inline-size;
    min-width: 0;
  }
  .inner {
    --chart-height: clamp(16rem, 100vh - 33rem, 32rem);
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.875rem;
    padding: 1rem 1.25rem 1.5rem;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4rem 1rem;
    min-height: 1.9rem;
  }
  .doing {
    color: var(--ink-faint);
    font-size: var(--small);
  }
  .segmented {
    max-width: 100%;
  }
  .segments {
    flex-wrap: wrap;
  }
  .of {
    margin-top: 0.4rem;
    font-size: 1.0625rem;
    overflow-wrap: anywhere;
  }
  .checks {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr));
    gap: 1rem;
    --chart-height: clamp(12rem, 32vh, 18rem);
  }
  .faint {
    color: var(--ink-faint);
    font-size: 0.875rem;
  }
  .bare {
    padding: 0;
    border: 0;
    box-shadow: none;
  }
  pre {
    margin: 0.4rem 0;
    color: var(--ink-soft);
    font: inherit;
    font-size: 0.875rem;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  /* A narrow page, or half of a wide one. */
  @container points (max-width: 60rem) {
    .table {
      grid-template: 'side' 'stage' 'how' / minmax(0, 1fr);
      align-content: start;
      min-height: 0;
    }
    .side {
      border-right: 0;
      border-bottom: 1px solid var(--line);
    }
    .how {
      padding-top: 1rem;
      border-top: 1px solid var(--line);
      border-right: 0;
    }
    .how > *:first-child {
      padding-top: 0;
      border-top: 0;
    }
  }
  @container points (max-width: 40rem) {
    .side,
    .how {
      padding: 0.75rem;
    }
    .inner {
      gap: 0.75rem;
      padding: 0.75rem;
    }
  }
`;
