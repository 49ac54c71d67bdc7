// Of everything that the page owns, what its parts show: made once a render.

import { formatSecondsRange } from '../base/format.js';
import type { OtherExperiment, ShownView } from '../figures/views/view.js';
import { axisWords } from '../laws/runs/words.js';
import type { Law } from '../laws/runs/lab-laws.js';
import type { ExperimentController } from './experiment/experiment-controller.js';
import type { DesignController } from './page/design-controller.js';
import { obstacleTo } from './page/obstacle.js';
import type { LanguageController } from './language/language-controller.js';
import type { Forecasts } from './law/forecast/forecasts.js';
import type { Library } from './library/library.js';
import type { Theme } from './parts/tokens.js';
import type { Address } from './session/address.js';
import { questionOf, type Recordings } from './session/recordings.js';
import type { Visit } from './session/visit.js';
import { shownOf } from './page/shown.js';
import type { PageView } from './page/view.js';

/** What the page owns, and what the visitor chose. */
export interface ViewSources {
  readonly visit: Visit;
  readonly experiment: ExperimentController;
  readonly designs: DesignController;
  readonly language: LanguageController;
  readonly recordings: Recordings;
  readonly library: Library;
  /** What draws and explains laws, null before it is loaded. */
  readonly analysis: typeof import('./analysis.lazy.js') | null;
  /** What makes charts for questions, null before it is loaded. */
  readonly charts: typeof import('./charts/views/views.lazy.js') | null;
  readonly forecasts: Forecasts | null;
  readonly theme: Theme;
  readonly address: Address;
  readonly labHash: string;
  /** What an entry of the library is called. */
  readonly nameOf: (entry: string | null) => string;
  /** Axis of the law in sight, where an experiment has two. */
  readonly axis: Law['axis'];
  /** The question of the gallery that was opened last. */
  readonly card: string | null;
}

export function makeView({
  visit: {
    client,
    device: { report, wish },
    session,
    laws: fitted,
    history,
  },
  experiment,
  designs,
  language,
  recordings,
  library,
  analysis,
  charts,
  forecasts,
  theme,
  address,
  labHash,
  nameOf,
  axis,
  card,
}: ViewSources): PageView {
  const { spec } = experiment;
  const { state: lab, phase, isLive, weights } = session;
  const laws = fitted.of(lab);
  const law = laws.find((each) => each.axis === axis) ?? laws.at(0) ?? null;
  const device = report?.type === 'ready' ? report.device : null;
  const problem = report?.type === 'problem' ? report.problem : null;
  const hasLanguage = language.panels.part !== null;
  const summary = experiment.summary(device);
  const question = questionOf(spec, card);
  const record = forecasts?.of(lab) ?? null;
  const ghost = history.ghosts.find((each) => each.axis === law?.axis) ?? null;
  const shown = shownOf({
    spec,
    lab,
    isLive,
    law,
    ghost,
    forecast: law && record?.forecast.convention === axisWords(law) ? record : null,
    recording: recordings.of(question),
    drawing: analysis,
  });
  return {
    theme,
    address,
    labHash,
    spec,
    question,
    summary,
    time: timeOf(session.speed, summary),
    left: session.speed.left,
    obstacle: obstacleTo(experiment, language, report),
    design: designs.view(report),
    queue: designs.queue.view,
    text: hasLanguage ? language.textOf(spec) : null,
    lab,
    phase,
    resumable: session.resumable,
    backgroundShare: session.background.share,
    shown,
    views: viewsOfShown(shown, { lab, laws, question, recordings, analysis, charts }),
    isLive,
    laws,
    law,
    notes: (law && analysis?.lawNotes(law)) ?? [],
    ghost,
    planningLaw: () => {
      if (isLive || !analysis) return null;
      const { source, recording } = shown;
      return source === 'recording' && recording
        ? analysis.recordedPlanningLaw(recording.law)
        : analysis.planningLaw(law, lab);
    },
    forecasts: forecasts && {
      record,
      history: forecasts.history,
      problem: forecasts.problem,
    },
    models: hasLanguage ? { weights, client } : null,
    report,
    wish,
    device,
    deviceProblem: lab.runs.length === 0 ? problem : null,
    library,
    entry: history.entry,
    entryName: nameOf(history.entry),
    storageProblem: history.problem,
  };
}

/** How long a start would take: '' where that is not known. */
function timeOf(speed: Visit['session']['speed'], { plan, device }: PageView['summary']): string {
  const range = plan && device && speed.range(plan, device);
  return range ? formatSecondsRange(range) : '';
}

/** Charts in the way in which the question asks, of what the figure shows; none before there is anything to chart. */
function viewsOfShown(
  { source, recording }: PageView['shown'],
  {
    lab,
    laws,
    question,
    recordings,
    analysis,
    charts,
  }: Pick<PageView, 'lab' | 'laws' | 'question'> & Pick<ViewSources, 'recordings' | 'analysis' | 'charts'>,
): readonly ShownView[] {
  const isOwn = source === 'own';
  const measured = isOwn ? analysis?.measured(lab, laws) : source === 'recording' ? recording?.law : null;
  if (!measured || !charts) return [];
  const { card, experiment } = question ?? { card: null, experiment: null };
  const several = card !== null && card.experiments.length > 1;
  return charts.viewsOf(
    {
      name: isOwn || !card ? '' : several ? experiment.name : card.name,
      measured,
      others: several ? recordings.others(card, isOwn ? null : experiment.label) : noOthers,
    },
    card?.picture ?? null,
  );
}

const noOthers: readonly OtherExperiment[] = [];
