import { formatDuration, formatNumber } from '../../base/format.js';
import { InputError } from '../../base/errors.js';
import { shown } from '../../base/json.js';
import { sentence } from '../../base/sentence.js';
import { ENGINE_VERSION } from '../../engine/version.js';
import { audit, type Audit, type Finding } from '../../lab/challenge/audit.js';
import { challengeId, formatFlops, secondsOf, type Challenge } from '../../lab/challenge/challenge.js';
import { challengeFromHash } from '../../lab/challenge/challenge-link.js';
import { readHandIn, type HandIn } from '../../lab/challenge/hand-in.js';
import { GPU_TOLERANCE } from '../../lab/records/record-tolerance.js';
import { experimentTitle } from '../../lab/share/settings.js';
import { readEngine } from '../host/engine.js';
import { readSeed, readShare } from '../shared/draw.js';
import { parseWithFile, printJson, UsageError, wrapped, type Command } from '../shared/command.js';
import { readingFile, readInput } from '../shared/files.js';
import { retrain, type Retrained } from './challenge-retrain.js';

export const challenge: Command = {
  summary: 'check the hand-in of a challenge',
  usage: `challenge verify <hand-in.json> [--link LINK] [--share 0.1 [--seed N]] [--threads N] [--json]

Computes rules, budget, seal and score of a hand-in again from its records, and trains a sample of them again on the
processor: the final run, and of each experiment a share of its models, one at least. It compares bit for bit. What a GPU
has trained is compared within a tolerance:
${wrapped(`${GPU_TOLERANCE}.`)}
  --link LINK      the link of the challenge that was set: whether the hand-in answers that one. Without it the rules are
                   those in the file, which prints them
  --share S        share of the models of each experiment to train again: 0.1; 1 for all
  --seed N         repeat the draw of an earlier call, which printed its seed
  --threads N      cores to train on: all
  --json           print one JSON document
Exit codes: 0 all holds, 1 something does not hold (each finding is named), 2 not a hand-in that can be read.
docs/challenge.md says what this cannot find.`,

  async run(args) {
    const [verb, ...rest] = args;
    if (verb !== 'verify') throw new UsageError(`expected challenge verify, got ${verb ?? 'nothing'}`);
    const options = {
      link: { type: 'string' },
      share: { type: 'string', default: '0.1' },
      seed: { type: 'string' },
      threads: { type: 'string' },
      json: { type: 'boolean' },
    } as const;
    const { values, file } = parseWithFile(rest, options, 'hand-in.json');
    const engine = readEngine({ engine: 'cpu', threads: values.threads, simd: 'plain' });
    const share = readShare(values.share);
    const seed = readSeed(values.seed);
    const asked = values.link === undefined ? null : await readLink(values.link);
    const text = new TextDecoder().decode(await readInput(file));
    const handIn = readingFile(file, () => readHandIn(text));
    const audited = audit(handIn);
    const retrained = await retrain(handIn, engine, { share, seed });
    if (!retrained) {
      console.error('Stopped before it was compared.');
      return 1;
    }
    const findings = [...linkFindings(handIn, asked), ...audited.findings, ...retrained.findings];
    const report = { handIn, audited, retrained, findings, seed: share < 1 ? seed : null };
    if (values.json) printJson(asJson(report));
    else printReport(report);
    return findings.length === 0 ? 0 : 1;
  },
};

async function readLink(link: string): Promise<Challenge> {
  try {
    const read = await challengeFromHash(link);
    if (read) return read;
  } catch (error) {
    if (error instanceof InputError) throw new InputError(`--link: ${error.message}`, 'link');
    throw error;
  }
  throw new InputError(`--link: expected the link of a challenge, got ${shown(link)}`, 'link');
}

function linkFindings({ challenge }: HandIn, asked: Challenge | null): Finding[] {
  if (!asked || challengeId(asked) === challengeId(challenge)) return [];
  const words = `it answers another challenge, ${challengeId(challenge)}: the link is that of ${challengeId(asked)}`;
  return [{ experiment: null, words }];
}

interface Report {
  readonly handIn: HandIn;
  readonly audited: Audit;
  readonly retrained: Retrained;
  readonly findings: readonly Finding[];
  /** With which the models were drawn, null where all were trained again. */
  readonly seed: number | null;
}

function asJson({ handIn, audited, retrained, findings, seed }: Report): object {
  const { challenge, experiments } = handIn;
  const { title, budget, rate, spec } = challenge;
  const { task } = spec;
  const { replicas, numbers, onGpu } = retrained;
  const { ledger, score } = audited;
  return {
    holds: findings.length === 0,
    findings,
    challenge: { id: challengeId(challenge), title, task, seed: spec.seeds.first, budget, rate },
    experiments: experiments.length,
    spent: ledger.spent,
    left: ledger.left,
    score,
    retrained: { seed, replicas, numbers, onGpu, tolerance: onGpu.length > 0 ? GPU_TOLERANCE : null },
    engineVersion: ENGINE_VERSION,
  };
}

function printReport({ handIn, audited, retrained, findings, seed }: Report): void {
  const { challenge, experiments } = handIn;
  const { ledger, score } = audited;
  for (const line of ruleLines(challenge)) console.log(line);
  console.log(
    `Spent: ${formatFlops(ledger.spent)} FLOPs of ${formatFlops(challenge.budget)} in ${experiments.length} runs, the final one among them.`,
  );
  if (score) {
    const { loss, prediction, error } = score;
    console.log(
      `Score: a loss of ${formatNumber(loss, 5)}; ${formatNumber(prediction, 5)} was predicted, ${formatNumber(100 * error)} % off.`,
    );
  }
  console.log(
    `Trained again: ${retrained.replicas} models, ${retrained.numbers.toLocaleString('en')} numbers.`,
  );
  if (seed !== null) console.log(`They were drawn with the seed ${seed}; --seed ${seed} repeats the draw.`);
  if (retrained.onGpu.length > 0) {
    console.log(
      `A GPU has trained ${retrained.onGpu.join(', ')}: compared within a tolerance, ${GPU_TOLERANCE}.`,
    );
  }
  if (findings.length === 0) return console.log('All holds.');
  console.log(`${findings.length === 1 ? 'One thing does' : `${findings.length} things do`} not hold:`);
  for (const { experiment, words } of findings) {
    console.log(`- ${sentence(experiment === null ? words : `${experiment}: ${words}`)}`);
  }
}

/** The rules in the file: without --link whoever checks has to compare them with those that were set. */
function ruleLines(challenge: Challenge): string[] {
  const { title, spec, budget } = challenge;
  const seconds = secondsOf(budget, challenge);
  const asTime =
    seconds === null ? '' : ` (${formatDuration(seconds)} at ${formatFlops(challenge.rate!)} FLOP/s)`;
  return [
    `Challenge ${challengeId(challenge)}${title === '' ? '' : `, ${shown(title)}`}: ${experimentTitle(spec)}, task ${JSON.stringify(spec.task)}`,
    `Seed ${spec.seeds.first}, budget ${formatFlops(budget)} FLOPs${asTime}.`,
  ];
}
