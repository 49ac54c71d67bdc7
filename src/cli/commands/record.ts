// Makes the recordings of the gallery: trains the experiments of a card on the processor, and keeps their records.

import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { formatBytes } from '../../base/format.js';
import { suggestion } from '../../base/nearest-name.js';
import { hasSubtasks } from '../../data/tasks/tasks.js';
import type { ExperimentSpec } from '../../lab/experiment/experiment.js';
import type { Card, CardExperiment } from '../../lab/gallery/card.js';
import { cardById, cards } from '../../lab/gallery/cards.js';
import { readExperiment } from '../../lab/plan/read-experiment.js';
import { composeExperiment } from '../../lab/presets/resolve.js';
import { LabStore } from '../../lab/records/store.js';
import { recordsToJson } from '../../lab/records/write-records.js';
import { laws, type Law } from '../../laws/runs/lab-laws.js';
import { readEngine } from '../host/engine.js';
import { lawJson } from '../report/law-json.js';
import { printLaw } from '../report/print-law.js';
import { Progress } from '../report/progress.js';
import { Interruption } from '../run/interruption.js';
import { train } from '../run/train.js';
import { parseWithFile, printJson, UsageError, type Command } from '../shared/command.js';
import { replaceFile } from '../shared/files.js';
import { root } from '../shared/root.js';

/**
 * Evaluations of a recording: enough to draw a course, and few enough for a small file; fewer where the picture shows only ends, or where
 * there are many models or subtasks. They change no other number.
 */
const EVALUATIONS = 20;
const FEW_EVALUATIONS = 10;
const LAST_EVALUATIONS = 3;
/** Points of the training curves, of cards that show them. */
const CURVE_POINTS = 30;
/** In a line of the help. */
const MOST_LETTERS = 90;

export const record: Command = {
  summary: 'train a card of the gallery and keep its records',
  usage: `record <card> [--only LABEL] [--threads N] [--json]

Trains the experiments of a card on the processor, one after the other, at their small size, and writes their records to
src/lab/gallery/recordings/<card>-<label>.json. What the page shows of a card before anything was trained is computed from
them.
  --only LABEL   one experiment of the card
  --threads N    cores to train on: all
  --json         print one JSON document
The cards:
  ${cardLines().join('\n  ')}`,

  async run(args) {
    const options = {
      only: { type: 'string' },
      threads: { type: 'string' },
      json: { type: 'boolean' },
    } as const;
    const { values, file: id } = parseWithFile(args, options, 'card');
    const card = cardById(id);
    if (!card) {
      const ids = cards.map((each) => each.id);
      throw new UsageError(`there is no card ${id}; ${suggestion(id, ids)}`);
    }
    const { only, json = false } = values;
    const chosen = card.experiments.filter(({ label }) => only === undefined || label === only);
    if (chosen.length === 0) {
      const labels = card.experiments.map(({ label }) => label);
      throw new UsageError(`--only: ${id} has no experiment ${only}; ${suggestion(only!, labels)}`);
    }
    const engine = readEngine({ engine: 'cpu', threads: values.threads, simd: 'plain' });
    const interruption = new Interruption();
    const recordings: Recording[] = [];
    try {
      for (const experiment of chosen) {
        const recording = await recordOne(card, experiment, { engine, interruption });
        if (!recording) return 1;
        recordings.push(recording);
        if (!json) recording.laws.forEach(printLaw);
      }
    } finally {
      interruption.end();
    }
    if (json)
      printJson(recordings.map(({ path, bytes, laws }) => ({ path, bytes, laws: laws.map(lawJson) })));
    return 0;
  },
};

interface Recording {
  readonly path: string;
  /** Of the file, gzipped. */
  readonly bytes: number;
  readonly laws: readonly Law[];
}

function evaluationsOf({ picture }: Card, { task }: ExperimentSpec): number {
  if (picture === 'valleys' || picture === 'rates') return LAST_EVALUATIONS;
  return hasSubtasks(task) || picture === 'passes' ? FEW_EVALUATIONS : EVALUATIONS;
}

/** Writes the file; null where training did not come to its end. */
async function recordOne(
  card: Card,
  { label, preset, overrides }: CardExperiment,
  how: { readonly engine: ReturnType<typeof readEngine>; readonly interruption: Interruption },
): Promise<Recording | null> {
  const spec = composeExperiment(preset, overrides);
  const points = evaluationsOf(card, spec);
  const { plan } = readExperiment({ ...spec, evaluation: { ...spec.evaluation, points } });
  const name = `${card.id}-${label}`;
  console.error(`${name}: ${card.question}`);
  const store = new LabStore();
  await train(plan, store, { ...how, progress: new Progress(), take: (events) => store.apply(events) });
  const { state } = store;
  if (state.status !== 'finished') {
    console.error(state.message || `${name} was stopped: nothing is written.`);
    return null;
  }
  const curvePoints = card.picture === 'curves' ? CURVE_POINTS : 0;
  const text = recordsToJson(state, { node: process.versions.node }, curvePoints);
  const path = join('src', 'lab', 'gallery', 'recordings', `${name}.json`);
  await replaceFile(join(root, path), text);
  const bytes = gzipSync(text).length;
  console.error(`Written to ${path}, ${formatBytes(bytes)} gzipped.`);
  return { path, bytes, laws: laws(state) };
}

/** The ids of the cards, in lines that fit a terminal. */
function cardLines(): string[] {
  const lines: string[] = [];
  for (const { id } of cards) {
    const last = lines.at(-1);
    if (last === undefined || last.length + id.length > MOST_LETTERS) lines.push(id);
    else lines[lines.length - 1] = `${last}, ${id}`;
  }
  return lines;
}
