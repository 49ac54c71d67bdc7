// What the page shows of a recording, from its records.

import { largest, smallest } from '../../base/many.js';
import type { RecordedLaw } from '../../lab/gallery/recorded-law.js';
import type { Records } from '../../lab/records/record.js';
import { laws } from '../runs/lab-laws.js';
import { measured } from './measured.js';

/** What records of which all runs have ended measured. Throws where there is no law. */
export function recordedLaw(records: Records): RecordedLaw {
  const { device, runs } = records;
  const all = measured(records, laws(records));
  if (!all) throw new Error('expected records with a law');
  const starts = runs.flatMap(({ startedAt }) => startedAt ?? []);
  const ends = runs.flatMap(({ finishedAt }) => finishedAt ?? []);
  const end = largest(ends);
  const isTimed = starts.length > 0 && ends.length > 0;
  return {
    ...all,
    device: device && {
      engine: device.engine,
      engineVersion: device.engineVersion,
      description: device.description,
      threads: device.threads,
    },
    date: isTimed ? new Date(end).toISOString().slice(0, 10) : '',
    seconds: isTimed ? Math.round((end - smallest(starts)) / 100) / 10 : 0,
    models: runs.reduce((sum, { plan: { replicas } }) => sum + replicas.length, 0),
  };
}
