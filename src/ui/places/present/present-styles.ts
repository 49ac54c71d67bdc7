import { css } from 'lit';

/** A slide: question, figure and law over all of the window, a code and the keys at the right, notes at the bottom. */
export const presentStyles = css`
  :host {
    display: grid;
    grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr) 15rem;
    gap: 0.6rem 2rem;
    box-sizing: border-box;
    height: 100vh;
    padding: 0.75rem 1.4rem 0;
    background: var(--surface);
  }
  .title {
    grid-column: 1 / -1;
    display: flex;
    align-items: end;
    justify-content: space-between;
    gap: 0.5rem 2rem;
  }
  .where {
    overflow: hidden;
    color: var(--ink-soft);
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .title > div {
    min-width: 0;
  }
  h1 {
    margin: 0;
    font-size: 1.9rem;
    font-weight: 650;
    letter-spacing: -0.02em;
    line-height: 1.15;
    text-wrap: balance;
  }
  .law {
    flex: none;
    color: var(--ink-soft);
    text-align: right;
  }
  .law strong {
    display: block;
    color: var(--ink);
    font-size: 2.4rem;
    font-weight: 650;
    line-height: 1.1;
    letter-spacing: -0.02em;
    font-variant-numeric: tabular-nums;
  }
  .figure {
    container-type: size;
    min-height: 0;
    overflow: hidden;
    /* What stands above and below the plots of curves and law. */
    --chart-height: max(9rem, 100cqh - 6.2rem);
  }
  aside {
    display: flex;
    flex-direction: column;
    gap: 0.9rem;
    min-height: 0;
    padding-bottom: 0.9rem;
    overflow-y: auto;
    scrollbar-width: thin;
  }
  aside ol,
  aside ul {
    display: grid;
    gap: 0.35rem;
    margin: 0;
    padding-left: 1.4rem;
    text-wrap: pretty;
  }
  aside h2 {
    margin: 0 0 0.4rem;
    font-size: 1rem;
    font-weight: 650;
    text-wrap: pretty;
  }
  .verdict {
    margin-top: 0.5rem;
    text-wrap: pretty;
  }
  .code {
    margin-top: auto;
    text-align: center;
  }
  .code svg {
    display: block;
    width: min(100%, 13rem);
    max-height: 28vh;
    margin: 0 auto 0.4rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }
  .code p {
    overflow-wrap: anywhere;
    font-size: var(--small);
  }
  .keys,
  .code {
    flex: none;
  }
  .keys {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 0.1rem 0.4rem;
  }
  .keys button {
    gap: 0.4em;
    min-height: 1.7rem;
    padding: 0 0.3em;
    border-color: transparent;
    background: none;
    color: var(--ink-soft);
    font-size: var(--small);
  }
  .keys button:first-child {
    flex-basis: 100%;
    color: var(--ink);
    font-weight: 600;
    white-space: normal;
  }
  kbd {
    min-width: 1em;
    padding: 0 0.35rem;
    border: 1px solid var(--line-strong);
    border-radius: 4px;
    font-family: inherit;
  }
  .notes {
    grid-column: 1 / -1;
    display: grid;
    grid-template-columns: 10rem minmax(0, 60rem);
    gap: 0 1.5rem;
    margin: 0 -1.4rem;
    padding: 0.7rem 1.4rem;
    border-top: 1px solid var(--line);
    background: var(--warning-fill);
    color: var(--warning-ink);
    text-wrap: pretty;
  }
  .notes small {
    display: block;
    font-size: var(--small);
  }
  @media (max-width: 760px) {
    :host {
      display: block;
      height: auto;
      padding: 0.75rem 1rem 0;
    }
    .title {
      display: block;
    }
    .law {
      text-align: left;
    }
    h1 {
      font-size: 1.4rem;
    }
    .figure {
      container-type: normal;
      --chart-height: 17rem;
    }
    .code {
      display: none;
    }
    aside {
      gap: 0.6rem;
    }
    .keys button {
      min-height: 2.75rem;
    }
    .notes {
      display: block;
      margin: 0 -1rem;
    }
  }
`;
