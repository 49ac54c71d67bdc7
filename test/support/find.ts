// Ways to elements through shadow roots.

/** The first element that matches, however many shadow roots deep; null if there is none. */
export function query<Found extends Element = HTMLElement>(
  root: Element | ShadowRoot,
  selector: string,
): Found | null {
  const scope = ('shadowRoot' in root && root.shadowRoot) || root;
  const found = scope.querySelector<Found>(selector);
  if (found) return found;
  for (const { shadowRoot } of scope.querySelectorAll('*')) {
    const inside = shadowRoot && query<Found>(shadowRoot, selector);
    if (inside) return inside;
  }
  return null;
}

/** As `query`, of what is there. */
export function find<Found extends Element = HTMLElement>(
  root: Element | ShadowRoot,
  selector: string,
): Found {
  const found = query<Found>(root, selector);
  if (!found) throw new Error(`expected an element ${selector}`);
  return found;
}

/** The first element that matches in the shadow root of an element. */
export function inside<Found extends Element = HTMLElement>(element: Element, selector: string): Found {
  return element.shadowRoot!.querySelector<Found>(selector)!;
}

/** The words in the shadow root of an element; with a selector those of all that match. */
export function words(element: Element, selector?: string): string {
  const root = element.shadowRoot!;
  const found = selector === undefined ? [root] : [...root.querySelectorAll(selector)];
  const text = found.map(({ textContent }) => textContent).join(' ');
  return text.replace(/\s+/g, ' ').trim();
}
