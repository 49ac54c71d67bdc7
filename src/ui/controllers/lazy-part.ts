import type { ReactiveControllerHost } from 'lit';

/**
 * A part of the page that is loaded when it is first wanted; its host renders anew once it is there. Where it cannot be had (no network,
 * or a site that changed since the page was opened) it is missing: a state to show, not an exception.
 */
export class LazyPart<Part> {
  readonly #host: ReactiveControllerHost;
  readonly #load: () => Promise<Part>;
  #part: Part | null = null;
  #loading: Promise<Part | null> | null = null;
  #missing = false;

  constructor(host: ReactiveControllerHost, load: () => Promise<Part>) {
    this.#host = host;
    this.#load = load;
  }

  /** Null until it is there. */
  get part(): Part | null {
    return this.#part;
  }

  get missing(): boolean {
    return this.#missing;
  }

  /** Loads it, unless it is there or on its way; tries again where it is missing. Resolves to null if it cannot be had. */
  want(): Promise<Part | null> {
    return (this.#loading ??= this.#fetch());
  }

  async #fetch(): Promise<Part | null> {
    try {
      this.#part = await this.#load();
      this.#missing = false;
    } catch (error) {
      console.error(error);
      this.#loading = null;
      this.#missing = true;
    }
    this.#host.requestUpdate();
    return this.#part;
  }
}
