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

/** A page that nobody sees is not painted: it goes on after this. */
const UNSEEN_MS = 200;

/** Calls back once what has just been rendered is on the screen. */
export function whenPainted(call: () => void): void {
  let isDue = true;
  const once = (): void => {
    if (isDue) call();
    isDue = false;
  };
  // The first frame draws, the second comes after it.
  requestAnimationFrame(() => requestAnimationFrame(once));
  setTimeout(once, UNSEEN_MS);
}
