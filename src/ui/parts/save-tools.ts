import { html, type TemplateResult } from 'lit';

/** Buttons that save a chart, one a format. `chart` is its name in their labels. */
export function saveTools<Format extends string>({
  chart,
  formats,
  disabled,
  save,
}: {
  readonly chart: string;
  readonly formats: readonly Format[];
  readonly disabled: boolean;
  readonly save: (format: Format) => void;
}): TemplateResult {
  return html`<div class="tools">
    ${formats.map((format) => {
      const name = format.toUpperCase();
      return html`<button
        class="quiet"
        aria-label="Save ${chart} as ${name}"
        ?disabled=${disabled}
        @click=${() => save(format)}
      >
        ${name}
      </button>`;
    })}
  </div>`;
}
