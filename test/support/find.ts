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
