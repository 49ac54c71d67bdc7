// The prediction of a final run, sealed before it is trained: it names the challenge, the run and everything that was trained before.

import * as v from 'valibot';
import { canonicalJson } from '../../base/canonical-json.js';
import { sealed, type Sealed } from '../../base/seal.js';
import { sha256 } from '../../base/sha256.js';
import type { ExperimentSpec } from '../experiment/experiment.js';
import { fail } from '../experiment/fields.js';
import { challengeId, type Challenge } from './challenge.js';

export interface FinalContent {
  readonly version: 1;
  /** Id of the challenge. */
  readonly challenge: string;
  /** Milliseconds since 1970. */
  readonly sealedAt: number;
  readonly spec: ExperimentSpec;
  /** The loss that the run is expected to end with. */
  readonly prediction: number;
  /** Digests of the records of all experiments before. */
  readonly experiments: readonly string[];
}

export type FinalSeal = Sealed<FinalContent>;

export const finiteNumber = v.pipe(v.number(), v.finite('a finite number'));

/** As it stands in a file; the spec is read by whoever reads the file. */
export const finalSealSchema = v.strictObject({
  version: v.literal(1),
  challenge: v.string(),
  sealedAt: finiteNumber,
  spec: v.unknown(),
  prediction: finiteNumber,
  experiments: v.array(v.string()),
  checksum: v.string(),
});

/** Seals a prediction. Throws InputError for one that is not a loss. */
export function sealFinal(
  challenge: Challenge,
  {
    spec,
    prediction,
    experiments,
    sealedAt,
  }: Pick<FinalContent, 'spec' | 'prediction' | 'experiments' | 'sealedAt'>,
): FinalSeal {
  if (!(prediction > 0 && prediction < Infinity)) fail('prediction', 'a loss above 0', prediction);
  const of = { version: 1, challenge: challengeId(challenge), sealedAt } as const;
  return sealed<FinalContent>({ ...of, spec, prediction, experiments });
}

/** What a seal remembers of an experiment: its settings and all its measurements, without times and versions. */
export function digestOf({ spec, records }: { readonly spec: unknown; readonly records: unknown }): string {
  return sha256(canonicalJson({ spec, records }));
}
