import type { ReactiveControllerHost } from 'lit';
import type { ExperimentSpec } from '../../lab/experiment/experiment.js';
import { draftFromLink, specToLink } from '../../lab/share/spec-link.js';
import type { LanguageController } from '../language/language-controller.js';
import type { TextState } from '../language/text/text-library.js';
import { hashOf } from '../session/address.js';
import type { AddressController } from '../session/address-controller.js';
import type { PageHandlers } from '../session/page-events.js';
import type { Visit } from '../session/visit.js';
import { ExperimentController } from '../experiment/experiment-controller.js';
import { ExperimentQueue } from '../session/experiment-queue.js';
import { isPassing, obstacleTo } from './obstacle.js';
import type { ExperimentSummary } from '../experiment/summary.js';

/** The experiment of the designer, as the page shows it. */
export interface DesignView {
  readonly spec: ExperimentSpec;
  readonly summary: ExperimentSummary;
  /** Why it cannot be started, '' if it can. */
  readonly obstacle: string;
  /** The text that it is about; null where it is about none. */
  readonly text: TextState | null;
  /** What stands in a link to it, behind its key; '' until it is made. */
  readonly link: string;
}

/** What the designer needs of the page. */
export interface DesignPage {
  readonly address: AddressController;
  readonly language: LanguageController;
  /** The experiment of the dials. */
  readonly experiment: ExperimentController;
  readonly visit: () => Visit | null;
  /** Puts another experiment into the dials. */
  readonly change: (spec: ExperimentSpec) => void;
  /** Starts the experiment of the dials. */
  readonly start: () => void;
  readonly toLab: () => void;
  readonly complain: (message: string | null) => void;
}

/**
 * The experiment of the designer, beside that of the dials: it can be changed while another trains, and may be wrong while it is
 * changed. Its link is the page's address. From here experiments go into the lab, or into the queue, which puts them there.
 */
export class DesignController {
  readonly queue: ExperimentQueue;
  readonly #page: DesignPage;
  readonly #host: ReactiveControllerHost;
  readonly #design: ExperimentController;
  #link = '';
  /** The experiment of the queue that was put into the dials last. */
  #placed: ExperimentSpec | null = null;

  constructor(host: ReactiveControllerHost, page: DesignPage) {
    this.#host = host;
    this.#page = page;
    this.queue = new ExperimentQueue(host);
    this.#design = new ExperimentController(host, (spec) => page.language.complete(spec), page.complain);
  }

  readonly handlers: Pick<PageHandlers, 'design-change' | 'start-design' | 'change-queue'> = {
    'design-change': ({ spec }) => {
      this.#design.change(spec);
      void this.#follow();
    },
    'start-design': () => this.#start(),
    'change-queue': ({ change }) => this.queue.change(change, this.#page.visit()?.session.isLive ?? false),
  };

  view(report: Visit['device']['report']): DesignView {
    const { spec } = this.#design;
    const { language } = this.#page;
    return {
      spec,
      summary: this.#design.summary(report?.type === 'ready' ? report.device : null),
      obstacle: obstacleTo(this.#design, language, report),
      text: language.textOf(spec),
      link: this.#link,
    };
  }

  /** What a link to the designer asks for; without an experiment that of the dials. */
  async arrive(link: string): Promise<void> {
    if (link !== '' && link === this.#link) return;
    if (link === '') this.#design.change(this.#page.experiment.spec);
    else await this.#design.readLink(link, { read: draftFromLink });
    await this.#follow();
  }

  /** Completes the experiment once more: what the page has for it may have come since. */
  complete(): void {
    this.#design.complete();
  }

  /** The experiment whose text and panels the page needs now. */
  get needed(): ExperimentSpec {
    return this.#isNeeded ? this.#design.spec : this.#page.experiment.spec;
  }

  /** The experiment that was needed, about a text that was just given. */
  given(spec: ExperimentSpec): void {
    if (this.#isNeeded) this.handlers['design-change']({ spec });
    else this.#page.change(spec);
  }

  get #isNeeded(): boolean {
    return this.#page.address.address.place === 'design' && this.queue.next === null;
  }

  /** Before each render: an experiment of the queue whose turn has come is put into the dials, and started once nothing is in its way. */
  settle(visit: Visit): void {
    const { experiment, language, change, start } = this.#page;
    const { phase, isLive, state } = visit.session;
    const isStarting = phase.type === 'starting';
    this.queue.settle({ isLive, isStarting, hasFinished: state.status === 'finished' });
    const { next } = this.queue;
    if (!next || isLive) return;
    if (this.#placed !== next) {
      this.#placed = next;
      change(next);
    }
    language.prepare(experiment.spec, visit.session.weights.size > 0);
    const obstacle = obstacleTo(experiment, language, visit.device.report);
    if (isPassing(obstacle)) return;
    this.#placed = null;
    if (obstacle !== '') return this.queue.refuse(obstacle);
    start();
    this.queue.started();
  }

  #start(): void {
    const { experiment, change, start, toLab, visit } = this.#page;
    const report = visit()?.device.report ?? null;
    if (visit()?.session.isLive || obstacleTo(this.#design, this.#page.language, report) !== '') return;
    change(this.#design.spec);
    // A start takes the plan of the last summary.
    obstacleTo(experiment, this.#page.language, report);
    start();
    toLab();
  }

  /** Writes the experiment into the address, where the designer is in sight. */
  async #follow(): Promise<void> {
    const { spec } = this.#design;
    const link = await specToLink(spec);
    if (spec !== this.#design.spec) return;
    this.#link = link;
    const { address } = this.#page;
    if (address.address.place === 'design') address.replace(hashOf('design', link));
    this.#host.requestUpdate();
  }
}
