import { css, html, nothing, type TemplateResult } from 'lit';
import type { ExperimentSpec } from '../../lab/experiment/experiment.js';
import { fromScratch } from './experiment-edits.js';
import { words } from './words.js';

/** Weights that training continues from, until they are taken away; nothing where it starts from random ones. Styles: `startLineStyles`. */
export function startLine(
  spec: ExperimentSpec,
  change: (spec: ExperimentSpec) => void,
): TemplateResult | typeof nothing {
  const { weightsId, name } = spec.start;
  if (weightsId === '') return nothing;
  return html`<p class="start">
    <span>${words.panel.startsFrom} <strong title=${name}>${name}</strong></span>
    <button class="quiet" title=${words.panel.removeHint} @click=${() => change(fromScratch(spec))}>
      ${words.panel.remove}
    </button>
  </p>`;
}

export const startLineStyles = css`
  .start {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 0.5rem;
    padding: 0.45rem 0.6rem;
    border-radius: var(--radius-small);
    background: var(--notice-fill);
    color: var(--notice-ink);
    font-size: 0.875rem;
    overflow-wrap: anywhere;
  }
`;
