import { css, html, nothing, type TemplateResult } from 'lit';

export interface Notice {
  readonly tone: 'notice' | 'warning' | 'danger';
  readonly title: string;
  readonly text: string;
}

/** A message on the page with what can be done about it. Styles: `noticeStyles`. */
export function notice(
  { tone, title, text }: Notice,
  actions: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  return html`<div class="notice ${tone}">
    <p><strong>${title}</strong> ${text}</p>
    ${actions === nothing ? nothing : html`<div class="notice-actions">${actions}</div>`}
  </div>`;
}

export const noticeStyles = css`
  .notice {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1rem;
    padding: 0.6rem 0.9rem;
    border-radius: var(--radius-small);
    background: var(--notice-fill);
    color: var(--notice-ink);
    font-size: 0.875rem;
  }
  .notice p {
    flex: 1 1 18rem;
    text-wrap: pretty;
  }
  .notice strong {
    font-weight: 600;
  }
  .notice.warning {
    background: var(--warning-fill);
    color: var(--warning-ink);
  }
  .notice.danger {
    background: var(--danger-fill);
    color: var(--danger-ink);
  }
  .notice-actions {
    display: flex;
    gap: 0.5rem;
  }
`;
