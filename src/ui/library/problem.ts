import { words } from './words.js';

/** Why storage does not work, in the lab's words; the browser's where it has none. */
export function storageProblemWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { problem } = words;
  switch (error.name) {
    case 'QuotaExceededError':
      return problem.full;
    case 'SecurityError':
    case 'ReferenceError':
      return problem.missing;
    case 'VersionError':
      return problem.blocked;
    case 'InvalidStateError':
    case 'AbortError':
      return problem.closed;
    case 'TypeError':
      return error.message.includes('import') ? problem.code : error.message;
    default:
      return error.message || error.name;
  }
}
