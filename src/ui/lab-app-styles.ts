import { css } from 'lit';

export const appStyles = css`
  :host {
    display: block;
    min-height: 100vh;
  }
  lab-header {
    position: sticky;
    z-index: 1;
    top: 0;
  }
  main {
    display: grid;
    grid-template-columns: 18.5rem minmax(0, 1fr);
    grid-template-rows: auto 1fr;
    align-items: start;
  }
  main[hidden] {
    display: none;
  }
  .side {
    position: sticky;
    top: 3.25rem;
    display: flex;
    flex-direction: column;
    grid-row: 1 / span 2;
    grid-column: 1;
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
  .run + lab-device-line {
    margin-top: -0.35rem;
    padding: 0 1.25rem 1rem;
  }
  .stage {
    --chart-height: clamp(14rem, 100vh - 32.5rem, 34rem);
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    grid-row: 2;
    grid-column: 2;
    gap: 1rem;
    padding: 1rem 1.25rem 1.5rem;
  }
  .wide {
    grid-column: 1 / -1;
  }
  .notices {
    display: grid;
    grid-row: 1;
    grid-column: 2;
    gap: 0.5rem;
    padding: 1rem 1.25rem 0;
  }
  .notices:not(:has(*)) {
    display: none;
  }
  lab-law-words,
  lab-runs-table {
    align-self: start;
  }
  /* What is loaded a moment later has its place: a panel, as high as it will be without points. */
  :not(:defined) {
    min-height: calc(5.367rem + 2px);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
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
    lab-header {
      position: static;
    }
    /* What is wrong comes before all that can be set. */
    main {
      display: block;
    }
    .notices {
      padding: 0.75rem;
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
    /* While it trains the screen belongs to the charts; where it cannot, to what can be done about that. */
    .live .dials,
    .live lab-device-line,
    .blocked .dials {
      display: none;
    }
    .run + lab-device-line {
      margin: 0;
      padding: 0 1rem 1rem;
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
