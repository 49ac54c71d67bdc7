import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** What each key does; keys are as `KeyboardEvent.key` has them. */
export type Shortcuts = Readonly<Record<string, () => void>>;

/** Where the browser remembers that single keys do nothing. */
const KEY = 'scaling-lab-keys';
const OFF = 'off';

/** Whether single keys do anything: speech input types letters that nobody meant as keys. */
export function areKeysOn(): boolean {
  try {
    return localStorage.getItem(KEY) !== OFF;
  } catch {
    return true;
  }
}

/** Lets single keys do something, or nothing, also on later visits. */
export function switchKeys(isOn: boolean): void {
  try {
    if (isOn) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, OFF);
  } catch {
    // Where storage is shut they stay as they are.
  }
}

/** Single keys for what an element in sight can do. They work where nothing is typed, and alone: a browser's own keys stay its own. */
export class ShortcutController implements ReactiveController {
  readonly #host: Element;
  readonly #shortcuts: Shortcuts;

  constructor(host: ReactiveControllerHost & Element, shortcuts: Shortcuts) {
    this.#host = host;
    this.#shortcuts = shortcuts;
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('keydown', this.#onKey);
  }

  hostDisconnected(): void {
    window.removeEventListener('keydown', this.#onKey);
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const { key, ctrlKey, metaKey, altKey, repeat } = event;
    if (ctrlKey || metaKey || altKey || repeat || event.defaultPrevented || isTyping(event)) return;
    const name = key.length === 1 ? key.toLowerCase() : key;
    if (!Object.hasOwn(this.#shortcuts, name) || !areKeysOn() || !this.#host.checkVisibility()) return;
    event.preventDefault();
    this.#shortcuts[name]();
  };
}

const FIELDS = ['input', 'select', 'textarea', 'dialog', '[contenteditable]'];

/** True where letters and digits mean something to what has the focus. */
function isTyping(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  return target instanceof Element && FIELDS.some((field) => target.closest(field) !== null);
}
