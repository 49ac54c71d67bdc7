// What the parts of the page ask of it, as events that rise through every shadow root: the app hears them wherever their part lies.

import type { ExperimentSpec, StartSpec } from '../../lab/experiment/experiment.js';
import type { ChallengePart } from '../../lab/library/entry.js';
import type { LargerRun } from '../../lab/plan/larger-run.js';
import type { Plan } from '../../lab/plan/run-plan.js';
import type { ModelWeights } from '../../lab/weights/weights-file.js';
import type { TableInput } from '../library/kept-tables.js';
import type { ForecastEntry } from '../../laws/forecast/score-card.js';
import type { Law } from '../../laws/runs/lab-laws.js';
import type { QueueChange } from './experiment-queue.js';
import type { RecordFormat } from './results.js';

/** Each event by its name, with its detail. */
export interface PageEvents {
  'toggle-theme': null;
  'copy-link': null;
  /** Shows what can be done with the result elsewhere. */
  'open-share': null;
  /** Large type for a projector, or back. */
  'toggle-present': null;
  /** Shows what the lab consists of, one part after another. */
  'start-tour': null;
  /** Shows where earlier experiments are searched. */
  'open-search': null;
  /** Puts the law in sight beside others. */
  'add-to-compare': null;
  /** Gives the experiment in sight another name. */
  'rename-entry': { readonly name: string };
  /** A file was dropped on the page. */
  'open-file': { readonly file: File };
  /** A table of points was given, or results of the lab as text. */
  'open-table': { readonly name: string; readonly input: TableInput };
  /** Another sight of the tables, as the address has it: in place of the one that is there where `replaces`. */
  'show-table': { readonly value: string; readonly replaces: boolean };

  /** The experiment as the visitor has set it now. */
  'spec-change': { readonly spec: ExperimentSpec };
  /** Puts a question of the gallery into the dials: its first experiment, or that of a label. */
  'open-card': { readonly card: string; readonly label?: string };
  /** The experiment of the designer as the visitor has set it now. */
  'design-change': { readonly spec: ExperimentSpec };
  /** Puts the experiment of the designer into the lab and starts it. */
  'start-design': null;
  /** Adds to the queue of experiments, orders it, or starts it. */
  'change-queue': { readonly change: QueueChange };
  'start-plan': null;
  /** Starts an experiment of a challenge. */
  'start-challenge': { readonly challenge: ChallengePart; readonly plan: Plan };
  'pause-plan': null;
  'resume-plan': null;
  'stop-plan': null;
  /** Ends one run early. */
  'skip-run': { readonly run: string };
  /** Trains what an experiment left undone. */
  'go-on': null;
  /** Deletes the experiment in sight. */
  discard: null;
  /** Leaves an experiment that was cut short as it is. */
  'keep-as-is': null;
  /** Puts an experiment of the library in sight, and goes on with it where `goOn`. */
  'open-entry': { readonly id: string; readonly goOn?: boolean };
  /** Shows again what was in sight before a recorded run. */
  'close-recorded': null;

  /** Opens the device again. */
  'try-again': null;
  /** Trains on the processor in place of the GPU that was requested. */
  'use-processor': null;
  /** Makes the experiment small. */
  shrink: null;
  /** Loads the parts of the page that are missing. */
  'load-missing': null;
  /** Loads a new version of the page. */
  'load-new': null;
  /** Takes a complaint away. */
  dismiss: { readonly complaint: 'address' | 'given' };

  /** Chooses the law in sight. */
  'show-axis': { readonly axis: Law['axis'] };
  /** Chooses what N counts. */
  'count-parameters': { readonly convention: Law['convention'] };
  'save-records': { readonly format: RecordFormat };
  /** Fits every law to the experiment's own points. */
  'fit-own': null;
  /** Locks the forecast of a larger run and trains it. */
  'seal-forecast': { readonly run: LargerRun };
  /** Writes down a forecast from a table, or how one came out. */
  'keep-forecast': { readonly entry: ForecastEntry };

  'give-text': { readonly file: Blob; readonly name: string };
  /** A text could not be had. */
  'refuse-text': { readonly message: string };
  'forget-text': null;
  /** Weights were given: an experiment may have waited for them. */
  'open-weights': null;
  /** Makes an experiment that starts from weights. */
  'start-from': { readonly start: StartSpec; readonly weights: ModelWeights };
}

/** One request to the page, as data. */
export type PageCommand = {
  readonly [Name in keyof PageEvents]: { readonly name: Name; readonly detail: PageEvents[Name] };
}[keyof PageEvents];

/** Sends a request up to the page. */
export function emit<Name extends keyof PageEvents>(
  from: EventTarget,
  name: Name,
  ...[detail]: PageEvents[Name] extends null ? [] : [PageEvents[Name]]
): void {
  from.dispatchEvent(new CustomEvent(name, { detail: detail ?? null, bubbles: true, composed: true }));
}

/** Sends a request that stands ready as data. */
export function emitCommand(from: EventTarget, { name, detail }: PageCommand): void {
  from.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}

/** What answers each request. */
export type PageHandlers = {
  readonly [Name in keyof PageEvents]: (detail: PageEvents[Name]) => void;
};

/** Has requests that reach an element answered there; they rise no further. */
export function answer(element: EventTarget, handlers: PageHandlers): void {
  for (const [name, handle] of Object.entries(handlers) as [string, (detail: unknown) => void][]) {
    element.addEventListener(name, (event) => {
      event.stopPropagation();
      handle((event as CustomEvent<unknown>).detail);
    });
  }
}
