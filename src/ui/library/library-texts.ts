// The texts that go with experiments into a file.

import type { LibraryEntry } from '../../lab/library/entry.js';
import type { KeptExperiment, KeptText } from '../../lab/library/library-file.js';
import { MOST_TEXT_BYTES } from '../../lab/library/limits.js';

/** Where the texts of experiments are kept. */
export interface LibraryTexts {
  /** Those of these ids that are here. */
  find(ids: readonly string[]): Promise<readonly KeptText[]>;
  /** Keeps texts beside those that are there. Resolves to why they cannot be kept, null where they are. */
  add(texts: readonly KeptText[]): Promise<string | null>;
}

/** The texts of experiments, and the names of those that are not here or for which a file has no room. */
export interface ChosenTexts {
  readonly texts: readonly KeptText[];
  readonly missing: readonly string[];
}

/** The texts of experiments, of the newest experiments first, as many as a file may hold. */
export async function textsFor(
  experiments: readonly KeptExperiment[],
  shelf: LibraryTexts | null,
  most = MOST_TEXT_BYTES,
): Promise<ChosenTexts> {
  const names = new Map<string, string>();
  const newest = (a: LibraryEntry, b: LibraryEntry): number => b.created - a.created;
  for (const { spec } of experiments.map(({ entry }) => entry).sort(newest))
    if (spec.task.type === 'text' && spec.task.textId !== '') names.set(spec.task.textId, spec.task.name);
  const found = (await shelf?.find([...names.keys()])) ?? [];
  const byId = new Map(found.map((text) => [text.id, text]));
  const texts: KeptText[] = [];
  const missing: string[] = [];
  let left = most;
  for (const [id, name] of names) {
    const text = byId.get(id);
    if (text && text.bytes.length <= left) {
      left -= text.bytes.length;
      texts.push(text);
    } else {
      missing.push(name);
    }
  }
  return { texts, missing };
}
