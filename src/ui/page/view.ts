// All that the parts of the page show, as plain data: made once a render, read by every part.

import type { ExperimentSpec } from '../../lab/experiment/experiment.js';
import type { ReplicaWeights } from '../../lab/records/events.js';
import type { FoundExperiment } from '../../lab/gallery/cards.js';
import type { DeviceInfo, LabState } from '../../lab/records/record.js';
import type { ForecastHistory, ForecastRecord } from '../../laws/forecast/score-card.js';
import type { PlanningLaw } from '../../laws/forecast/planning-law.js';
import type { ShownView } from '../../figures/views/view.js';
import type { Law } from '../../laws/runs/lab-laws.js';
import type { LabClient } from '../../worker/training/client.js';
import type { DeviceProblem, DeviceReport, EngineWish } from '../../worker/training/protocol.js';
import type { DesignView } from './design-controller.js';
import type { QueueView } from '../session/experiment-queue.js';
import type { ExperimentSummary } from '../experiment/summary.js';
import type { TextState } from '../language/text/text-library.js';
import type { Library } from '../library/library.js';
import type { Theme } from '../parts/tokens.js';
import type { Address } from '../session/address.js';
import type { Phase } from '../session/phase.js';
import type { Shown } from './shown.js';

export interface PageView {
  readonly theme: Theme;
  /** Where the visitor is. */
  readonly address: Address;
  /** The hash of the lab with the experiment of the dials; '' until it is made. */
  readonly labHash: string;

  /** The experiment of the dials. */
  readonly spec: ExperimentSpec;
  /** The question of the gallery that it belongs to, null for one's own. */
  readonly question: FoundExperiment | null;
  readonly summary: ExperimentSummary;
  /** How long a start would take here, `25 to 45 s`; '' where that is not known. */
  readonly time: string;
  /** Seconds that what trains still takes; null before its speed was measured. */
  readonly left: readonly [low: number, high: number] | null;
  /** Why it cannot be started, '' if it can. */
  readonly obstacle: string;
  /** The text that it is about; null where it is about none, or what shows texts is not loaded. */
  readonly text: TextState | null;

  /** The experiment of the designer. */
  readonly design: DesignView;
  readonly queue: QueueView;

  /** The experiment in sight: its records, and where it is in its life. */
  readonly lab: LabState;
  readonly phase: Phase;
  /** How fast it trained while the page was hidden last, as a share of its speed; null where that was the same, or is not known. */
  readonly backgroundShare: number | null;
  /** Runs that go on from a checkpoint if it does. */
  readonly resumable: number;
  /** What the figure shows. */
  readonly shown: Shown;
  /** Charts in the way in which the question asks, beside curves and law. */
  readonly views: readonly ShownView[];
  /** It trains, or is about to. */
  readonly isLive: boolean;
  readonly laws: readonly Law[];
  /** The law in sight, null before there is one. */
  readonly law: Law | null;
  /** How the law was fitted, a line each. */
  readonly notes: readonly string[];
  /** The law along the same axis of the experiment before. */
  readonly ghost: Law | null;
  /** What plans are made with, null while there is nothing to plan with: made when it is asked for, which takes a moment. */
  readonly planningLaw: () => PlanningLaw | null;
  readonly forecasts: ForecastsView | null;
  /** Trained models, null before what shows them is loaded. */
  readonly models: ModelsView | null;

  /** What the worker said of the device, null while it is being opened. */
  readonly report: DeviceReport | null;
  readonly wish: EngineWish;
  /** Null while there is none. */
  readonly device: DeviceInfo | null;
  /** Why nothing can be shown but help with the device, null where something can. */
  readonly deviceProblem: DeviceProblem | null;
  /** Every experiment in this browser. */
  readonly library: Library;
  /** Id of the experiment in sight there, null where it is not. */
  readonly entry: string | null;
  /** What it is called there, '' while it is not known. */
  readonly entryName: string;
  /** Why experiments are not kept now, null while they are. */
  readonly storageProblem: string | null;
}

export interface ForecastsView {
  /** The last forecast of the experiment in sight. */
  readonly record: ForecastRecord | null;
  readonly history: ForecastHistory;
  readonly problem: string | null;
}

export interface ModelsView {
  /** Weights of the runs that ended, by run. */
  readonly weights: ReadonlyMap<string, readonly ReplicaWeights[]>;
  /** What computes with them. */
  readonly client: LabClient;
}
