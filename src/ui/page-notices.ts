import { html, nothing, type TemplateResult } from 'lit';
import type { LabSession } from './controllers/lab-session.js';
import type { LazyPart } from './controllers/lazy-part.js';
import { notice, type Notice } from './notice.js';
import { statusNotice } from './status-words.js';

const missingWords: Notice = {
  tone: 'danger',
  title: 'A part of this page could not be loaded.',
  text: 'Check the network and try again. If that does not help, the site has changed: reload the page. Finished runs are kept.',
};

const softwareWords: Notice = {
  tone: 'warning',
  title: 'No GPU in use.',
  text: 'A software adapter computes on the CPU: everything works, but slowly. The small version takes minutes.',
};

/** All that the page has to say above its charts, each with what can be done about it. */
export function pageNotices({
  session,
  isSmall,
  complaint,
  parts,
  dismiss,
  shrink,
}: {
  readonly session: LabSession;
  /** The experiment in sight is the small version. */
  readonly isSmall: boolean;
  /** What is wrong with something that the visitor gave. */
  readonly complaint: Notice | null;
  /** What is loaded when it is wanted. */
  readonly parts: readonly LazyPart<unknown>[];
  readonly dismiss: () => void;
  /** Makes the experiment small. */
  readonly shrink: () => void;
}): TemplateResult[] {
  const { state, report, endedRuns, restored, recorded, canGoOn, isLive } = session;
  const notices: TemplateResult[] = [];
  const missing = parts.filter((part) => part.missing);
  if (missing.length > 0) {
    const again = (): void => missing.forEach((part) => void part.want());
    notices.push(notice(missingWords, html`<button @click=${again}>Try again</button>`));
  }
  if (complaint) notices.push(notice(complaint, html`<button @click=${dismiss}>Dismiss</button>`));

  if (recorded !== null) {
    const words: Notice = {
      tone: 'notice',
      title: 'Recorded run.',
      text: `From ${recorded}${state.device ? `, measured on ${state.device.description || state.device.vendor}` : ''}. Nothing is trained here.`,
    };
    notices.push(notice(words, html`<button @click=${() => session.closeRecorded()}>Close</button>`));
    return notices;
  }

  const status = statusNotice(state, { ended: endedRuns.length, total: state.runs.length, restored });
  if (status) {
    const goOn = canGoOn ? html`<button @click=${() => void session.goOn()}>Go on</button>` : nothing;
    const discard = restored
      ? html`<button @click=${() => void session.discard()}>Discard</button>`
      : nothing;
    notices.push(notice(status, html`${goOn}${discard}`));
  }

  const isNews = state.status === 'empty' || (!isLive && !isSmall);
  if (report?.type === 'ready' && report.device.software && isNews) {
    const offer = html`<button @click=${shrink}>Use the small version</button>`;
    notices.push(notice(softwareWords, isSmall ? nothing : offer));
  }

  if (report?.type === 'problem' && state.runs.length > 0) {
    const words: Notice = { tone: 'danger', title: 'No GPU.', text: report.problem.message };
    notices.push(notice(words, html`<button @click=${() => void session.open()}>Try again</button>`));
  }
  return notices;
}
