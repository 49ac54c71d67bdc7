import { css } from 'lit';

/** A button that reads like a link. */
export const linkButton = css`
  button.link {
    min-height: 0;
    padding: 0 0.1em;
    border-color: transparent;
    background: none;
    color: var(--link);
    font-size: inherit;
    font-weight: 400;
    text-decoration: underline;
  }
  button.link:hover:not(:disabled) {
    background: none;
    text-decoration: none;
  }
  button.link:disabled {
    color: var(--ink-faint);
    text-decoration: none;
  }
`;

/** Of the list of what was measured: a table, on a phone cards. */
export const historyStyles = css`
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.75rem;
  }
  .head .about {
    flex: 1 1 14rem;
    color: var(--ink-faint);
  }
  .head h1 {
    margin: 0;
  }
  input:is([type='search'], .editor) {
    min-height: 2.25rem;
    padding: 0 0.6rem;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-small);
    background: var(--surface);
    color: var(--ink);
    font: inherit;
    font-size: 0.875rem;
  }
  input[type='search'] {
    width: 16rem;
  }
  .editor {
    width: 100%;
    min-width: 8rem;
  }
  input[type='file'] {
    position: absolute;
    width: 1px;
    height: 1px;
    opacity: 0;
  }
  .button:focus-within {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }
  .button.primary {
    border-color: var(--ink);
    background: var(--ink);
    color: var(--surface);
  }
  .unfinished {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1rem;
    margin-top: 0.875rem;
    padding: 0.6rem 1rem;
    border: 1px solid transparent;
    border-radius: var(--radius);
    background: var(--warning-fill);
    color: var(--warning-ink);
    font-size: 0.9375rem;
  }
  .unfinished p {
    flex: 1 1 18rem;
    text-wrap: pretty;
  }
  .unfinished .tools {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }
  .unfinished button {
    min-height: 1.75rem;
    font-size: var(--small);
  }
  .card {
    margin-top: 0.875rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    box-shadow: var(--shadow);
  }
  table {
    width: 100%;
    border-collapse: collapse;
    font-size: 0.9375rem;
  }
  th,
  td {
    padding: 0.4rem 0.5rem;
    border-bottom: 1px solid var(--line);
    text-align: left;
    font-weight: 400;
    white-space: normal;
  }
  tbody tr:last-child > * {
    border-bottom: 0;
  }
  thead th {
    padding-block: 0.35rem;
    color: var(--ink-faint);
    font-size: var(--small);
  }
  tr > :first-child {
    width: 2.6rem;
    padding-left: 0.875rem;
  }
  tr > :last-child {
    padding-right: 0.75rem;
  }
  .chosen {
    background: var(--info-fill);
  }
  input[type='checkbox'] {
    width: 1.1rem;
    height: 1.1rem;
    margin: 0;
    accent-color: var(--ink);
    vertical-align: middle;
  }
  .thumbnail {
    display: block;
    width: 5rem;
    height: 2.25rem;
    fill: none;
  }
  .frame {
    stroke: var(--line);
  }
  .line {
    stroke: var(--ink);
    stroke-width: 1.3;
  }
  .entry-name {
    color: var(--ink);
    font-weight: 650;
    overflow-wrap: anywhere;
  }
  small {
    display: block;
    color: var(--ink-faint);
    font-size: var(--small);
  }
  small.good {
    color: var(--good);
  }
  .law .law {
    font-weight: 650;
    font-variant-numeric: tabular-nums;
  }
  .law .law,
  .experiment small {
    white-space: nowrap;
  }
  .law .none {
    color: var(--warning-ink);
  }
  .law .tag {
    padding: 0.15rem 0.6rem;
    border-radius: 1rem;
    background: var(--warning-fill);
    color: var(--warning-ink);
    font-size: var(--small);
    white-space: nowrap;
  }
  .law .waiting,
  .in-sight {
    color: var(--ink-faint);
    font-size: var(--small);
  }
  .when {
    white-space: nowrap;
  }
  .note {
    min-width: 7rem;
    max-width: 16rem;
  }
  .note-button {
    display: block;
    width: 100%;
    min-height: 1.75rem;
    padding: 0;
    overflow: hidden;
    border: 0;
    background: none;
    color: var(--ink-faint);
    font-size: var(--small);
    font-weight: 400;
    text-align: left;
    text-overflow: ellipsis;
  }
  .note-button:hover:not(:disabled) {
    background: none;
    color: var(--ink);
    text-decoration: underline;
  }
  .actions {
    text-align: right;
    white-space: nowrap;
  }
  .actions button {
    min-height: 1.75rem;
    padding: 0 0.6em;
    border-color: var(--line);
    font-size: var(--small);
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
    padding: 0.6rem 1rem;
  }
  .bar.idle {
    padding: 0;
  }
  .bar b {
    font-weight: 650;
  }
  .bar [role='status'] {
    margin-left: auto;
    color: var(--ink-soft);
    font-size: var(--small);
  }
  .more {
    display: grid;
    place-items: center;
    padding: 0.5rem;
    border-top: 1px solid var(--line);
  }
  .nothing {
    padding: 2.5rem 1rem;
    color: var(--ink-soft);
    text-align: center;
  }
  .nothing .button {
    margin-top: 0.75rem;
  }
  .pair {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr));
    gap: 0 0.875rem;
  }
  .pair .card {
    padding: 0.8rem 1rem;
  }
  .pair p {
    margin-top: 0.2rem;
    color: var(--ink-soft);
    font-size: var(--small);
    text-wrap: pretty;
  }
  @media (max-width: 1100px) {
    .experiment small {
      max-width: 14rem;
      white-space: normal;
    }
    td.picture,
    th.picture {
      display: none;
    }
  }
  @media (max-width: 760px) {
    .head > * {
      flex: 1 1 auto;
    }
    .head h1,
    .head .about,
    input[type='search'] {
      flex-basis: 100%;
      width: 100%;
    }
    thead {
      display: none;
    }
    tbody tr {
      display: grid;
      grid-template-columns: auto 1fr auto;
      gap: 0.15rem 0.75rem;
      align-items: center;
      padding: 0.75rem 0.875rem;
      border-bottom: 1px solid var(--line);
    }
    tbody tr:last-child {
      border-bottom: 0;
    }
    td,
    th,
    td.picture {
      display: block;
      padding: 0;
      border: 0;
    }
    tr > :first-child,
    tr > :last-child {
      width: auto;
      padding: 0;
    }
    td.choose {
      grid-row: 1;
      padding: 0.6rem 0.25rem;
    }
    th.name {
      grid-column: 2;
      grid-row: 1;
    }
    td.picture {
      grid-column: 3;
      grid-row: 1;
    }
    td:is(.experiment, .law, .when, .note, .actions) {
      grid-column: 1 / -1;
    }
    .experiment small {
      max-width: none;
    }
    .when small {
      display: inline;
      margin-left: 0.5em;
    }
    td.note {
      max-width: none;
    }
    .note-button,
    .actions button {
      min-height: 2.75rem;
    }
    td.actions {
      display: flex;
      flex-wrap: wrap;
      gap: 0.5rem;
    }
    .bar [role='status'] {
      margin-left: 0;
    }
  }
  @media (forced-colors: active) {
    .chosen {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
    .law .tag,
    .unfinished {
      border: 1px solid CanvasText;
    }
  }
  @media print {
    .choose,
    .actions,
    .bar,
    .pair,
    .unfinished,
    .head label,
    th:first-child:not(.name),
    th:last-child {
      display: none !important;
    }
  }
`;
