// The text that was given last, in IndexedDB, so that an experiment about it survives a reload. It never leaves the browser. Storage
// may be missing, private or full; then the text is asked for again.

import type { GivenText } from '../../../data/text/given-text.js';
import { StoredList } from '../../session/stored-list.js';

const DATABASE = 'scaling-lab-text';
const TEXTS = 'texts';

/** A text as it was given, and what became of it. */
export interface ShelvedText {
  readonly file: Blob;
  readonly given: GivenText;
}

export class TextStore {
  readonly #name: string;

  constructor(name = DATABASE) {
    this.#name = name;
  }

  /** The text that is there, null if there is none or it cannot be read. */
  async load(): Promise<ShelvedText | null> {
    const list = this.#open();
    const [text = null] = await list.load();
    list.close();
    return text;
  }

  /** Keeps a text in place of the one before; null for none. */
  async keep(text: ShelvedText | null): Promise<void> {
    const list = this.#open();
    await list.replace(text ? [text] : []);
    list.close();
  }

  #open(): StoredList<ShelvedText> {
    return new StoredList(this.#name, TEXTS);
  }
}
