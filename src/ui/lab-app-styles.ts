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
  main[hidden],
  [hidden] {
    display: none;
  }
  lab-notices {
    grid-row: 1;
    grid-column: 2;
    padding: 1rem 1.25rem 0;
  }
  lab-side {
    position: sticky;
    top: 3.25rem;
    grid-row: 1 / span 2;
    grid-column: 1;
    height: calc(100vh - 3.25rem);
  }
  lab-stage {
    grid-row: 2;
    grid-column: 2;
  }
  @media (max-width: 760px) {
    lab-header {
      position: static;
    }
    /* What is wrong comes before all that can be set. */
    main {
      display: block;
      padding-bottom: 7rem;
    }
    lab-notices {
      padding: 0.75rem;
    }
    lab-side {
      position: static;
      height: auto;
    }
  }
`;
