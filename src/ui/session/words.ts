/** What a session itself has to say of an end that the worker could not report. */
export const words = {
  workerExited: 'Training stopped unexpectedly: the worker exited without reporting a result.',
  workerEnded: 'The worker did not answer and was shut down.',
} as const;
