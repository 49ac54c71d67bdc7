/** What a session itself has to say: of an end that the worker could not report, and of other tabs. */
export const words = {
  workerExited: 'Training stopped unexpectedly: the worker exited without reporting a result.',
  elsewhere: 'It trains in another tab. Stop it there first.',
  workerEnded: 'The worker did not answer and was shut down.',
} as const;
