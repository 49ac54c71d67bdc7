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
    outline: none;
  }
  main.lab {
    display: grid;
    grid-template-columns: 20.5rem minmax(0, 1fr);
    align-items: start;
  }
  main.lesson {
    grid-template-columns: 26rem minmax(0, 1fr);
    grid-template-rows: auto 1fr;
  }
  main.lesson lab-lesson {
    grid-row: 1 / span 2;
    position: sticky;
    top: 3.25rem;
    max-height: calc(100vh - 3.25rem);
    overflow-y: auto;
  }
  main.lesson lab-side {
    position: static;
    min-height: 0;
    max-height: none;
  }
  main.lab[hidden],
  [hidden] {
    display: none;
  }
  .skip {
    position: absolute;
    z-index: 3;
    top: 0.5rem;
    left: 0.5rem;
    padding: 0.5rem 1rem;
    border-radius: var(--radius-small);
    background: var(--surface);
    color: var(--link);
  }
  .skip:not(:focus) {
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  lab-notices {
    padding: 0.75rem 1.25rem 0;
  }
  lab-side {
    position: sticky;
    top: 3.25rem;
    min-height: calc(100vh - 3.25rem);
    max-height: calc(100vh - 3.25rem);
  }
  @media (max-width: 1100px) {
    main.lab {
      display: block;
    }
    lab-side {
      position: static;
      min-height: 0;
      max-height: none;
    }
  }
  @media (max-width: 760px) {
    lab-header {
      position: static;
    }
    /* The question first, then the law; Start stays at the bottom. */
    main.lab {
      display: flex;
      flex-direction: column;
      align-items: stretch;
      padding-bottom: 7rem;
    }
    lab-side,
    lab-stage {
      display: contents;
    }
    lab-notices {
      padding: 0.75rem 0.75rem 0;
    }
  }
  /* What is found, without what finds it. */
  @media print {
    lab-header,
    lab-notices,
    lab-welcome,
    .skip {
      display: none;
    }
    main.lab:not([hidden]),
    main.lesson:not([hidden]) {
      display: block;
    }
    main.lesson lab-lesson,
    lab-side {
      position: static;
      min-height: 0;
      max-height: none;
      overflow: visible;
    }
  }
`;
