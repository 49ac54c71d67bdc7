// The texts that were given, in IndexedDB, so that experiments about them survive a reload and can be opened again. They never leave the
// browser, but in files that a visitor saves. Storage may be missing, private or full; then a text is asked for again.

import type { GivenText } from '../../../data/text/given-text.js';
import type { KeptText } from '../../../lab/library/library-file.js';
import type { LibraryTexts } from '../../library/library-texts.js';
import { StoredList } from '../../session/stored-list.js';

const DATABASE = 'scaling-lab-text';
const TEXTS = 'texts';
/** Bytes of texts that are kept: the ones that were given last. */
const MOST_BYTES = 2 ** 27;

/** A text as it was given. */
export interface ShelvedText {
  readonly file: Blob;
  /** What became of it; null for one of which tokens have not been made here. Versions before kept no others. */
  readonly given: GivenText | null;
  readonly id?: string;
  readonly name?: string;
}

/** What is kept of a text, by its id. */
interface NamedText extends ShelvedText {
  readonly id: string;
  readonly name: string;
}

export class TextStore implements LibraryTexts {
  readonly #name: string;

  constructor(name = DATABASE) {
    this.#name = name;
  }

  /** The text that was given last, null if there is none or it cannot be read. */
  async load(): Promise<{ readonly file: Blob; readonly given: GivenText } | null> {
    const [last] = await this.#with((list) => readTexts(list));
    return last?.given ? { file: last.file, given: last.given } : null;
  }

  /** A text by its id; null where it is not kept. */
  async text(id: string): Promise<File | null> {
    const found = (await this.#with(readTexts)).find((text) => text.id === id);
    return found ? new File([found.file], found.name) : null;
  }

  async find(ids: readonly string[]): Promise<readonly KeptText[]> {
    const wanted = (await this.#with(readTexts)).filter(({ id }) => ids.includes(id));
    return Promise.all(
      wanted.map(async ({ id, name, file }) => ({
        id,
        name,
        bytes: new Uint8Array(await file.arrayBuffer()),
      })),
    );
  }

  /** Keeps a text as the one that was given last; its tokens in place of those of the one before. */
  async keep(file: Blob, given: GivenText): Promise<void> {
    const { textId: id, name } = given.text.source;
    await this.#change((texts) => [
      { id, name, file, given },
      ...texts.filter((text) => text.id !== id).map((text) => ({ ...text, given: null })),
    ]);
  }

  add(texts: readonly KeptText[]): Promise<string | null> {
    return this.#change((kept) => {
      const known = new Set(kept.map(({ id }) => id));
      const others = texts.filter(({ id }) => !known.has(id));
      return [
        ...kept,
        ...others.map(({ id, name, bytes }) => ({ id, name, file: new Blob([bytes]), given: null })),
      ];
    });
  }

  /** Forgets a text. */
  async forget(id: string): Promise<void> {
    await this.#change((texts) => texts.filter((text) => text.id !== id));
  }

  /** Resolves to why the change cannot be kept, null where it is. */
  #change(change: (texts: readonly NamedText[]) => readonly NamedText[]): Promise<string | null> {
    return this.#with(async (list) => {
      await list.replace(withinBudget(change(await readTexts(list))));
      return list.problem;
    });
  }

  async #with<T>(work: (list: StoredList<ShelvedText>) => Promise<T>): Promise<T> {
    const list = new StoredList<ShelvedText>(this.#name, TEXTS);
    try {
      return await work(list);
    } finally {
      list.close();
    }
  }
}

/** The one that was given last comes first. */
async function readTexts(list: StoredList<ShelvedText>): Promise<readonly NamedText[]> {
  return (await list.load()).flatMap((text) => {
    const { textId = '', name = '' } = text.given?.text.source ?? {};
    const id = text.id ?? textId;
    return id === '' ? [] : [{ ...text, id, name: text.name ?? name }];
  });
}

function withinBudget(texts: readonly NamedText[]): readonly NamedText[] {
  let left = MOST_BYTES;
  return texts.filter(({ file }) => (left -= file.size) >= 0);
}
