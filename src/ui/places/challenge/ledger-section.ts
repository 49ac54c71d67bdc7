import { css, html, nothing, type TemplateResult } from 'lit';
import type { Challenge } from '../../../lab/challenge/challenge.js';
import { isUnfinished } from '../../../lab/library/entry.js';
import { settingsWords } from '../../../lab/share/settings.js';
import { entryName } from '../history/rows.js';
import type { ChallengeProgress, Row } from './progress.js';
import { words } from './words.js';

export const ledgerStyles = css`
  .runs {
    display: grid;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .runs li {
    display: flex;
    flex-wrap: wrap;
    gap: 0.2rem 1rem;
    align-items: center;
    justify-content: space-between;
    padding: 0.5rem 0;
    border-bottom: 1px solid var(--line);
    font-size: 0.875rem;
  }
  .runs li:last-child {
    padding-bottom: 0;
    border-bottom: 0;
  }
  .runs .about {
    flex: 1 1 16rem;
    min-width: 0;
  }
  .runs .about strong {
    display: block;
    font-weight: 600;
  }
  .runs .about span,
  .runs .cost {
    color: var(--ink-soft);
  }
  .runs .cost {
    font-variant-numeric: tabular-nums;
  }
`;

export interface LedgerActions {
  readonly open: (id: string, goOn: boolean) => void;
}

/** What was spent, a line for each run. `locked`: something trains, so nothing else can be opened. */
export function ledgerSection(
  challenge: Challenge,
  { rows }: ChallengeProgress,
  locked: boolean,
  { open }: LedgerActions,
): TemplateResult {
  const said = words.ledger;
  const line = ({ entry, cost, isLive }: Row): TemplateResult => {
    const name = entryName(entry);
    const { seal } = entry.challenge;
    const canGoOn = isUnfinished(entry) && !isLive;
    return html`<li>
      <span class="about">
        <strong>${seal ? said.final(name, seal.prediction) : name}</strong>
        <span>${settingsWords(entry.spec)}</span>
      </span>
      <span class="cost">${said.cost(isLive ? { ...cost, refunded: 0 } : cost, challenge)}</span>
      <span class="row">
        ${
          canGoOn
            ? html`<button
                class="quiet go-on"
                ?disabled=${locked}
                aria-label=${said.goOnLabel(name)}
                @click=${() => open(entry.id, true)}
              >
                ${said.goOn}
              </button>`
            : nothing
        }
        <button
          class="quiet open"
          ?disabled=${locked && !isLive}
          aria-label=${said.openLabel(name)}
          @click=${() => open(entry.id, false)}
        >
          ${said.open}
        </button>
      </span>
    </li>`;
  };
  return html`<section class="card" aria-label=${said.title}>
    <h2>${said.title}</h2>
    ${
      rows.length === 0
        ? html`<p>${said.none}</p>`
        : html`<ul class="runs">
            ${rows.map(line)}
          </ul>`
    }
  </section>`;
}
