import { html, type TemplateResult } from 'lit';
import { words } from './words.js';

/** Buttons that save something, one a format. `chart` is its name in their labels. */
export function saveTools<Format extends string>({
  chart,
  formats,
  disabled = false,
  save,
}: {
  readonly chart: string;
  readonly formats: readonly Format[];
  readonly disabled?: boolean;
  readonly save: (format: Format) => void;
}): TemplateResult {
  return html`<div class="tools">
    ${formats.map((format) => {
      const name = format.toUpperCase();
      return html`<button
        class="quiet"
        aria-label=${words.save(chart, name)}
        ?disabled=${disabled}
        @click=${() => save(format)}
      >
        ${name}
      </button>`;
    })}
  </div>`;
}
