// Where the one experiment of the page is in its life, as one union; the store holds what it has measured.
//
//   idle ─start─▶ starting ─first events─▶ training ⇄ paused       restored, recorded: in sight, not trained here;
//                     └───────────stop────────▶ stopping ─▶ ended   from each, start and go on lead to starting.

import type { ReplicaWeights } from '../../lab/records/events.js';
import { hasResult, type LabStore } from '../../lab/records/store.js';
import type { LabState, LabStatus } from '../../lab/records/record.js';

export type Phase =
  /** Nothing is in sight yet. */
  | { readonly type: 'idle' }
  /** A start was requested, and nothing was reported yet. */
  | { readonly type: 'starting' }
  /** It prepares or trains. */
  | { readonly type: 'training' }
  | { readonly type: 'paused' }
  /** A stop was requested, and it has not ended yet. */
  | { readonly type: 'stopping' }
  /** It ended on this visit; the status of its records says how. */
  | { readonly type: 'ended' }
  /** It comes from the library, from an earlier visit or another tab. */
  | { readonly type: 'restored' }
  /** The same, and the visitor leaves it as it is. */
  | { readonly type: 'kept' }
  /** It comes from a file of this name; what was in sight before comes back when it is closed. */
  | { readonly type: 'recorded'; readonly name: string; readonly behind: InSight };

/** An experiment in sight: its records, where it is in its life, and the weights of its runs that ended, by run. */
export interface InSight {
  readonly store: LabStore;
  readonly phase: Phase;
  readonly weights: ReadonlyMap<string, readonly ReplicaWeights[]>;
}

/** True from the start until the end: no other experiment can start. */
export function isLive({ type }: Phase): boolean {
  return type === 'starting' || type === 'training' || type === 'paused' || type === 'stopping';
}

/** True while something computes for it. */
export function isAtWork(phase: Phase): boolean {
  return isLive(phase) && phase.type !== 'paused';
}

/** The phase once events have left the records in a status. */
export function phaseAfter(phase: Phase, status: LabStatus): Phase {
  switch (status) {
    case 'empty':
      return phase;
    case 'compiling':
    case 'running':
      return phase.type === 'stopping' ? phase : { type: 'training' };
    case 'paused':
      return phase.type === 'stopping' ? phase : { type: 'paused' };
    case 'finished':
    case 'stopped':
    case 'device-lost':
    case 'failed':
      return { type: 'ended' };
  }
}

/** True where an experiment of one's own ended before all its runs did, and there is something to keep. */
export function canGoOn({ type }: Phase, { runs }: Pick<LabState, 'runs'>): boolean {
  const isBegun = runs.some((run) => hasResult(run) || run.step > 0);
  return (type === 'ended' || type === 'restored') && isBegun && !runs.every(hasResult);
}
