import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { colour, type Theme } from '../parts/tokens.js';

const KEY = 'scaling-lab-theme';

/** The theme in force: the visitor's choice, remembered, else the system's. Sets the document's `color-scheme`. */
export class ThemeController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #system = matchMedia('(prefers-color-scheme: dark)');
  #chosen: Theme | null = remembered();
  #isPrinted = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get theme(): Theme {
    if (this.#isPrinted) return 'light';
    return this.#chosen ?? (this.#system.matches ? 'dark' : 'light');
  }

  toggle(): void {
    this.#chosen = this.theme === 'dark' ? 'light' : 'dark';
    remember(this.#chosen);
    this.#apply();
  }

  hostConnected(): void {
    this.#system.addEventListener('change', this.#apply);
    window.addEventListener('beforeprint', this.#onPrint);
    window.addEventListener('afterprint', this.#onPrint);
    this.#apply();
  }

  hostDisconnected(): void {
    this.#system.removeEventListener('change', this.#apply);
    window.removeEventListener('beforeprint', this.#onPrint);
    window.removeEventListener('afterprint', this.#onPrint);
  }

  /** Paper is light. */
  readonly #onPrint = ({ type }: Event): void => {
    this.#isPrinted = type === 'beforeprint';
    this.#host.requestUpdate();
  };

  readonly #apply = (): void => {
    document.documentElement.style.colorScheme = this.#chosen ?? '';
    // The frame of the browser has the colour of the header.
    for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name=theme-color]'))
      meta.content = colour('surface', this.theme);
    this.#host.requestUpdate();
  };
}

/** Storage may be shut to the page; then the choice lasts as long as the page. */
function remembered(): Theme | null {
  try {
    const theme = localStorage.getItem(KEY);
    return theme === 'light' || theme === 'dark' ? theme : null;
  } catch {
    return null;
  }
}

function remember(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Nothing to do: see above.
  }
}
