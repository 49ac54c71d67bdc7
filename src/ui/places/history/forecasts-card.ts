import { html, type TemplateResult } from 'lit';
import { forecastTable } from '../../law/forecast/forecast-table.js';
import type { PageView } from '../../page/view.js';
import { forecastsDistance, forecastsTitle, words } from './words.js';

/** How the forecasts of this browser came out. */
export function forecastsCard({ forecasts }: Pick<PageView, 'forecasts'>): TemplateResult {
  const { about, stay } = words.forecasts;
  const history = forecasts?.history;
  if (!history || history.records.length === 0) {
    return html`<section class="card">
      <h2>${words.forecasts.none}</h2>
      <p>${about}</p>
    </section>`;
  }
  return html`<section class="card">
    <h2>${forecastsTitle(history)}</h2>
    <p>${forecastsDistance(history)} ${stay}</p>
    ${forecastTable(history)}
  </section>`;
}
