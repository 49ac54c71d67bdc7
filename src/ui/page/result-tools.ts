import { html, type TemplateResult } from 'lit';
import type { LabPoint } from '../../laws/runs/lab-points.js';
import { saveTools } from '../parts/save-tools.js';
import { emit } from '../session/page-events.js';
import { words } from './words.js';

/** What can be done with the results of an experiment: buttons that send their requests from `host`. */
export function resultTools(host: EventTarget, points: readonly LabPoint[]): TemplateResult {
  return html`<div class="tools">
    <button
      class="quiet"
      title=${words.results.allLawsHint}
      ?disabled=${!points.some(({ final, excluded }) => final && excluded === null)}
      @click=${() => emit(host, 'fit-own')}
    >
      ${words.results.allLaws}
    </button>
    ${saveTools({
      chart: words.results.name,
      formats: ['json', 'csv'],
      save: (format) => emit(host, 'save-records', { format }),
    })}
  </div>`;
}
