import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Library } from './library.js';

/** What the experiment in sight is called: it gets its name when it is first written, and may get another in any tab. */
export class EntryName implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #library: () => Library;
  #heard: Library | null = null;
  #id: string | null = null;
  #name = '';

  constructor(host: ReactiveControllerHost, library: () => Library) {
    this.#host = host;
    this.#library = library;
    host.addController(this);
  }

  hostConnected(): void {
    this.#heard = this.#library();
    this.#heard.addEventListener('change', this.#read);
  }

  hostDisconnected(): void {
    this.#heard?.removeEventListener('change', this.#read);
    this.#heard = null;
    this.#id = null;
  }

  /** The name of an entry, '' while it is not known. */
  of(id: string | null): string {
    if (id !== this.#id) {
      this.#id = id;
      this.#name = '';
      this.#read();
    }
    return this.#name;
  }

  readonly #read = (): void => {
    const id = this.#id;
    if (id === null) return;
    void this.#heard?.entry(id).then((entry) => {
      const name = entry?.name ?? '';
      if (id !== this.#id || name === this.#name) return;
      this.#name = name;
      this.#host.requestUpdate();
    });
  };
}
