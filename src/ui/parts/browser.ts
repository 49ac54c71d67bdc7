/** Hands a file to the visitor. */
export function download(name: string, content: Blob | string, type = 'text/plain'): void {
  const blob = typeof content === 'string' ? new Blob([content], { type }) : content;
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads the blob after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Calls back once the page has nothing more urgent to do. */
export function whenIdle(call: () => void): void {
  // Safari has no requestIdleCallback: https://webkit.org/b/164193
  if ('requestIdleCallback' in window) window.requestIdleCallback(call);
  else setTimeout(call, 200);
}
