import { css } from 'lit';
import { startLineStyles } from '../../experiment/start-line.js';

/** The head of the designer, its cards, and the groups of fields in them. */
export const designStyles = [
  startLineStyles,
  css`
    header {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.5rem 0.75rem;
      margin-bottom: 0.875rem;
    }
    h1 {
      margin: 0;
    }
    .from {
      color: var(--ink-soft);
    }
    header select {
      min-height: 2.25rem;
      max-width: 100%;
      font-size: 0.9375rem;
    }
    details {
      margin-bottom: 0.3rem;
    }
    summary {
      width: fit-content;
      padding: 0.3rem 0;
      color: var(--ink-soft);
      font-size: 0.875rem;
      cursor: pointer;
    }
    .count {
      padding: 0.15rem 0.6rem;
      border-radius: 1rem;
      background: var(--info-fill);
      color: var(--info-ink);
      font-size: var(--small);
      font-weight: 550;
    }
    button.link {
      min-height: 1.75rem;
      padding: 0;
      border: 0;
      background: none;
      color: var(--link);
      font-weight: 400;
      text-decoration: underline;
    }
    .tools {
      display: flex;
      gap: 0.5rem;
      margin-left: auto;
    }
    .columns {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr));
      align-items: start;
      gap: 0.875rem;
      margin-bottom: 0.875rem;
    }
    .card {
      min-width: 0;
      border: 1px solid var(--line);
      border-radius: var(--radius);
      background: var(--surface);
      box-shadow: var(--shadow);
    }
    section.card {
      padding: 0.25rem 1rem 1rem;
    }
    fieldset {
      min-width: 0;
      margin: 0;
      padding: 0.9rem 0 0.6rem;
      border: 0;
    }
    fieldset + fieldset {
      border-top: 1px solid var(--line);
    }
    legend {
      float: left;
      width: 100%;
      margin-bottom: 0.35rem;
      padding: 0;
      font-size: 1rem;
      font-weight: 650;
    }
    legend + * {
      clear: both;
    }
    .segmented legend {
      float: none;
    }
    .legend {
      color: var(--ink-faint);
      font-size: var(--small);
      text-wrap: pretty;
    }
    lab-plan-preview {
      padding: 0.8rem 1rem 0.7rem;
    }
    /* What will run and Start stay in sight beside long columns of fields. */
    @media (min-width: 1101px) {
      .columns {
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) minmax(0, 1.16fr);
      }
      lab-plan-preview {
        position: sticky;
        top: 4rem;
      }
    }
    @media (max-width: 760px) {
      /* Room for Start. */
      lab-queue {
        margin-bottom: 4.5rem;
      }
      .tools {
        margin-left: 0;
      }
      section.card {
        padding: 0.25rem 0.75rem 0.75rem;
      }
    }
  `,
];
