// What can stand side by side, whatever it comes from: entries of the library, recorded runs, results of links; a new source is an object here.

import type { ExperimentSpec } from '../../../lab/experiment/experiment.js';
import { cards } from '../../../lab/gallery/cards.js';
import { hasRecording, recordedLaw } from '../../../lab/gallery/recorded-laws.js';
import type { LibraryEntry } from '../../../lab/library/entry.js';
import { experimentTitle } from '../../../lab/share/settings.js';
import type { Findings } from '../../../laws/compare/findings.js';
import { findingsOfRecording } from '../../../laws/compare/recorded-findings.js';
import type { FindingsCache } from '../../library/findings-cache.js';
import type { Library } from '../../library/library.js';
import { comparedId } from './compare-list.js';
import { words } from './words.js';

/** Something with laws that can be compared. */
export interface Comparable {
  /** Its id in the address. */
  readonly id: string;
  readonly name: string;
  /** Null for a table from elsewhere. */
  readonly spec: ExperimentSpec | null;
  /** What was not measured here is dashed and hollow. */
  readonly provenance: 'here' | 'recorded' | 'elsewhere' | 'file';
  /** When, in milliseconds since 1970; null where that is not known. */
  readonly measured: number | null;
  /** What has to be said of it, '' or nothing where all is well. */
  readonly remark?: string;
  /** Null where it cannot be read. */
  readonly findings: () => Promise<Findings | null>;
}

export interface CompareSource {
  /** On the button that adds one of them: `From history`. */
  readonly label: string;
  /** All that it offers. */
  readonly list: () => Promise<readonly Comparable[]>;
  /** What it has of the ids in an address. */
  readonly find: (ids: ReadonlySet<string>) => Promise<readonly Comparable[]>;
  /** The id of what a visitor pastes. Throws InputError for anything else. Without it nothing can be pasted. */
  readonly read?: (text: string) => Promise<string>;
}

/** The entries of the library. */
export function librarySource(library: Library, cache: FindingsCache): CompareSource {
  const comparable = (entry: LibraryEntry): Comparable => ({
    id: comparedId(entry.id),
    name: entry.name === '' ? experimentTitle(entry.spec) : entry.name,
    spec: entry.spec,
    provenance: 'here',
    measured: entry.created,
    findings: () => cache.of(entry),
  });
  return {
    label: words.sources.library,
    list: async () => (await library.list()).map(comparable),
    find: async (ids) => (await library.list()).filter(({ id }) => ids.has(comparedId(id))).map(comparable),
  };
}

/** The runs that come with the page. */
export const recordedSource: CompareSource = {
  label: words.sources.recorded,
  list: () => Promise.all(recordings().map(({ card, label, name }) => recorded(card, label, name))),
  find: (ids) => {
    const found = recordings().filter(({ card, label }) => ids.has(`${card}-${label}`));
    return Promise.all(found.map(({ card, label, name }) => recorded(card, label, name)));
  },
};

/** Ids of recordings of one card, as many as it has: what can be compared before anything was measured. */
export function recordedTogether(): readonly string[] {
  const [first] = recordings();
  return first
    ? recordings().flatMap(({ card, label }) => (card === first.card ? [`${card}-${label}`] : []))
    : [];
}

interface Recording {
  readonly card: string;
  readonly label: string;
  readonly name: string;
}

function recordings(): readonly Recording[] {
  return cards.flatMap(({ id, experiments }) =>
    experiments.flatMap(({ label, name }) => (hasRecording(id, label) ? [{ card: id, label, name }] : [])),
  );
}

async function recorded(card: string, label: string, name: string): Promise<Comparable> {
  const law = await recordedLaw(card, label);
  const measured = Date.parse(law.date);
  return {
    id: `${card}-${label}`,
    name: words.recorded(name),
    spec: law.spec,
    provenance: 'recorded',
    measured: Number.isFinite(measured) ? measured : null,
    findings: () => Promise.resolve(findingsOfRecording(law)),
  };
}
