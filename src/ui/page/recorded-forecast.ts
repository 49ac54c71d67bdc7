// What stands in place of a forecast while a recording is in sight: why it is closed, what opens it, and what the recorded law expects.

import { html, nothing, type TemplateResult } from 'lit';
import { largest } from '../../base/many.js';
import type { DrawnLaw } from '../../lab/gallery/recorded-law.js';
import { emit } from '../session/page-events.js';
import { words } from './tray/words.js';
import type { PageView } from './view.js';

export function recordedForecast(
  host: EventTarget,
  law: DrawnLaw,
  { obstacle, time }: Pick<PageView, 'obstacle' | 'time'>,
): TemplateResult {
  const said = expectation(law);
  return html`<div slot="forecast">
    ${said === null ? nothing : html`<p class="finding">${said}</p>`}
    <p class="closed">${words.closed}</p>
    <button class="primary" ?disabled=${obstacle !== ''} @click=${() => emit(host, 'start-plan')}>
      ${time === '' ? words.measure : words.measureFor(time)}
    </button>
  </div>`;
}

/** At the end of the recorded line; null where there is no law. */
function expectation({ axis, points, fit }: DrawnLaw): string | null {
  const end = fit?.line.at(-1);
  if (!end || points.length === 0) return null;
  const [x, loss, low, high] = end;
  const times = x / largest(points.map((point) => point.x));
  return words.recordedForecast({ times, axis, loss }, [low, high]);
}
