import { html, nothing, type TemplateResult } from 'lit';
import type { PlotController } from './plot-controller.js';
import { words } from './words.js';

/** The button that shows a whole chart again; nothing while it is shown whole. */
export function resetZoomButton(plot: PlotController): TemplateResult | typeof nothing {
  if (!plot.zoomed) return nothing;
  return html`<button class="quiet" @click=${() => plot.resetZoom()}>${words.resetZoom}</button>`;
}
