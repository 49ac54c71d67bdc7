import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { readAddress, withPresent, type Address } from './address.js';

/** Follows the address of the page, and changes it. */
export class AddressController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  /** Hears an address that the visitor opened: a link, Back, or one pasted. Not one that the page wrote itself. */
  readonly #onOpen: (address: Address) => void;
  #address = readAddress(location.hash);

  constructor(host: ReactiveControllerHost, onOpen: (address: Address) => void) {
    this.#host = host;
    this.#onOpen = onOpen;
    host.addController(this);
  }

  get address(): Address {
    return this.#address;
  }

  hostConnected(): void {
    this.#address = readAddress(location.hash);
    window.addEventListener('hashchange', this.#onHash);
  }

  hostDisconnected(): void {
    window.removeEventListener('hashchange', this.#onHash);
  }

  /** Opens a place, as a link would. */
  go(hash: string): void {
    if (location.hash === hash) return;
    history.pushState(null, '', hash);
    this.#onHash();
  }

  /**
   * Says where the visitor is by now, without a new entry in the browser's history. Flags stay. A visitor who has gone to another place
   * since stays there: a browser tells of that a moment later.
   */
  replace(hash: string): void {
    if (readAddress(location.hash).place !== this.#address.place) return;
    history.replaceState(null, '', withPresent(hash, this.#address.isPresented));
    this.#address = readAddress(location.hash);
    this.#host.requestUpdate();
  }

  /** Large type for a projector, or back. */
  present(isPresented: boolean): void {
    history.replaceState(null, '', withPresent(location.hash, isPresented));
    this.#address = readAddress(location.hash);
    this.#host.requestUpdate();
  }

  readonly #onHash = (): void => {
    this.#address = readAddress(location.hash);
    this.#host.requestUpdate();
    this.#onOpen(this.#address);
  };
}
