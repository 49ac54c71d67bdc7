// What records of several machines come to: files and words.

import { join } from 'node:path';
import { formatPercent } from '../../base/format.js';
import { unitOf } from '../../data/tasks/tasks.js';
import { reportHtml } from '../../figures/export/report/report.js';
import type { Merged } from '../../lab/merge/merge.js';
import { missingShards } from '../../lab/merge/missing-shards.js';
import type { NamedRecords } from '../../lab/merge/unit-result.js';
import { shardName } from '../../lab/plan/units.js';
import type { LabState } from '../../lab/records/record.js';
import { pointsToCsv, recordsToJson } from '../../lab/records/write-records.js';
import type { Law } from '../../laws/runs/lab-laws.js';
import { skillsOf } from '../../laws/runs/skills.js';
import { axisWords } from '../../laws/runs/words.js';
import { wrote } from '../shared/files.js';
import { lawJson } from './law-json.js';
import { printLaw } from './print-law.js';
import { printSkills, skillJson } from './skills.js';

/** Writes records.json, points.csv and report.html; false where one was not written. */
export async function writeMerged(out: string, state: LabState, found: readonly Law[]): Promise<boolean> {
  const unit = unitOf(state.plan!.spec.task);
  const written = [
    await wrote(join(out, 'records.json'), recordsToJson(state, { node: process.versions.node })),
    await wrote(join(out, 'points.csv'), pointsToCsv(state)),
    await wrote(join(out, 'report.html'), reportHtml(state, found, { unit })),
  ];
  return written.every(Boolean);
}

/** Prints the law of what was merged, and what was merged. */
export function printMerged(
  merged: Merged,
  parts: readonly NamedRecords[],
  { state, laws }: { readonly state: LabState; readonly laws: readonly Law[] },
): void {
  for (const law of laws) {
    if (law.axis === 'N') console.log(`${axisWords(law)}:`);
    printLaw(law);
  }
  printSkills(skillsOf(state));
  for (const line of mergedWords(merged, parts)) console.log(line);
}

/** What was merged, line by line. */
function mergedWords({ units, missing, repeats, refused }: Merged, parts: readonly NamedRecords[]): string[] {
  const done = units.length - missing.length;
  const lines = [`${done} of ${units.length} units (a size with a seed) are there.`];
  const shards = missingShards(parts, units, missing).map((shard) => `--shard ${shardName(shard)}`);
  if (shards.length > 0) lines.push(`To train what is missing: run the same with ${shards.join(', ')}`);
  if (repeats.deviation !== null) {
    const spread =
      repeats.deviation === 0
        ? 'their losses are the same, bit for bit'
        : `a machine’s loss varies by ${formatPercent(repeats.deviation)}`;
    lines.push(
      `${repeats.units} ${repeats.units === 1 ? 'was' : 'were'} trained on several machines: ${spread}.`,
    );
  }
  for (const { names, config, seed, difference } of repeats.disagreements)
    lines.push(`${names.join(' and ')} do not agree on ${config}, seed ${seed}: ${difference.words}`);
  return [...lines, ...refused.map(({ name, reason }) => `Left out: ${name}: ${reason}`)];
}

/** The same for programs. */
export function mergedJson(
  { units, missing, repeats, refused }: Merged,
  parts: readonly NamedRecords[],
  state: LabState,
  found: readonly Law[],
): unknown {
  const [law = null, ...others] = found.map(lawJson);
  return {
    units: units.length,
    merged: units.length - missing.length,
    missing: missing.map(({ index, config, seed }) => ({ unit: index, config, seed })),
    missingShards: missingShards(parts, units, missing).map(shardName),
    repeats,
    refused,
    law,
    others,
    skills: skillsOf(state).map(skillJson),
    spec: state.plan!.spec,
  };
}
