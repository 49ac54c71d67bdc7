import { css } from 'lit';

/** What the places beside the lab share: a page of text and cards under one title. */
export const placeStyles = css`
  :host {
    display: block;
    box-sizing: border-box;
    grid-column: 1 / -1;
    width: 100%;
    max-width: 90rem;
    margin: 0 auto;
    padding: 1rem 2rem 3rem;
  }
  h1 {
    margin: 0.25rem 0 0;
    font-size: 1.375rem;
    font-weight: 650;
    letter-spacing: -0.02em;
    text-wrap: balance;
  }
  a {
    color: var(--link);
  }
  @media print {
    :host {
      max-width: none;
      padding: 0;
    }
    article,
    .card,
    tr {
      break-inside: avoid;
    }
  }
  @media (max-width: 760px) {
    :host {
      padding: 0.75rem 0.75rem 2rem;
    }
  }
`;
