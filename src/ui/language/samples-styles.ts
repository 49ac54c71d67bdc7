import { css } from 'lit';

/** Written text: its prompt set off, spaces and lines as they were written. */
export const writtenStyles = css`
  .written {
    font-family: var(--mono);
    font-size: var(--small);
    line-height: 1.5;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }
  .prompt {
    font-weight: 400;
    color: var(--ink-faint);
    text-decoration: underline;
    text-decoration-color: var(--line-strong);
    text-underline-offset: 0.2em;
  }
`;

export const samplesStyles = [
  writtenStyles,
  css`
    :host {
      padding: 0.8rem 0 0.4rem;
      overflow: hidden;
    }
    header {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: 0.2rem 1rem;
      min-height: 1.75rem;
      padding: 0 0.9rem 0.3rem;
    }
    .steps {
      display: flex;
      align-items: center;
      gap: 0.6rem;
      color: var(--ink-soft);
      font-size: var(--small);
      font-variant-numeric: tabular-nums;
    }
    .steps input {
      width: 8rem;
    }
    .steps output {
      min-width: 3rem;
      font-weight: 600;
    }
    .scroll {
      max-height: 26rem;
      overflow: auto;
    }
    .columns {
      display: grid;
      grid-auto-columns: minmax(11.5rem, 1fr);
      grid-auto-flow: column;
      width: 100%;
    }
    article {
      min-width: 0;
      padding: 0.5rem 0.9rem 0.6rem;
      border-left: 1px solid var(--line);
    }
    article:first-child {
      border-left: 0;
    }
    h3 {
      font-size: 0.875rem;
      font-weight: 600;
    }
    h3 i {
      display: inline-block;
      width: 0.65em;
      height: 0.65em;
      margin-right: 0.45em;
      border-radius: 50%;
      background: var(--colour);
    }
    .facts {
      margin: 0.1rem 0 0.45rem;
      min-height: 1.45em;
      color: var(--ink-faint);
      font-size: var(--tiny);
      font-variant-numeric: tabular-nums;
    }
    @media (max-width: 760px) {
      .scroll {
        max-height: 34rem;
      }
      .columns {
        grid-auto-flow: row;
      }
      article {
        border-top: 1px solid var(--line);
        border-left: 0;
      }
      article:first-child {
        border-top: 0;
      }
    }
  `,
];
