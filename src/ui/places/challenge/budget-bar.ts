import { css, html, nothing, type TemplateResult } from 'lit';
import type { Challenge } from '../../../lab/challenge/challenge.js';
import type { ChallengeProgress } from './progress.js';
import { words } from './words.js';

export const budgetStyles = css`
  .numbers {
    display: flex;
    flex-wrap: wrap;
    gap: 0.2rem 1rem;
    align-items: baseline;
    justify-content: space-between;
    font-variant-numeric: tabular-nums;
  }
  .numbers strong {
    font-size: 1.375rem;
    font-weight: 650;
    letter-spacing: -0.02em;
  }
  .meter {
    display: flex;
    height: 0.9rem;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-small);
    background: var(--sunken);
    overflow: hidden;
  }
  .meter > * {
    flex: none;
    height: 100%;
  }
  .meter .spent {
    background: var(--ink);
    forced-color-adjust: none;
  }
  .meter .reserved {
    background: var(--ink-faint);
  }
  .meter .design {
    background: repeating-linear-gradient(135deg, var(--focus) 0 3px, transparent 3px 7px);
  }
`;

/** What is left of a budget, as a bar and in numbers; `design`: what the run in the fields would cost, null where there is none. */
export function budgetBar(
  challenge: Challenge,
  { ledger, reserved, left }: ChallengeProgress,
  design: number | null,
): TemplateResult {
  const { budget } = challenge;
  const spent = Math.min(ledger.spent, budget);
  const share = (flops: number): string => `width: ${(100 * Math.max(0, flops)) / budget}%`;
  const said = words.budget;
  return html`<div class="numbers">
      <strong>${said.left(left, challenge)}</strong>
      <span>${said.of(ledger.spent, challenge)}</span>
    </div>
    <div
      class="meter"
      role="meter"
      aria-label=${said.title}
      aria-valuemin="0"
      aria-valuemax=${budget}
      aria-valuenow=${spent}
      aria-valuetext=${said.of(ledger.spent, challenge)}
    >
      <span class="spent" .style=${share(spent)}></span>
      <span class="reserved" .style=${share(Math.min(reserved, budget - spent))}></span>
      ${
        design === null ? nothing : html`<span class="design" .style=${share(Math.min(design, left))}></span>`
      }
    </div>
    ${
      reserved > 0 || design !== null
        ? html`<p>
            ${[
              ...(reserved > 0 ? [said.reserved(reserved, challenge)] : []),
              ...(design === null ? [] : [said.design(design, challenge)]),
            ].join(' · ')}
          </p>`
        : nothing
    }
    ${ledger.left < 0 ? html`<p class="problem">${said.overspent(-ledger.left, challenge)}</p>` : nothing}`;
}
