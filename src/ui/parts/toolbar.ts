/**
 * Keys of a toolbar (WAI-ARIA): it is one stop of the Tab key, and the arrow keys, Home and End move inside it. All its buttons but one
 * start with `tabindex="-1"`.
 */
export function toolbarKeys(event: KeyboardEvent): void {
  const bar = event.currentTarget as HTMLElement;
  const items = [...bar.querySelectorAll<HTMLElement>('button:not(:disabled), a[href]')];
  const at = items.findIndex((item) => item.matches(':focus'));
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (to === undefined || at < 0) return;
  event.preventDefault();
  const next = items[(to + items.length) % items.length];
  for (const item of items) item.tabIndex = item === next ? 0 : -1;
  next.focus();
}
