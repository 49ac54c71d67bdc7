import { html, nothing, type TemplateResult } from 'lit';
import { problemWords, processorWords } from '../device/browser-help.js';
import { hasResult } from '../../lab/records/store.js';
import { canGoOn } from '../session/phase.js';
import type { Visit } from '../session/visit.js';
import type { LazyPart } from '../session/lazy-part.js';
import { deviceName } from '../device/device-words.js';
import { notice, type Notice } from '../parts/notice.js';
import { statusNotice } from './status-words.js';

const missingWords: Notice = {
  tone: 'danger',
  title: 'A part of this page could not be loaded.',
  text: 'Check the network and try again. If that does not help, the site has changed: reload the page. Finished runs are kept.',
};

const softwareWords: Notice = {
  tone: 'warning',
  title: 'No GPU in use.',
  text: 'The browser has only a software adapter, which computes on the processor. The lab’s own engine for processors is faster.',
};

/** Something that the visitor gave is wrong, null if all is well. */
interface Complaint {
  readonly words: Notice | null;
  readonly dismiss: () => void;
}

/** All that the page has to say above its charts, each with what can be done about it. */
export function pageNotices({
  visit,
  isSmall,
  complaints,
  parts,
  shrink,
  useProcessor,
}: {
  readonly visit: Visit;
  /** The experiment in sight is the small version. */
  readonly isSmall: boolean;
  readonly complaints: readonly Complaint[];
  /** What is loaded when it is wanted. */
  readonly parts: readonly LazyPart<unknown>[];
  /** Makes the experiment small. */
  readonly shrink: () => void;
  /** Trains on the processor in place of the GPU that was asked for. */
  readonly useProcessor: () => void;
}): TemplateResult[] {
  const { session, history, device } = visit;
  const { state, phase, isLive } = session;
  const { report, wish } = device;
  const isRestored = phase.type === 'restored';
  const notices: TemplateResult[] = [];
  const missing = parts.filter((part) => part.missing);
  if (missing.length > 0) {
    const again = (): void => missing.forEach((part) => void part.want());
    notices.push(notice(missingWords, html`<button @click=${again}>Try again</button>`));
  }
  for (const { words, dismiss } of complaints)
    if (words) notices.push(notice(words, html`<button @click=${dismiss}>Dismiss</button>`));

  if (phase.type === 'recorded') {
    const words: Notice = {
      tone: 'notice',
      title: 'Recorded run.',
      text: `From ${phase.name}${state.device ? `, measured on ${deviceName(state.device)}` : ''}. Nothing is trained here.`,
    };
    notices.push(notice(words, html`<button @click=${() => history.closeRecorded()}>Close</button>`));
    return notices;
  }

  const processor = html`<button @click=${useProcessor}>Train on the processor instead</button>`;
  const status = statusNotice(state, {
    ended: state.runs.filter(hasResult).length,
    total: state.runs.length,
    restored: isRestored,
  });
  if (status) {
    const goOn = canGoOn(phase, state)
      ? html`<button @click=${() => void session.goOn()}>Go on</button>`
      : nothing;
    const discard = isRestored
      ? html`<button @click=${() => void history.discard()}>Discard</button>`
      : nothing;
    const isOffered = state.offer === 'cpu' && report?.type === 'ready' && report.device.engine === 'gpu';
    notices.push(notice(status, html`${isOffered ? processor : nothing}${goOn}${discard}`));
  }

  const isNews = state.status === 'empty' || (!isLive && !isSmall);
  if (report?.type === 'ready' && report.device.software && isNews) {
    const smaller = html`<button @click=${shrink}>Use the small version</button>`;
    notices.push(notice(softwareWords, html`${processor}${isSmall ? nothing : smaller}`));
  }

  if (report?.type === 'problem' && state.runs.length > 0) {
    const isGpu = wish.engine === 'gpu';
    const { title, text } = isGpu ? problemWords(report.problem) : processorWords(report.problem);
    const again = html`<button @click=${() => void device.open()}>Try again</button>`;
    const words: Notice = { tone: 'danger', title: `${title}.`, text };
    notices.push(notice(words, html`${isGpu ? processor : nothing}${again}`));
  }
  return notices;
}
