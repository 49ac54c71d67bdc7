import type { RunRecord } from './record.js';

/** When the last run of an experiment ended, or the last one began where none did, in milliseconds since 1970; null before. */
export function measuredAt(runs: readonly Pick<RunRecord, 'startedAt' | 'finishedAt'>[]): number | null {
  const ends = runs.flatMap(({ finishedAt }) => finishedAt ?? []);
  const starts = runs.flatMap(({ startedAt }) => startedAt ?? []);
  return [...ends].sort((a, b) => b - a).at(0) ?? [...starts].sort((a, b) => b - a).at(0) ?? null;
}
