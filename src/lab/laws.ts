// records -> points -> fits. C training FLOPs, D samples seen, E irreducible loss, L loss, N parameters.

import type { PowerLawResult } from '../fit/power-law.js';

/** A tuned point: one cell, the minimum over its fan (DESIGN D7), with its error from the seeds. */
export interface LabPoint {
  readonly cell: string;
  /** Index of its width on the ladder of sizes: its colour everywhere. */
  readonly sizeIndex: number;
  readonly width: number;
  /** Total parameters. */
  readonly N: number;
  /** Samples seen. */
  readonly D: number;
  /** Unique samples seen: min(D, size of the data set). */
  readonly uniqueSamples: number;
  /** Exact training FLOPs of one replica. */
  readonly C: number;
  readonly loss: number;
  /** Standard error of `loss`: seeds and finite evaluation set together; null where it cannot be told. */
  readonly standardError: number | null;
  /** Interpolated best learning rate. */
  readonly learningRate: number;
  /** True once every replica of the cell ended; a running cell shows its present loss and stays out of the fit. */
  readonly final: boolean;
  /** Why it is left out of the fit, null if it is in. */
  readonly excluded: string | null;
  /** The best learning rate lies at the edge of the fan. */
  readonly atFanEdge: boolean;
}

export interface Law {
  /** What runs along x. */
  readonly axis: 'N' | 'D';
  readonly points: readonly LabPoint[];
  readonly fit: PowerLawResult;
  /** Slope that theory expects (alpha > 0), null without a claim. */
  readonly theory: number | null;
  /** Exactly known floor, null if unknown. */
  readonly knownFloor: number | null;
  /** Sentences for the chart's warnings: fan off, best rate at the edge, extrapolation … */
  readonly warnings: readonly string[];
}
