// The hand-in of a challenge, from the library's entries that carry its id.

import type { Challenge } from '../../../lab/challenge/challenge.js';
import { handInToJson, recordsDocument } from '../../../lab/challenge/hand-in.js';
import { entryName } from '../history/rows.js';
import type { Begun, ChallengeEntries, ChallengeEntry } from './progress.js';

interface TrainedEntry {
  readonly entry: ChallengeEntry;
  readonly records: Begun;
}

/** The entries of which anything was trained; one that cannot be read has null for its records. */
export function trainedEntries(
  entries: readonly ChallengeEntry[],
  read: Pick<ChallengeEntries, 'recordsOf'>,
): readonly TrainedEntry[] {
  return entries.flatMap((entry) => {
    const records = read.recordsOf(entry);
    return records?.runs.some(({ step }) => step > 0) ? [{ entry, records }] : [];
  });
}

/** The text of the file; null where an entry cannot be read, which would leave a gap in it. */
export function handInOf(
  challenge: Challenge,
  entries: readonly ChallengeEntry[],
  read: Pick<ChallengeEntries, 'recordsOf'>,
): string | null {
  if (entries.some((entry) => read.recordsOf(entry) === null)) return null;
  return handInToJson(
    challenge,
    trainedEntries(entries, read).map(({ entry, records }) => ({
      name: entryName(entry),
      seal: entry.challenge.seal,
      records: recordsDocument(records),
    })),
  );
}
