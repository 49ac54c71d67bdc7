// The streams of a sweep: jobs that wait or are leased, and results, of which the first of each run and worker stays.

import { LARGEST_MESSAGE } from './messages.js';
import { CONSUMER, jobsStream, resultsStream } from './subjects.js';
import type { Manifest } from './sweep.js';

/** A second message of a subject is refused as long as the first is there. */
const FIRST_STAYS = { max_msgs_per_subject: 1, discard: 'new', discard_new_per_subject: true } as const;
/** A run is given out so often; one that ends all its workers then counts as failed. */
const MOST_DELIVERIES = 5;
/** The server's own limits, 512 and 1000, stall a large sweep. */
const MOST_WAITING = 20_000;
const nanoseconds = (milliseconds: number): number => milliseconds * 1_000_000;

/** Limits that are not given explicitly bite: see each. */
export function queueConfigs({ sweep, leaseMs }: Pick<Manifest, 'sweep' | 'leaseMs'>) {
  return {
    jobs: {
      name: jobsStream(sweep),
      subjects: [`lab.${sweep}.job.*`],
      retention: 'workqueue',
      storage: 'file',
      max_msg_size: LARGEST_MESSAGE,
      ...FIRST_STAYS,
    },
    results: {
      name: resultsStream(sweep),
      subjects: [`lab.${sweep}.res.*.*.*`],
      retention: 'limits',
      storage: 'file',
      max_msg_size: LARGEST_MESSAGE,
      ...FIRST_STAYS,
    },
    consumer: {
      durable_name: CONSUMER,
      ack_policy: 'explicit',
      ack_wait: nanoseconds(leaseMs),
      max_deliver: MOST_DELIVERIES,
      max_ack_pending: MOST_WAITING,
      max_waiting: MOST_WAITING,
      max_batch: 1,
    },
  } as const;
}
