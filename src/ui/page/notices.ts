// The state of the page -> what it has to say above its charts, each with what can be done about it.

import { runFlops } from '../../lab/plan/cost.js';
import { isSamePlan } from '../../lab/plan/units.js';
import { isOfPreset } from '../../lab/presets/resolve.js';
import type { RunRecord } from '../../lab/records/record.js';
import { hasResult } from '../../lab/records/store.js';
import { gpuProblemWords, processorWords } from '../device/browser-help.js';
import { deviceName } from '../device/words.js';
import type { Notice } from '../parts/notice.js';
import type { PageCommand } from '../session/page-events.js';
import { canGoOn } from '../session/phase.js';
import type { PageView } from './view.js';
import { statusNotice, words } from './words.js';

/** A button under a notice, and what it asks the page for. */
export interface NoticeAction {
  readonly label: string;
  readonly command: PageCommand;
}

export interface PageNotice extends Notice {
  readonly actions: readonly NoticeAction[];
}

/** What is wrong with what the visitor gave: in the page's address, or in a link, a dial, a forecast. Null if nothing. */
export type Complaints = Readonly<Record<'address' | 'given', Notice | null>>;

const { actions } = words;
const useProcessor: NoticeAction = {
  label: actions.useProcessor,
  command: { name: 'use-processor', detail: null },
};

/** What the page has to say of its own parts. */
export interface PartsState {
  /** One could not be loaded. */
  readonly isMissing: boolean;
  /** There is a newer version of them all. */
  readonly isOutdated: boolean;
}

/** All notices, the most urgent first. */
export function pageNotices(view: PageView, complaints: Complaints, parts: PartsState): PageNotice[] {
  const notices: PageNotice[] = [];
  if (parts.isMissing) {
    const command = { name: 'load-missing', detail: null } as const;
    notices.push({ ...words.notices.missing, actions: [{ label: actions.tryAgain, command }] });
  }
  for (const complaint of ['address', 'given'] as const) {
    const notice = complaints[complaint];
    const command = { name: 'dismiss', detail: { complaint } } as const;
    if (notice) notices.push({ ...notice, actions: [{ label: actions.dismiss, command }] });
  }
  const { phase, lab, isLive } = view;
  // Whoever trains is not to be asked to stop.
  if (parts.isOutdated && !isLive) {
    const command = { name: 'load-new', detail: null } as const;
    notices.push({ ...words.notices.outdated, actions: [{ label: actions.loadNew, command }] });
  }
  if (phase.type === 'recorded') {
    const device = lab.device && deviceName(lab.device);
    const command = { name: 'close-recorded', detail: null } as const;
    const close = { label: actions.close, command };
    return [...notices, { ...words.notices.recorded(phase.name, device), actions: [close] }];
  }
  return [...notices, ...shareNotices(view), ...statusNotices(view), ...deviceNotices(view)];
}

/** That a start trains a share of an experiment, and what becomes of it. */
function shareNotices({ summary, lab }: PageView): PageNotice[] {
  const { plan } = summary;
  if (!plan?.shard) return [];
  const models = plan.runs.reduce((sum, { replicas }) => sum + replicas.length, 0);
  const isDone = lab.status === 'finished' && lab.plan !== null && isSamePlan(lab.plan, plan);
  const command = { name: 'save-records', detail: { format: 'json' } } as const;
  return [
    {
      ...words.notices.share(plan.shard, models, isDone),
      actions: isDone ? [{ label: actions.saveShare, command }] : [],
    },
  ];
}

/** What became of the experiment in sight. */
function statusNotices({ address, phase, lab, report, resumable }: PageView): PageNotice[] {
  if (phase.type === 'kept') return [];
  const isRestored = phase.type === 'restored';
  // What an earlier visit left is offered where it goes on.
  if (isRestored && address.place !== 'lab') return [];
  const ended = lab.runs.filter(hasResult).length;
  const last = lab.runs.findLast((run) => !hasResult(run) && run.engines.length > 0)?.engines.at(-1);
  const here = report?.type === 'ready' ? report.device.engine : last;
  const status = statusNotice(lab, {
    ended,
    total: lab.runs.length,
    resumable,
    share: shareDone(lab.runs),
    restored: isRestored,
    elsewhere: last !== here,
  });
  if (!status) return [];
  const isOffered = lab.offer === 'cpu' && report?.type === 'ready' && report.device.engine === 'gpu';
  const offered: NoticeAction[] = [];
  if (isOffered) offered.push(useProcessor);
  if (canGoOn(phase, lab)) {
    offered.push({ label: actions.goOn, command: { name: 'go-on', detail: null } });
  }
  if (isRestored && canGoOn(phase, lab)) {
    offered.push({ label: actions.keep, command: { name: 'keep-as-is', detail: null } });
  }
  if (isRestored) {
    offered.push({ label: actions.discard, command: { name: 'discard', detail: null } });
  }
  return [{ ...status, actions: offered }];
}

/** Share of the FLOPs of runs that are done. */
function shareDone(runs: readonly RunRecord[]): number {
  const total = runs.reduce((sum, { plan }) => sum + runFlops(plan), 0);
  const done = runs.reduce((sum, run) => {
    return sum + runFlops(run.plan) * (hasResult(run) ? 1 : run.step / run.plan.steps);
  }, 0);
  return total === 0 ? 0 : done / total;
}

/** What is wrong with the device, where something else is in sight than the help with it. */
function deviceNotices({ spec, lab, isLive, report, wish }: PageView): PageNotice[] {
  const isSmall = spec.size === 'small' || !isOfPreset(spec);
  const isNews = lab.status === 'empty' || (!isLive && !isSmall);
  if (report?.type === 'ready' && report.device.software && isNews) {
    const shrink: NoticeAction = { label: actions.shrink, command: { name: 'shrink', detail: null } };
    return [{ ...words.notices.software, actions: isSmall ? [useProcessor] : [useProcessor, shrink] }];
  }
  if (report?.type === 'problem' && lab.runs.length > 0) {
    const isGpu = wish.engine === 'gpu';
    const { title, text } = isGpu ? gpuProblemWords(report.problem) : processorWords(report.problem);
    const again: NoticeAction = { label: actions.tryAgain, command: { name: 'try-again', detail: null } };
    return [{ tone: 'danger', title: `${title}.`, text, actions: isGpu ? [useProcessor, again] : [again] }];
  }
  return [];
}
