import type { DrawnLaw, RecordedLaw } from '../../lab/gallery/recorded-law.js';
import { choosePowerLawOnce } from '../runs/fit-once.js';
import type { Findings, FoundLaw, FoundPoint } from './findings.js';

/** What a recording found: its laws are fitted again from their points. A recording has no losses of single seeds. */
export function findingsOfRecording(recorded: RecordedLaw): Findings {
  const { unit, device, others } = recorded;
  return {
    device: device && {
      ...device,
      vendor: '',
      architecture: '',
      software: false,
      simd: null,
      check: '',
      flopsPerSecond: null,
    },
    unit,
    laws: [recorded, ...others].map(lawOf).concat(alongCompute(recorded)),
    runs: recorded.points.map(({ x, loss, C, D }) => {
      return { flops: C, tokens: D, seconds: null, size: String(x), loss, seed: null };
    }),
  };
}

function lawOf(law: DrawnLaw): FoundLaw {
  return fitted(law.axis, law.axisTitle, law, ({ x }) => x);
}

function alongCompute(law: DrawnLaw): FoundLaw {
  return fitted('C', 'C, training FLOPs', law, ({ C }) => C);
}

function fitted(
  axis: FoundLaw['axis'],
  label: string,
  { points, knownFloor }: DrawnLaw,
  sizeOf: (point: DrawnLaw['points'][number]) => number,
): FoundLaw {
  const found = points
    .map((point): FoundPoint => {
      const { loss, standardError } = point;
      return { x: sizeOf(point), loss, standardError, inFit: true, seeds: [] };
    })
    .sort((a, b) => a.x - b.x);
  const { chosen } = choosePowerLawOnce(
    found.map(({ x, loss, standardError }) => ({ x, loss, standardError })),
    knownFloor,
  );
  return { axis, label, points: found, fit: chosen, soFar: null, knownFloor };
}
