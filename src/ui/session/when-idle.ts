/** Calls back once the page has nothing more urgent to do. */
export function whenIdle(call: () => void): void {
  // Safari has no requestIdleCallback: https://webkit.org/b/164193
  if ('requestIdleCallback' in window) window.requestIdleCallback(call);
  else setTimeout(call, 200);
}
