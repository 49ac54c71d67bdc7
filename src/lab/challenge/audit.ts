// What a hand-in says, computed again from its records: rules, budget, seal and score. Without training: that the records themselves are
// true, only training them again can show (src/runner/verify.ts).

import { canonicalJson } from '../../base/canonical-json.js';
import { formatNumber } from '../../base/format.js';
import { smallest } from '../../base/many.js';
import { planDifference } from '../records/check-record.js';
import { challengeId, formatFlops } from './challenge.js';
import type { FinalSeal } from './final-seal.js';
import { trainedOf, type HandIn, type HandInFile } from './hand-in.js';
import { isKnown, ledgerOf, type Ledger } from './ledger.js';
import { finalProblems, ruleProblems } from './rules.js';
import { scoreOf, type Score } from './score.js';

/** Something that does not hold. */
export interface Finding {
  /** Name of the experiment that it is about, null for the whole. */
  readonly experiment: string | null;
  /** A sentence for people, without its full stop. */
  readonly words: string;
}

export interface Audit {
  readonly findings: readonly Finding[];
  readonly ledger: Ledger;
  /** Null where there is no final run with a loss. */
  readonly score: Score | null;
  /** The final run; the first where there are several. */
  readonly final: SealedFile | null;
}

type SealedFile = HandInFile & { readonly seal: FinalSeal };

/** All that does not hold, the records first. */
export function audit(handIn: HandIn): Audit {
  const { challenge, experiments } = handIn;
  const ledger = ledgerOf(challenge.budget, experiments.map(trainedOf));
  const finals = experiments.filter((each): each is SealedFile => each.seal !== null);
  const final = finals.toSorted((a, b) => a.seal.sealedAt - b.seal.sealedAt).at(0) ?? null;
  const score = final && scoreOf(final.seal.prediction, final.file.lines);
  const findings = [
    ...experiments.flatMap((each) => recordFindings(handIn, each)),
    ...budgetFindings(handIn, ledger),
    ...finals.filter((other) => other !== final).map(({ name }) => secondFinal(name, final!.name)),
    ...(final ? sealFindings(handIn, final) : [whole('there is no final run, so there is no score')]),
    ...scoreFindings(handIn, final, score),
    ...(handIn.isIntact ? [] : [whole('the file was changed after it was written: its checksum differs')]),
  ];
  return { findings, ledger, score, final };
}

const whole = (words: string): Finding => ({ experiment: null, words });

function secondFinal(name: string, first: string): Finding {
  return { experiment: name, words: `a second final run: ${first} is the first, and a challenge has one` };
}

/** Whether the records are those that their experiment plans, and within the rules. */
function recordFindings({ challenge }: HandIn, { name, file, seal }: HandInFile): Finding[] {
  const { spec } = file.records.plan!;
  const difference = planDifference(file);
  const steps = file.records.runs.filter(
    ({ plan, step }) => !(Number.isInteger(step) && step >= 0 && step <= plan.steps),
  );
  const words = [
    ...steps.map(({ plan, step }) => `${plan.id}: it has done ${step} of ${plan.steps} steps`),
    ...ruleProblems(spec, challenge.spec),
    ...(seal ? finalProblems(spec) : []),
    ...(difference ? [difference.words] : []),
  ];
  return words.map((each) => ({ experiment: name, words: each }));
}

function budgetFindings({ challenge, spent }: HandIn, ledger: Ledger): Finding[] {
  const findings: Finding[] = [];
  if (ledger.left < 0) {
    findings.push(
      whole(
        `the budget is overspent: ${formatFlops(ledger.spent)} FLOPs were trained, of ${formatFlops(challenge.budget)}`,
      ),
    );
  }
  if (spent !== ledger.spent) {
    findings.push(
      whole(
        `it says that ${formatFlops(spent)} FLOPs were spent; its records come to ${formatFlops(ledger.spent)}`,
      ),
    );
  }
  return findings;
}

/** Whether the prediction was sealed as it stands there: for this challenge and run, after the experiments and before the run. */
function sealFindings(
  { challenge, experiments }: HandIn,
  { name, seal, isSealIntact, file }: SealedFile,
): Finding[] {
  const words: string[] = [];
  const { plan, runs } = file.records;
  if (!isSealIntact) words.push('the sealed prediction was changed after it was sealed');
  if (seal.challenge !== challengeId(challenge))
    words.push(
      `the prediction was sealed for another challenge, ${seal.challenge.slice(0, 40)}: the rules in the file are those of ${challengeId(challenge)}`,
    );
  if (canonicalJson(seal.spec) !== canonicalJson(plan!.spec))
    words.push('this is not the run whose loss was predicted: its settings differ from those in the seal');
  const begun = runs.flatMap(({ startedAt }) => startedAt ?? []);
  if (begun.some((time) => time < seal.sealedAt))
    words.push(
      `the prediction was sealed ${timeWords(seal.sealedAt)}, after its run had begun, ${timeWords(smallest(begun))}`,
    );
  const others = experiments.filter((each) => each.seal === null);
  const { trained } = ledgerOf(challenge.budget, others.map(trainedOf));
  if (isKnown(plan!, trained)) words.push('an experiment had trained this run before its loss was predicted');
  return [...words.map((each) => ({ experiment: name, words: each })), ...sealedExperiments(seal, others)];
}

/** Whether the experiments are those that the seal names. */
function sealedExperiments(seal: FinalSeal, others: readonly HandInFile[]): Finding[] {
  const named = new Set(seal.experiments);
  const strange = others.filter(({ digest }) => !named.has(digest));
  const isLater = ({ file }: HandInFile): boolean =>
    file.records.runs.some(({ startedAt }) => (startedAt ?? 0) > seal.sealedAt);
  const findings = strange.map((each): Finding => {
    const words = isLater(each)
      ? 'it was trained after the prediction was sealed'
      : 'its records are not those that the seal names: they were changed since';
    return { experiment: each.name, words };
  });
  const found = new Set(others.map(({ digest }) => digest));
  const changed = strange.filter((each) => !isLater(each)).length;
  const missing = [...named].filter((digest) => !found.has(digest)).length - changed;
  if (missing > 0) {
    const which =
      missing === 1
        ? 'an experiment that the seal names is'
        : `${missing} experiments that the seal names are`;
    findings.push(whole(`${which} missing`));
  }
  return findings;
}

function scoreFindings({ score: said }: HandIn, final: SealedFile | null, score: Score | null): Finding[] {
  const findings: Finding[] = [];
  if (final && score === null) {
    const outcome = final.file.lines.at(0)?.outcome;
    const words =
      outcome === 'diverged'
        ? 'the final run diverged, so there is no score'
        : 'the final run has no loss at its end, so there is no score';
    findings.push({ experiment: final.name, words });
  }
  if (canonicalJson(said) !== canonicalJson(score))
    findings.push(
      whole(`it says that the score is ${scoreWords(said)}; its records give ${scoreWords(score)}`),
    );
  return findings;
}

function scoreWords(score: Score | null): string {
  if (score === null) return 'none';
  const { loss, prediction, error } = score;
  return `a loss of ${formatNumber(loss, 6)}, predicted as ${formatNumber(prediction, 6)}, ${formatNumber(100 * error)} % off`;
}

/** `2026-11-30 12:00:00 UTC`; a number where it is not a time. */
function timeWords(time: number): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime())
    ? String(time)
    : `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
