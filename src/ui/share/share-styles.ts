import { css } from 'lit';

export const shareStyles = css`
  dialog {
    width: min(62rem, calc(100vw - 1.5rem));
    max-width: none;
    max-height: calc(100dvh - 1.5rem);
    padding: 1.25rem;
    border: 0;
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--ink);
    overflow-y: auto;
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 0.55);
  }
  .head {
    display: flex;
    align-items: start;
    justify-content: space-between;
    gap: 1rem;
    margin-bottom: 0.75rem;
  }
  .head h2 {
    font-size: 1.2rem;
    overflow-wrap: anywhere;
  }
  h3 {
    margin-bottom: 0.4rem;
    font-size: 0.9375rem;
    font-weight: 600;
  }
  .columns {
    display: grid;
    gap: 1rem 1.5rem;
  }
  .columns > * {
    min-width: 0;
  }
  @media (min-width: 761px) {
    .columns.two {
      grid-template-columns: minmax(0, 1.1fr) minmax(0, 1fr);
    }
  }
  section + section {
    margin-top: 1rem;
  }
  .picture {
    display: block;
    width: 100%;
    height: auto;
    border: 1px solid var(--line);
    border-radius: var(--radius-small);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
    margin-top: 0.6rem;
  }
  .address {
    display: flex;
    gap: 0.5rem;
    margin: 0.5rem 0;
  }
  .address input {
    flex: 1;
    min-width: 0;
    padding: 0 0.6rem;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-small);
    background: var(--surface);
    color: var(--ink);
    font: 0.8125rem var(--mono);
    text-overflow: ellipsis;
  }
  .about,
  .said {
    color: var(--ink-soft);
    font-size: var(--small);
  }
  .said {
    min-height: 1.4em;
    margin-top: 0.75rem;
  }
  .beside {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0 1rem;
    align-items: center;
    margin-top: 0.75rem;
  }
  .qr {
    width: 10rem;
    height: 10rem;
    border: 1px solid var(--line);
    border-radius: var(--radius-small);
  }
  .large {
    max-width: 10rem;
  }
  pre,
  textarea {
    width: 100%;
    margin: 0.4rem 0 0;
    padding: 0.6rem 0.75rem;
    border: 0;
    border-radius: var(--radius-small);
    background: var(--sunken);
    color: var(--ink);
    font: 0.75rem / 1.5 var(--mono);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  pre {
    max-height: 11rem;
    overflow-y: auto;
  }
`;
