import { InputError } from '../../base/errors.js';
import { parseJson } from '../../base/json.js';
import { formatDuration } from '../../base/format.js';
import { ENGINE_VERSION } from '../../engine/version.js';
import {
  planDifference,
  readRecordFile,
  unfinished,
  type Difference,
  type RecordFile,
  type Unfinished,
} from '../../lab/records/check-record.js';
import type { DeviceInfo } from '../../lab/records/record.js';
import { hasStart } from '../../lab/weights/given-weights.js';
import { agreementFor, GPU_TOLERANCE, runsOnGpu } from '../../lab/records/record-tolerance.js';
import type { Backend } from '../../runner/backend.js';
import { RunControl } from '../../runner/control.js';
import { sampleLines, verifyLines } from '../../runner/verify.js';
import { parseWithFile, printJson, UsageError, wrapped, type Command } from '../shared/command.js';
import { readSeed, readShare } from '../shared/draw.js';
import { readingFile, readInput } from '../shared/files.js';
import { openBackend, readEngine } from '../host/engine.js';
import { readGivenText, readGivenWeights, TEXT_FILE, type GivenFile } from '../shared/given-files.js';
import { Progress } from '../report/progress.js';

export const verify: Command = {
  summary: 'train a record again and compare every number',
  usage: `verify <records.json> [--share 0.1 [--seed N]] [--threads N] [--json]

Checks a record (run … --out DIR writes it) against its experiment, then trains it again on the processor and compares
every loss, evaluation, branch and outcome bit for bit. A GPU's record is compared within a tolerance:
${wrapped(`${GPU_TOLERANCE}.`)}
  --share S          train only this share of the replicas again, at least one, drawn at random
  --seed N           repeat the draw of an earlier --share, which printed its seed
  --threads N        cores to train on: all
  --set ${TEXT_FILE}=PATH
                     the text that the record learned
  --start-from FILE  the weights that the record started from
  --json             print one JSON document
Replicas marked as stopped, skipped or unfinished are compared up to the step they reached, and counted in the answer.
Exit codes: 0 identical, 1 different (the first difference is named), 2 not a record, or from another version of the engine.`,

  async run(args) {
    const options = {
      share: { type: 'string', default: '1' },
      seed: { type: 'string' },
      threads: { type: 'string' },
      set: { type: 'string' },
      'start-from': { type: 'string' },
      json: { type: 'boolean' },
    } as const;
    const { values, file } = parseWithFile(args, options, 'records.json');
    const engine = readEngine({ engine: 'cpu', threads: values.threads, simd: 'plain' });
    const share = readShare(values.share);
    const seed = readSeed(values.seed);
    const text = new TextDecoder().decode(await readInput(file));
    const given = {
      text: await readTextOption(values.set),
      weights: values['start-from'] === undefined ? null : await readGivenWeights(values['start-from']),
    };
    const record = readingFile(file, () => readWithGiven(text, given));
    const { device } = record.records;
    readingFile(file, () => checkEngine(device));
    const report = reporter(record, { json: values.json ?? false, drawnAgain: values.seed !== undefined });
    const unplanned = planDifference(record);
    if (unplanned) return report(null, unplanned, null);
    const lines = sampleLines(record, share, seed);
    if (lines.length === 0)
      throw new InputError(`${file}: no replica of it was trained: there is nothing to compare`);
    const { backend, reopen: openAnother } = await openBackend(engine);
    let inUse = backend;
    const reopen = async (): Promise<Backend | null> => {
      const next = await openAnother();
      if (next) inUse = next;
      return next;
    };
    const control = new RunControl();
    process.once('SIGINT', () => control.stop());
    const progress = new Progress();
    const start = performance.now();
    const verdict = await verifyLines(backend, record, lines, {
      control,
      agreement: agreementFor(record.records),
      reopen,
      onState: (state) => progress.show(state),
    });
    progress.end();
    inUse.close();
    if (!verdict) {
      console.error('Stopped before it was compared.');
      return 1;
    }
    console.error(`Took ${formatDuration((performance.now() - start) / 1000)}.`);
    return report(verdict, verdict.difference, share < 1 ? seed : null);
  },
};

async function readTextOption(setting: string | undefined): Promise<GivenFile | null> {
  if (setting === undefined) return null;
  const start = `${TEXT_FILE}=`;
  if (!setting.startsWith(start))
    throw new UsageError(`--set: expected ${start}PATH, got ${setting}: a record is verified as it is.`);
  return readGivenText(setting.slice(start.length));
}

interface Given {
  readonly text: GivenFile | null;
  readonly weights: GivenFile | null;
}

/** Reads a record and checks that the text or weights it names are here. Throws InputError that says how to give them. */
function readWithGiven(content: string, { text, weights }: Given): RecordFile {
  let record: RecordFile;
  try {
    record = readRecordFile(content);
  } catch (error) {
    if (!(error instanceof InputError) || error.field !== 'task.textId') throw error;
    const { task } = (parseJson(content) as { spec: { task: { textId: string; name: string } } }).spec;
    throw new InputError(
      text
        ? `it learned another text than ${text.name}: ${task.name}, whose digest is ${task.textId}, not ${text.id}`
        : `it learned the text ${task.name}, which is not here: give its file with --set ${TEXT_FILE}=PATH`,
      TEXT_FILE,
    );
  }
  const plan = record.records.plan!;
  const { start } = plan.spec;
  if (!hasStart(start)) {
    throw new InputError(
      weights
        ? `it started from other weights than ${weights.name}: ${start.name}, whose digest is ${start.weightsId}, not ${weights.id}`
        : `it started from the weights ${start.name}, which are not here: give their file with --start-from FILE`,
      'start-from',
    );
  }
  return record;
}

/** Throws InputError for records whose numbers this engine cannot reproduce. */
function checkEngine(device: DeviceInfo | null): void {
  const version = device?.engineVersion ?? null;
  if (version !== ENGINE_VERSION) {
    const its = version === null ? 'from before engines had versions' : `of version ${version} of the engine`;
    throw new InputError(
      `it is ${its}; this is version ${ENGINE_VERSION}, whose numbers differ, so it cannot verify this record`,
    );
  }
  if (device?.simd === 'relaxed')
    throw new InputError(
      'it was trained with relaxed SIMD, whose last digits depend on the machine; only plain SIMD can be verified',
    );
}

type Trained = Awaited<ReturnType<typeof verifyLines>>;

/** Prints the result and the seed with which the replicas were drawn; returns the exit code. */
function reporter(
  file: RecordFile,
  { json, drawnAgain }: { readonly json: boolean; readonly drawnAgain: boolean },
): (verdict: Trained, difference: Difference | null, seed: number | null) => number {
  return (verdict, difference, seed) => {
    const { records, lines } = file;
    const onGpu = runsOnGpu(records);
    const bitForBit = onGpu.size === 0;
    const others = records.runs.map(({ plan }) => plan.id).filter((id) => !onGpu.has(id));
    const { runs = 0, replicas = 0, numbers = 0 } = verdict ?? {};
    const identical = difference === null;
    const open = unfinished(file);
    if (json) {
      const tolerance = bitForBit ? null : GPU_TOLERANCE;
      const versions = { engineVersion: ENGINE_VERSION, tolerance };
      printJson({ identical, ...versions, seed, runs, replicas, numbers, unfinished: open, difference });
      return identical ? 0 : 1;
    }
    if (difference) {
      console.log(`Different: ${difference.words}.`);
    } else {
      const how = bitForBit ? 'Identical, bit for bit' : `The same within a GPU's tolerance`;
      const far = open.replicas > 0 ? ', as far as it came' : '';
      const rest = lines.length - replicas;
      console.log(
        `${how}${far}: ${count(numbers, 'number')} of ${count(replicas, 'replica')} of ${count(runs, 'run')}, trained again.`,
      );
      if (open.replicas > 0) console.log(unfinishedInWords(open));
      if (!bitForBit) console.log(`The tolerance: ${GPU_TOLERANCE}.`);
      if (!bitForBit && others.length > 0)
        console.log(`Trained by the processor alone, and compared bit for bit: ${others.join(', ')}.`);
      if (rest > 0)
        console.log(
          `Of ${count(rest, 'other replica')} only the settings were compared, with what the experiment plans.`,
        );
    }
    if (seed !== null) {
      const how = drawnAgain ? `the seed given, ${seed}` : `a random seed; --seed ${seed} repeats it`;
      console.log(`The replicas to train again were drawn with ${how}.`);
    }
    return identical ? 0 : 1;
  };
}

function unfinishedInWords({ replicas, complete, runs }: Unfinished): string {
  const marked = `${count(replicas, 'replica')} of ${runs.join(', ')} ${replicas === 1 ? 'is' : 'are'} marked as unfinished, which leaves them out of the law`;
  const all = complete === replicas ? 'all' : complete.toLocaleString('en');
  return complete > 0 ? `${marked}; ${all} of them have all their steps and evaluations.` : `${marked}.`;
}

function count(value: number, noun: string): string {
  return `${value.toLocaleString('en')} ${noun}${value === 1 ? '' : 's'}`;
}
