import { css } from 'lit';

export const figureStyles = css`
  :host {
    display: block;
    padding: 0.6rem 1rem 0.5rem;
  }
  @media print {
    :host {
      border: 0;
      break-inside: avoid;
    }
    .plots {
      grid-template-rows: auto auto !important;
    }
    .data:not([open]) {
      display: none;
    }
  }
  :host(:fullscreen) {
    --chart-height: calc(100vh - 12rem);
    padding: 1.5rem 2rem;
    border: 0;
    border-radius: 0;
    overflow-y: auto;
  }
  :host([bare]) {
    padding: 0;
    border: 0;
    background: none;
    box-shadow: none;
  }
  :host([bare]) .finding {
    font-size: 1.1rem;
  }
  :host([bare]) .finding strong {
    font-size: clamp(1.1rem, 9cqi, 3rem);
  }
  :host([bare]) .head {
    min-height: 2rem;
  }
  .plots {
    display: grid;
    grid-template: auto var(--chart-height, 22rem) / minmax(0, 2fr) minmax(0, 3fr);
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.25rem 0.75rem;
    min-height: 2.75rem;
  }
  .head + .head {
    padding-left: 2rem;
  }
  h2,
  h3 {
    font-size: 0.875rem;
    font-weight: 600;
  }
  .switches {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4rem;
  }
  .plot {
    min-height: 0;
  }
  .law {
    container-type: inline-size;
  }
  .finding {
    position: absolute;
    top: 0.6rem;
    right: 1.1rem;
    display: grid;
    justify-items: end;
    color: var(--ink-soft);
    font-size: 0.875rem;
    line-height: 1.35;
    text-align: right;
    text-shadow:
      0 0 3px var(--surface),
      0 0 3px var(--surface);
    font-variant-numeric: tabular-nums;
    pointer-events: none;
  }
  .finding strong {
    color: var(--ink);
    font-size: clamp(1.1rem, 6cqi, 1.9rem);
    font-weight: 650;
    letter-spacing: -0.02em;
    line-height: 1.15;
  }
  .so-far strong {
    color: var(--ink-soft);
  }
  .hint {
    position: absolute;
    bottom: 3.2rem;
    left: 2.7rem;
    max-width: calc(100% - 5rem);
    color: var(--ink-faint);
    font-size: 0.75rem;
    text-shadow:
      0 0 3px var(--surface),
      0 0 3px var(--surface);
    pointer-events: none;
  }
  .refusal {
    position: absolute;
    top: 0.9rem;
    right: 1.1rem;
    max-width: min(24rem, 70%);
    color: var(--ink-soft);
    font-size: 0.875rem;
    text-align: right;
    text-wrap: balance;
    text-shadow:
      0 0 3px var(--surface),
      0 0 3px var(--surface);
    pointer-events: none;
  }
  .readout {
    position: absolute;
    z-index: 1;
    top: -0.2rem;
    left: 4rem;
    min-height: 0;
    padding: 0 0.4rem;
    border-radius: var(--radius-small);
    background: var(--surface);
  }
  .law .readout {
    left: 2.5rem;
  }
  /* Two rows, whatever is in them: progress makes the sizes wider, and what trains has other lines than what has ended. */
  .below {
    display: grid;
    grid-template-rows: repeat(2, minmax(1.9rem, auto));
    align-items: center;
  }
  .replay {
    position: absolute;
    z-index: 1;
    top: 0.4rem;
    right: 0.9rem;
    background: var(--surface);
  }
  .below .key {
    margin: 0;
  }
  .tables {
    display: grid;
    gap: 0.5rem;
  }
  /* The marks fade, the words stay legible. */
  .stale canvas {
    opacity: 0.38;
  }
  @media (max-width: 760px) {
    :host {
      padding: 0.6rem 0.6rem 0.5rem;
    }
    .plots {
      grid-template: auto / minmax(0, 1fr);
    }
    /* The law comes first. */
    .head.of-law {
      order: 0;
      padding-left: 0;
    }
    .law {
      order: 1;
      height: 19rem;
    }
    .head.of-curves {
      order: 2;
    }
    .curves {
      order: 3;
      height: 16rem;
    }
  }
`;
