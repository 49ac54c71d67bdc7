/** What a gauge shows. */
export interface GaugeReading {
  readonly loss: number;
  readonly interval: readonly [low: number, high: number];
  /** Null before the run. */
  readonly measured: {
    readonly loss: number;
    readonly standardError: number | null;
    readonly hit: boolean;
  } | null;
  /** The lowest loss that was known before, for comparison. */
  readonly known: number | null;
}
