import { html, type TemplateResult } from 'lit';

/** A text with the prompt it goes on from set off. On one line: its blanks are shown. Styles: `writtenStyles`. */
export function writtenText(prompt: string, text: string): TemplateResult {
  const marked = html`<b class="prompt">${prompt.trimStart()}</b>${text.trimEnd()}`;
  return html`<p class="written">${marked}</p>`;
}
