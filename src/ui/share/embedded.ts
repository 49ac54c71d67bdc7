// The law that an embedded page shows: that of a link with a result, or what is recorded for a link with settings.

import { canonicalJson } from '../../base/canonical-json.js';
import type { ExperimentSpec } from '../../lab/experiment/experiment.js';
import { cardOf } from '../../lab/gallery/cards.js';
import type { RecordedLaw } from '../../lab/gallery/recorded-law.js';
import { hasRecording, recordedLaw } from '../../lab/gallery/recorded-laws.js';
import { resultFromHash, type SharedResult } from '../../lab/share/result-link.js';
import { specFromHash } from '../../lab/share/spec-link.js';
import { familyConvention } from '../../models/parameters.js';

export interface EmbeddedLaw {
  readonly result: SharedResult;
  readonly source: 'elsewhere' | 'recorded';
}

/** What a link shows, or why it shows nothing. Throws InputError for a link that does not work. */
export async function embeddedLaw(hash: string): Promise<EmbeddedLaw | 'no-link' | 'no-recording'> {
  const result = await resultFromHash(hash);
  if (result) return { result, source: 'elsewhere' };
  const spec = await specFromHash(hash);
  if (!spec) return 'no-link';
  const found = cardOf(spec);
  if (!found || !hasRecording(found.card.id, found.experiment.label)) return 'no-recording';
  const recording = await recordedLaw(found.card.id, found.experiment.label);
  // A card is found for all settings of its preset.
  if (!haveSameEnd(recording.spec, spec)) return 'no-recording';
  return { result: recordedResult(recording), source: 'recorded' };
}

/** Whether two experiments have the same points: how often they are evaluated on the way changes none. */
function haveSameEnd(spec: ExperimentSpec, other: ExperimentSpec): boolean {
  const [a, b] = [spec, other].map(({ evaluation, ...rest }) =>
    canonicalJson({ ...rest, samples: evaluation.samples }),
  );
  return a === b;
}

function recordedResult({ spec, axis, points, fit, device, date }: RecordedLaw): SharedResult {
  return {
    spec,
    name: '',
    measured: date === '' ? null : Date.parse(date),
    labVersion: '',
    device: device && { ...device, simd: null, software: false },
    axis,
    convention: familyConvention[spec.model.family],
    points: points.map(({ width, N, D, C, x, loss, standardError }) => ({
      width,
      N,
      D,
      uniqueSamples: axis === 'D' ? x : D,
      C,
      loss,
      standardError,
      learningRate: null,
      atSweepEdge: false,
    })),
    law: fit && {
      floor: fit.floor,
      alpha: fit.alpha,
      alphaInterval: fit.intervals.alpha,
      E: fit.E,
      EInterval: fit.intervals.E,
      A: fit.A,
    },
  };
}
