// What the state of the lab says to people: one line for screen readers at every change, and a notice where there is something to do.

import { formatNumber } from '../../base/format.js';
import type { Law } from '../../laws/lab-laws.js';
import type { LabState } from '../../lab/records/record.js';
import type { Notice } from '../parts/notice.js';

/** For the live region: changes with the state, not with its numbers. */
export function statusWords({ status, message, device }: LabState, law: Law | null): string {
  switch (status) {
    case 'empty':
      return '';
    case 'compiling':
      return device?.engine === 'cpu' ? 'Getting ready.' : 'Compiling shaders.';
    case 'running':
      return 'Training.';
    case 'paused':
      return 'Paused.';
    case 'finished':
      return law?.fit.type === 'fit'
        ? `Finished. The exponent is ${formatNumber(law.fit.alpha, 2)}.`
        : 'Finished.';
    case 'stopped':
      return 'Stopped.';
    case 'device-lost':
      return `${lossWords(device)} Finished points are kept.`;
    case 'failed':
      return `The experiment failed. ${message}`;
  }
}

/** Ends that leave something to say, null for the rest. `ended` of `total` runs are there for good. */
export function statusNotice(
  { status, message, device }: LabState,
  { ended, total, restored }: { readonly ended: number; readonly total: number; readonly restored: boolean },
): Notice | null {
  const kept = ended > 0 ? `${ended} of ${total} runs are finished and kept.` : '';
  switch (status) {
    case 'device-lost':
      return {
        tone: 'danger',
        title: lossWords(device),
        text: `${message ? `${sentence(message)} ` : ''}${kept}`,
      };
    case 'failed':
      return { tone: 'danger', title: 'The experiment failed.', text: `${sentence(message)} ${kept}` };
    case 'stopped':
      if (ended === total || (ended === 0 && message === '')) return null;
      return restored
        ? { tone: 'notice', title: 'From your last visit.', text: kept }
        : { tone: 'notice', title: 'Stopped.', text: `${message ? `${sentence(message)} ` : ''}${kept}` };
    case 'finished':
      return restored
        ? {
            tone: 'notice',
            title: 'From your last visit.',
            text: 'This experiment was kept in your browser.',
          }
        : null;
    case 'running':
      return message === '' ? null : { tone: 'notice', title: 'Recovered.', text: message };
    default:
      return null;
  }
}

/** What became of the device that is gone; the message beside it says why. */
function lossWords(device: LabState['device']): string {
  return device?.engine === 'cpu' ? 'Training was interrupted.' : 'The GPU was lost.';
}

/** Why there is no fit, null if there is one. While runs train it says how far they are. */
export function refusalWords({ fit, points }: Law): string | null {
  if (fit.type === 'fit') return null;
  if (points.length === 0) return 'No points yet; a law needs at least 4.';
  const final = points.filter((point) => point.final).length;
  return final === points.length
    ? fit.reason
    : `${final} of ${points.length} points are final; a law needs at least 4.`;
}

/** A message as a sentence: a capital at the start, unless that is a name like matmul.wgsl, and a full stop at the end. */
function sentence(message: string): string {
  const capital = message.replace(/^[a-z](?=[a-z]*[ ,])/, (letter) => letter.toUpperCase());
  return capital === '' || /[.!?]$/.test(capital) ? capital : `${capital}.`;
}
