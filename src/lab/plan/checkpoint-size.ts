// Which runs of a plan are too large for checkpoints, before anything is trained.

import { formatBytes } from '../../base/format.js';
import { largest } from '../../base/many.js';
import { optimizerOf } from '../../models/optimizers/optimizers.js';
import type { ExperimentSpec } from '../experiment/experiment.js';
import { arenaFloats } from './memory.js';
import type { Plan, RunPlan } from './run-plan.js';

/** The largest state that is read back and kept; a larger run starts again when its device is lost. */
export const LARGEST_CHECKPOINT_BYTES = 2 ** 28;

/** What a replica has beside its parameters and moments: its clock, as the engine lays it out. */
const REPLICA_WORDS = 4;
/** So many runs are named. */
const MOST_NAMED = 4;

/** Bytes of a checkpoint of a run: parameters and moments of its replicas, and a copy of them where branches leave its trunk. */
export function checkpointBytes(
  { model, branches, replicas }: RunPlan,
  { training }: ExperimentSpec,
): number {
  const { moments } = optimizerOf(training.optimizer);
  const copies = branches.length > 0 ? 2 : 1;
  return 4 * replicas.length * (copies * (1 + moments) * arenaFloats(model) + REPLICA_WORDS);
}

/** Which runs have no checkpoints and what that means, as sentences for people; null where all have some. */
export function withoutCheckpoints({ spec, runs }: Plan): string | null {
  const large = runs.filter((run) => checkpointBytes(run, spec) > LARGEST_CHECKPOINT_BYTES);
  if (large.length === 0) return null;
  const ids = large.slice(0, MOST_NAMED).map(({ id }) => id);
  const more = large.length - ids.length;
  const names = more > 0 ? `${ids.join(', ')} and ${more} more` : ids.join(', ');
  const most = largest(large.map((run) => checkpointBytes(run, spec)));
  const [has, starts, size] =
    large.length === 1
      ? ['has', 'it starts', formatBytes(most)]
      : ['have', 'they start', `up to ${formatBytes(most)}`];
  return (
    `${names} ${has} no checkpoints: the state of all models (${size}) is above ${formatBytes(LARGEST_CHECKPOINT_BYTES)}. ` +
    `After a reload, a crash or a lost device ${starts} from the beginning. Fewer seeds or learning rates make it smaller.`
  );
}
