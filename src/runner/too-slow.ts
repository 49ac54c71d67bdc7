// Dispatches that take so long that they would stop the screen. Nothing interrupts a dispatch: only less work makes it shorter.

import { formatDuration } from '../base/format.js';
import { DeviceError } from '../engine/device.js';
import type { RunPlan } from '../lab/plan/run-plan.js';

/** Seconds that a dispatch of several replicas may take: a longer one is divided, by training fewer of them at once. */
const OF_SEVERAL = 0.1;
/** Seconds that a dispatch of one replica may take: the screen is late, and still usable. */
const OF_ONE = 1;

/** Seconds that a dispatch of a run with so many replicas may take. */
export function longestDispatch(replicas: number): number {
  return replicas > 1 ? OF_SEVERAL : OF_ONE;
}

export function tooSlow({ id, replicas }: RunPlan, seconds: number): DeviceError {
  const models = replicas.length === 1 ? 'a model' : `${replicas.length} models`;
  return new DeviceError(
    'too-slow',
    `A single piece of work on ${models} of ${id} takes the GPU ${formatDuration(seconds)}, and the screen would not move meanwhile.`,
  );
}
