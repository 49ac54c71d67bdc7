import { css } from 'lit';

/** Of laws side by side: two charts, then a table, on a phone cards. */
export const compareStyles = css`
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.25rem 0.75rem;
  }
  .head h1 {
    margin: 0;
  }
  .head p {
    color: var(--ink-faint);
  }
  .card {
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    box-shadow: var(--shadow);
  }
  .charts {
    --chart-height: clamp(17rem, 100vh - 32.5rem, 40rem);
    display: grid;
    grid-template-columns: minmax(0, 1.72fr) minmax(0, 1fr);
    gap: 0.875rem;
    margin-top: 0.875rem;
  }
  .switches {
    display: flex;
    flex-wrap: wrap;
    gap: 0.3rem;
  }
  .waiting,
  .nothing {
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 0.5rem;
    min-height: 12rem;
    padding: 1rem;
    color: var(--ink-faint);
    text-align: center;
  }
  .nothing {
    margin-top: 0.875rem;
    padding: 3rem 1rem;
    color: var(--ink-soft);
  }
  .nothing strong {
    color: var(--ink);
  }
  .nothing .tools {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 0.5rem;
    margin-top: 0.5rem;
  }
  .button.primary {
    border-color: var(--ink);
    background: var(--ink);
    color: var(--surface);
  }
  .numbers {
    margin-top: 0.875rem;
  }
  table {
    width: 100%;
    border-collapse: collapse;
    font-size: 0.9375rem;
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    padding: 0.45rem 0.75rem;
    border-bottom: 1px solid var(--line);
    font-weight: 400;
    text-align: left;
    white-space: normal;
  }
  thead th {
    color: var(--ink-faint);
    font-size: var(--small);
  }
  .number {
    text-align: right;
    white-space: nowrap;
  }
  .law-cell {
    display: flex;
    align-items: center;
    gap: 0.6rem;
    color: var(--ink-soft);
  }
  .law-cell b {
    color: var(--ink);
    font-weight: 650;
  }
  .swatch {
    flex: none;
    width: 2rem;
    height: 0.9rem;
  }
  .interval {
    width: 5.5rem;
    height: 1rem;
  }
  .interval path {
    fill: none;
  }
  .scale {
    display: flex;
    justify-content: space-between;
    width: 5.5rem;
  }
  .hidden-law :is(.swatch, .interval) {
    opacity: 0.3;
  }
  .hidden-law :is(th, td, b) {
    color: var(--ink-faint);
  }
  .tag {
    display: inline-block;
    padding: 0.1rem 0.6rem;
    border-radius: 1rem;
    background: var(--good-fill);
    color: var(--good);
    font-size: var(--small);
    font-weight: 550;
    white-space: nowrap;
  }
  .tag:is(.recorded, .file) {
    background: var(--sunken);
    color: var(--ink-soft);
  }
  .tag.elsewhere {
    background: var(--info-fill);
    color: var(--info-ink);
  }
  td.actions {
    text-align: right;
    white-space: nowrap;
  }
  td.actions :is(button, .button) {
    min-height: 1.75rem;
    padding: 0 0.6em;
    border-color: var(--line);
    font-size: var(--small);
  }
  .foot {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.75rem;
    padding: 0.6rem 0.75rem;
  }
  .foot p {
    flex: 1 1 20rem;
    color: var(--ink-soft);
    font-size: 0.9375rem;
    text-wrap: pretty;
  }
  .add {
    position: relative;
  }
  .add summary {
    min-height: 1.9rem;
    font-size: var(--small);
    list-style: none;
  }
  .add summary::-webkit-details-marker {
    display: none;
  }
  .add ul {
    position: absolute;
    z-index: 2;
    bottom: 100%;
    width: max-content;
    max-width: min(32rem, 86vw);
    max-height: 22rem;
    margin: 0 0 0.3rem;
    padding: 0.3rem;
    overflow-y: auto;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    box-shadow: 0 8px 24px #0003;
    list-style: none;
  }
  .add form {
    position: absolute;
    z-index: 2;
    bottom: 100%;
    display: grid;
    gap: 0.5rem;
    width: min(24rem, 80vw);
    margin: 0 0 0.3rem;
    padding: 0.75rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    box-shadow: 0 8px 24px #0003;
  }
  .add label {
    display: grid;
    gap: 0.25rem;
    font-size: var(--small);
  }
  .add input {
    min-height: 2.2rem;
    padding: 0 0.5rem;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-small);
    background: var(--surface);
    color: var(--ink);
    font: inherit;
  }
  .add .problem:empty {
    display: none;
  }
  .add .problem {
    color: var(--danger-ink);
    font-size: var(--small);
  }
  .add a,
  .add li p {
    display: block;
    padding: 0.35rem 0.6rem;
    border-radius: var(--radius-small);
    color: var(--ink);
    text-decoration: none;
  }
  .add a:hover {
    background: var(--sunken);
  }
  .add small {
    display: block;
    color: var(--ink-faint);
    font-size: var(--small);
  }
  @media (max-width: 1100px) {
    .charts {
      --chart-height: clamp(16rem, 50vh, 26rem);
      grid-template-columns: minmax(0, 1fr);
    }
    .interval-cell {
      display: none;
    }
  }
  @media (max-width: 760px) {
    thead {
      display: none;
    }
    tbody tr {
      display: grid;
      grid-template-columns: auto 1fr;
      gap: 0.2rem 1rem;
      padding: 0.75rem 0.875rem;
      border-bottom: 1px solid var(--line);
    }
    td,
    th {
      display: block;
      padding: 0;
      border: 0;
    }
    th,
    td:is(.interval-cell, .measured, .actions) {
      grid-column: 1 / -1;
    }
    td.number {
      display: grid;
      grid-column: 1 / -1;
      grid-template-columns: subgrid;
      text-align: left;
    }
    td.number::before {
      color: var(--ink-faint);
      content: attr(data-head);
    }
    td.actions {
      display: flex;
      gap: 0.5rem;
    }
    td.actions :is(button, .button),
    .add summary {
      min-height: 2.75rem;
    }
  }
  @media (forced-colors: active) {
    .tag {
      border: 1px solid CanvasText;
    }
  }
  @media print {
    .add,
    .actions {
      display: none;
    }
  }
`;
