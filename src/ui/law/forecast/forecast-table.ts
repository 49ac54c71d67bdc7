import { html, nothing, type TemplateResult } from 'lit';
import { formatNumber } from '../../../base/format.js';
import {
  calibrationInWords,
  type ForecastHistory,
  type ForecastRecord,
} from '../../../laws/forecast/score-card.js';
import { numberTable, type TableRow } from '../../parts/data-table.js';
import { words } from './words.js';

/** The lab's forecasts so far, the latest first, and how often their intervals held. Styles: `dataTableStyles` and tables. */
export function forecastTable({
  records,
  problems,
  calibration,
}: ForecastHistory): TemplateResult | typeof nothing {
  if (records.length + problems.length === 0) return nothing;
  const { title, heads, summary, leftOut } = words.table;
  return html`<details class="data">
    <summary>${summary(records.length)}</summary>
    <p>${calibrationInWords(calibration)}</p>
    ${problems.map((problem) => html`<p class="problem">${leftOut(problem)}</p>`)}
    ${numberTable({ caption: title, heads, rows: records.toReversed().map(row) })}
  </details>`;
}

function row({ forecast, measured }: ForecastRecord): TableRow {
  const { target, loss, interval, sealedAt, experiment } = forecast;
  const outcome = measured ? (measured.hit ? 'hit' : 'miss') : 'open';
  return {
    class: outcome,
    cells: [
      words.table.date(sealedAt),
      experiment?.preset ?? words.table.points,
      target.name,
      formatNumber(loss),
      words.table.interval(interval),
      measured ? formatNumber(measured.loss) : '–',
      measured ? formatNumber(measured.z, 2) : '–',
      words.table.outcome[outcome],
    ],
  };
}
