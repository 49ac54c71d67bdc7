import { html, nothing, type TemplateResult } from 'lit';
import { formatNumber } from '../../../base/format.js';
import {
  calibrationInWords,
  type ForecastHistory,
  type ForecastRecord,
} from '../../../laws/forecast/score-card.js';

/** The lab's forecasts so far, the latest first, and how often their intervals held. Styles: `dataTableStyles` and tables. */
export function forecastTable({
  records,
  problems,
  calibration,
}: ForecastHistory): TemplateResult | typeof nothing {
  if (records.length + problems.length === 0) return nothing;
  return html`<details class="data">
    <summary>
      ${records.length} ${records.length === 1 ? 'forecast' : 'forecasts'} kept in this browser
    </summary>
    <p>${calibrationInWords(calibration)}</p>
    ${problems.map((problem) => html`<p class="problem">Left out: ${problem}.</p>`)}
    <div class="scroll" tabindex="0" role="region" aria-label="All forecasts">
      <table>
        <caption class="hidden-text">
          All forecasts
        </caption>
        <thead>
          <tr>
            ${['Sealed', 'Experiment', 'Run', 'Expected', '95 %', 'Measured', 'z', ''].map(
              (head) => html`<th scope="col">${head}</th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${records.toReversed().map(row)}
        </tbody>
      </table>
    </div>
  </details>`;
}

function row({ forecast, measured }: ForecastRecord): TemplateResult {
  const { target, loss, interval, sealedAt, experiment } = forecast;
  return html`<tr>
    <th scope="row">${new Date(sealedAt).toLocaleDateString([], { dateStyle: 'medium' })}</th>
    <td>${experiment?.preset ?? 'points'}</td>
    <td>${target.name}</td>
    <td>${formatNumber(loss)}</td>
    <td>${interval.map((end) => formatNumber(end)).join(' to ')}</td>
    <td>${measured ? formatNumber(measured.loss) : '–'}</td>
    <td>${measured ? formatNumber(measured.z, 2) : '–'}</td>
    <td class=${measured ? (measured.hit ? 'hit' : 'miss') : ''}>
      ${measured ? (measured.hit ? 'hit' : 'miss') : 'open'}
    </td>
  </tr>`;
}
