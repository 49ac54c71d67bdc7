// A law of the lab's own runs as a link holds it, and a law again from what a link holds. The points are all that a fit is made from, so
// it is made again from them, with its bands; what the link says of it is compared.

import { LAB_VERSION } from '../../base/version.js';
import { measuredAt } from '../../lab/records/measured-at.js';
import type { LabState } from '../../lab/records/record.js';
import type { SharedLaw, SharedPoint, SharedResult } from '../../lab/share/result-link.js';
import type { PowerLawResult } from '../../fit/power-law/law.js';
import { lawOfPoints, type Law } from '../runs/lab-laws.js';
import { isUsed, type LabPoint } from '../runs/lab-points.js';

/** Fits on another machine differ in their last digits. */
const SAME = 1e-6;
const LARGEST = 1e150;

/** The result of an experiment along one law, for a link; null while no point is final. */
export function sharedResult(
  { plan, device, runs }: Pick<LabState, 'plan' | 'device' | 'runs'>,
  law: Law,
  name = '',
): SharedResult | null {
  const points = law.points.filter((point) => isUsed(point) && point.loss > 0);
  if (!plan || points.length === 0) return null;
  return {
    spec: plan.spec,
    name,
    measured: measuredAt(runs),
    labVersion: LAB_VERSION,
    device: device && {
      engine: device.engine,
      engineVersion: device.engineVersion,
      description: device.description,
      threads: device.threads,
      simd: device.simd,
      software: device.software,
    },
    axis: law.axis,
    convention: law.convention,
    points: points.map(sharedPoint),
    law: sharedLaw(law.fit),
  };
}

/** The law of a link's points. `agrees` is false where it is another one than the link says. */
export function lawOfResult({ spec, axis, convention, points, law: stated }: SharedResult): {
  readonly law: Law;
  readonly agrees: boolean;
} {
  const lab = points.map((point) => labPoint(point, axis)).sort((a, b) => a.x - b.x);
  const law = lawOfPoints(lab, { axis, convention, spec, endlessFloor: null });
  return { law, agrees: isSameLaw(sharedLaw(law.fit), stated) };
}

function sharedPoint(point: LabPoint): SharedPoint {
  const { width, N, D, uniqueSamples, C, loss, standardError, learningRate, atSweepEdge } = point;
  return { width, N, D, uniqueSamples, C, loss, standardError, learningRate, atSweepEdge };
}

function labPoint(point: SharedPoint, axis: Law['axis']): LabPoint {
  const { width, N, uniqueSamples, learningRate } = point;
  return {
    ...point,
    config: `w${width}-d${uniqueSamples}`,
    x: axis === 'N' ? N : uniqueSamples,
    learningRate: learningRate ?? NaN,
    final: true,
    excluded: null,
  };
}

function sharedLaw(fit: PowerLawResult): SharedLaw | null {
  if (fit.type === 'refused') return null;
  const { floor, alpha, E, A, intervals } = fit;
  // Points that hardly determine a law may give it endless intervals, which a link cannot hold.
  if (![alpha, E, A, ...intervals.alpha, ...intervals.E].every((value) => Math.abs(value) < LARGEST))
    return null;
  return {
    floor: floor.type,
    alpha,
    alphaInterval: intervals.alpha,
    E,
    EInterval: intervals.E,
    A,
  };
}

function isSameLaw(law: SharedLaw | null, stated: SharedLaw | null): boolean {
  if (!law || !stated) return law === stated;
  const near = (a: number, b: number): boolean => Math.abs(a - b) <= SAME * Math.max(Math.abs(a), 1e-3);
  return law.floor === stated.floor && near(law.alpha, stated.alpha) && near(law.E, stated.E);
}
