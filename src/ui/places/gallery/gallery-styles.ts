import { css } from 'lit';

export const galleryStyles = css`
  .lead {
    margin: 0.3rem 0 0.75rem;
    color: var(--ink-soft);
  }
  section {
    display: grid;
    grid-template-columns: 8.5rem minmax(0, 1fr);
    gap: 0.75rem 1rem;
    padding: 0.9rem 0;
    border-top: 1px solid var(--line);
  }
  section > header h2 {
    font-size: 1rem;
    font-weight: 650;
  }
  section > header p {
    margin-top: 0.2rem;
    color: var(--ink-soft);
    font-size: var(--small);
    text-wrap: pretty;
  }
  .cards {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    gap: 0.75rem;
  }
  article {
    position: relative;
    padding: 0.75rem 0.9rem 0.9rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
  article:hover {
    border-color: var(--line-strong);
  }
  svg,
  .blank {
    display: block;
    width: 100%;
    aspect-ratio: 300 / 110;
    margin-bottom: 0.5rem;
  }
  svg text {
    fill: var(--ink-faint);
    font-size: 9px;
  }
  .blank {
    display: grid;
    place-items: center;
    color: var(--ink-faint);
    font-size: var(--small);
    text-align: center;
  }
  h3 {
    font-size: 1rem;
    font-weight: 650;
    text-wrap: balance;
  }
  /* The whole card is the link. */
  h3 a {
    color: inherit;
    text-decoration: none;
  }
  h3 a::after {
    position: absolute;
    inset: 0;
    border-radius: var(--radius);
    content: '';
  }
  h3 a:focus-visible {
    outline: none;
  }
  h3 a:focus-visible::after {
    outline: 2px solid var(--focus);
  }
  .name {
    color: var(--ink-soft);
    font-size: var(--small);
  }
  dl {
    display: grid;
    grid-template-columns: fit-content(8rem) minmax(0, 1fr);
    gap: 0.2rem 0.5rem;
    margin: 0.5rem 0 0;
    font-size: var(--small);
  }
  dt {
    min-width: 4.5rem;
    color: var(--ink-faint);
  }
  dd {
    margin: 0;
    font-variant-numeric: tabular-nums;
    text-wrap: pretty;
  }
  dd.measured {
    font-weight: 600;
  }
  .way {
    display: grid;
    align-content: center;
    justify-items: start;
    gap: 0.4rem;
    border-style: dashed;
    font-size: 0.9375rem;
  }
  @media (max-width: 1100px) {
    .cards {
      grid-template-columns: repeat(auto-fill, minmax(min(16rem, 100%), 1fr));
    }
  }
  @media (max-width: 760px) {
    section {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
