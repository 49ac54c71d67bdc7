// The names under which a sweep's messages travel. A worker's user name stands in the subject of its results, and its account may
// publish under no other, so the server itself attributes results.

/** The consumer of all jobs. */
export const CONSUMER = 'w';
/** Under it workers reach the parts of JetStream that they may use; `$JS.API` itself cannot be imported under its own name. */
export const WORKER_API = 'LABJS';

export const jobsStream = (sweep: string): string => `JOBS-${sweep}`;
export const resultsStream = (sweep: string): string => `RES-${sweep}`;
export const jobSubject = (sweep: string, token: string): string => `lab.${sweep}.job.${token}`;
export const controlSubject = (sweep: string, order: string): string => `lab.${sweep}.ctl.${order}`;
export const inboxOf = (user: string): string => `_INBOX_${user}`;

/** `process` tells the processes of one user apart; that part is the worker's own word. */
export const resultSubject = (sweep: string, run: string, user: string, process: string): string =>
  `lab.${sweep}.res.${run}.${user}.${process}`;

/** The second copy of a run, which another worker is to train for comparison. */
export const secondOf = (run: string): string => `${run}_2`;
export const runOfToken = (token: string): string => token.replace(/_2$/, '');
export const isSecond = (token: string): boolean => token.endsWith('_2');

/** Run and worker of a result. */
export function readResultSubject(subject: string): { readonly run: string; readonly worker: string } {
  const [, , , run, user, process] = subject.split('.');
  return { run, worker: `${user}.${process}` };
}

/** Names of workers: they stand in subjects and in names of files. */
export const WORKER_NAME = /^[a-z0-9][a-z0-9-]{0,30}$/;
