// Hides the page and shows it, as its document sees it: a browser without a window has no other way.

/** Tells the document that it is visible or hidden from now on. */
export function showPage(isVisible: boolean): void {
  const state: DocumentVisibilityState = isVisible ? 'visible' : 'hidden';
  Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
  document.dispatchEvent(new Event('visibilitychange'));
}

/** Begins every test of a suite with a page that is visible, and leaves the document as it was. */
export function withVisibility(): void {
  beforeEach(() => showPage(true));
  afterEach(() => void Reflect.deleteProperty(document, 'visibilityState'));
}
