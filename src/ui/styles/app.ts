import { css } from 'lit';

export const appStyles = css`
  :host {
    display: block;
    min-height: 100vh;
  }
  .bar {
    display: flex;
    align-items: center;
    gap: 0.75rem;
    height: 3.25rem;
    padding: 0 1.25rem;
    border-bottom: 1px solid var(--line);
    background: var(--surface);
  }
  h1 {
    display: flex;
    align-items: center;
    gap: 0.55rem;
    margin: 0 auto 0 0;
    font-size: 1rem;
    font-weight: 650;
    letter-spacing: -0.015em;
    white-space: nowrap;
  }
  h1 svg {
    width: 1.5rem;
    height: 1.5rem;
  }
  .bar-tools {
    display: flex;
    flex: none;
    align-items: center;
    gap: 0.25rem;
  }
  .theme {
    width: 2.25rem;
    padding: 0;
  }
  .theme svg {
    width: 1.1rem;
    height: 1.1rem;
  }
  main {
    display: grid;
    grid-template-columns: 18.5rem minmax(0, 1fr);
    align-items: start;
  }
  .side {
    position: sticky;
    top: 0;
    display: flex;
    flex-direction: column;
    height: calc(100vh - 3.25rem);
    border-right: 1px solid var(--line);
    background: var(--surface);
  }
  .dials {
    flex: 1;
    min-height: 0;
    padding: 1rem 1.25rem;
    overflow-y: auto;
    scrollbar-width: thin;
  }
  .run {
    padding: 0.8rem 1.25rem 1rem;
    border-top: 1px solid var(--line);
    background: var(--surface);
  }
  .stage {
    --chart-height: clamp(14rem, 100vh - 32.5rem, 34rem);
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 1rem;
    padding: 1rem 1.25rem 1.5rem;
  }
  .wide,
  .notices {
    grid-column: 1 / -1;
  }
  .notices {
    display: grid;
    gap: 0.5rem;
  }
  .notices:empty {
    display: none;
  }
  lab-law-words,
  lab-runs-table {
    align-self: start;
  }
  footer {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1rem;
    grid-column: 1 / -1;
    color: var(--ink-faint);
    font-size: var(--tiny);
  }
  @media (max-width: 1080px) {
    .stage {
      grid-template-columns: minmax(0, 1fr);
      --chart-height: clamp(15rem, 50vh, 26rem);
    }
  }
  @media (max-width: 760px) {
    .bar {
      padding: 0 1rem;
    }
    lab-device-chip {
      flex: 0 1 auto;
    }
    main {
      grid-template-columns: minmax(0, 1fr);
    }
    .side {
      position: static;
      height: auto;
      border-right: 0;
      border-bottom: 1px solid var(--line);
    }
    .dials {
      padding: 1rem;
      overflow: visible;
    }
    /* While it trains the screen belongs to the charts. */
    .live .dials {
      display: none;
    }
    /* Start, Pause and Stop stay under the thumb. */
    .run {
      position: fixed;
      z-index: 1;
      inset: auto 0 0;
      padding: 0.6rem 1rem max(0.6rem, env(safe-area-inset-bottom));
    }
    main {
      padding-bottom: 7rem;
    }
    .stage {
      gap: 0.75rem;
      padding: 0.75rem;
    }
  }
`;
