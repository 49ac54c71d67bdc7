import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { InputError } from '../../base/errors.js';
import { parseJson } from '../../base/json.js';
import type { ExperimentSpec } from '../../lab/experiment/experiment.js';
import { packedSpec, readPackedSpec } from '../../lab/share/spec-link.js';
import { Locks } from '../library/locks.js';

/** An experiment that waits to be trained. */
export interface QueuedExperiment {
  readonly id: string;
  readonly spec: ExperimentSpec;
}

/** What can be done to the queue. */
export type QueueChange =
  | { readonly type: 'add'; readonly spec: ExperimentSpec }
  | { readonly type: 'remove'; readonly id: string }
  /** One place to the front (-1) or to the end (1). */
  | { readonly type: 'move'; readonly id: string; readonly by: -1 | 1 }
  | { readonly type: 'empty' }
  /** Trains what waits, one after another. */
  | { readonly type: 'go' }
  /** What trains goes on; nothing follows it. */
  | { readonly type: 'hold' };

/** The queue as the page shows it. */
export interface QueueView {
  readonly waiting: readonly QueuedExperiment[];
  /** What waits follows what trains. */
  readonly isGoing: boolean;
  /** Why it went no further, '' where nothing is wrong. */
  readonly problem: string;
}

/** What it needs to know of the experiment in sight. */
interface InSight {
  readonly isLive: boolean;
  /** It was asked to start, and has not reported yet. */
  readonly isStarting: boolean;
  readonly hasFinished: boolean;
}

/** Where the browser keeps the queue, for all tabs. */
const KEY = 'scaling-lab-queue';
/** Only one tab at a time takes from it, under this lock. */
const TURN = 'turn';
/** How long this tab waits where another is taking from it. */
const PATIENCE_MS = 500;
/** More than anybody reads. */
const MOST_WAITING = 100;

/**
 * Experiments that train one after another, kept by the browser over a reload. An experiment leaves the queue once its training has
 * begun: from then on the library has it. The queue goes on after an experiment that came to its end; after a stop or a failure it
 * waits.
 */
export class ExperimentQueue implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #locks = new Locks(KEY);
  #waiting: readonly QueuedExperiment[] = [];
  #isGoing = false;
  #problem = '';
  #wasLive = false;
  /** The experiment whose turn it is in this tab, and whether it was started; null while there is none. */
  #turn: (QueuedExperiment & { readonly isStarted: boolean }) | null = null;
  #isTaking = false;
  #timer = 0;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get view(): QueueView {
    return { waiting: this.#waiting, isGoing: this.#isGoing, problem: this.#problem };
  }

  /** The experiment that is to start now, null for none. Whoever has seen to it says `started`, or `refuse`. */
  get next(): ExperimentSpec | null {
    return this.#turn && !this.#turn.isStarted ? this.#turn.spec : null;
  }

  hostConnected(): void {
    window.addEventListener('storage', this.#onStorage);
    this.#read();
  }

  hostDisconnected(): void {
    window.removeEventListener('storage', this.#onStorage);
    clearTimeout(this.#timer);
    this.#locks.releaseAll();
    this.#turn = null;
  }

  change(change: QueueChange, isLive: boolean): void {
    // Another tab may have changed it since.
    this.#read();
    this.#problem = '';
    switch (change.type) {
      case 'add':
        if (this.#waiting.length < MOST_WAITING)
          this.#waiting = [...this.#waiting, { id: crypto.randomUUID(), spec: change.spec }];
        // What is added while something trains follows it.
        this.#isGoing ||= isLive;
        break;
      case 'remove':
        this.#waiting = this.#waiting.filter(({ id }) => id !== change.id);
        break;
      case 'move':
        this.#waiting = moved(this.#waiting, change.id, change.by);
        break;
      case 'empty':
        this.#waiting = [];
        this.#isGoing = false;
        break;
      case 'go':
        this.#isGoing = true;
        break;
      case 'hold':
        this.#isGoing = false;
        break;
    }
    this.#write();
    if (change.type === 'go' && !isLive) void this.#take();
  }

  /** Hears how the experiment in sight is, at each render. */
  settle({ isLive, isStarting, hasFinished }: InSight): void {
    const hasEnded = this.#wasLive && !isLive;
    const hasBegun = (isLive && !isStarting) || (hasEnded && hasFinished);
    if (this.#turn?.isStarted && hasBegun) {
      const { id } = this.#turn;
      this.#read();
      this.#waiting = this.#waiting.filter((each) => each.id !== id);
      this.#endTurn();
      this.#write();
    }
    this.#wasLive = isLive;
    if (!hasEnded || !this.#isGoing) return;
    if (hasFinished) void this.#take();
    else this.#halt();
  }

  started(): void {
    if (this.#turn) this.#turn = { ...this.#turn, isStarted: true };
    // It may have ended before the next render.
    this.#wasLive = true;
  }

  /** It cannot start: the queue waits, and says why. */
  refuse(problem: string): void {
    this.#halt(problem);
  }

  #halt(problem = ''): void {
    this.#endTurn();
    this.#isGoing = false;
    this.#problem = problem;
    this.#write();
  }

  async #take(): Promise<void> {
    if (this.#isTaking || this.#turn) return;
    this.#isTaking = true;
    clearTimeout(this.#timer);
    const isHeld = await this.#locks.hold(TURN);
    this.#isTaking = false;
    this.#read();
    const [first] = this.#waiting;
    if (!isHeld) {
      this.#timer = window.setTimeout(() => void this.#take(), PATIENCE_MS);
    } else if (!first || !this.#isGoing) {
      this.#locks.release(TURN);
      if (!first) this.#isGoing = false;
      this.#write();
    } else {
      this.#turn = { ...first, isStarted: false };
      this.#host.requestUpdate();
    }
  }

  #endTurn(): void {
    if (!this.#turn) return;
    this.#turn = null;
    this.#locks.release(TURN);
  }

  readonly #onStorage = ({ key }: StorageEvent): void => {
    if (key !== KEY) return;
    this.#read();
    this.#host.requestUpdate();
  };

  /** A browser that keeps nothing has what this page knows. */
  #read(): void {
    try {
      const text = localStorage.getItem(KEY);
      if (text === null) return;
      const { waiting, isGoing } = queueOf(parseJson(text), this.#waiting);
      this.#waiting = waiting;
      this.#isGoing = isGoing;
    } catch {
      // Storage is shut, or somebody else wrote there.
    }
  }

  #write(): void {
    const waiting = this.#waiting.map(({ id, spec }) => ({ id, ...packedSpec(spec) }));
    try {
      localStorage.setItem(KEY, JSON.stringify({ isGoing: this.#isGoing, waiting }));
    } catch {
      // It lasts as long as the page.
    }
    this.#host.requestUpdate();
  }
}

/** What is kept, as far as it can be read; experiments that are known already stay the same objects. */
function queueOf(kept: unknown, known: readonly QueuedExperiment[]): Pick<QueueView, 'waiting' | 'isGoing'> {
  const { waiting = [], isGoing = false } = Object(kept) as { waiting?: unknown; isGoing?: unknown };
  if (!Array.isArray(waiting)) return { waiting: known, isGoing: isGoing === true };
  return {
    waiting: waiting.slice(0, MOST_WAITING).flatMap((each: unknown) => queued(each, known)),
    isGoing: isGoing === true,
  };
}

function queued(kept: unknown, known: readonly QueuedExperiment[]): QueuedExperiment[] {
  const { id } = Object(kept) as { id?: unknown };
  if (typeof id !== 'string') return [];
  const same = known.find((each) => each.id === id);
  if (same) return [same];
  try {
    return [{ id, spec: readPackedSpec(kept) }];
  } catch (error) {
    // Another version of the page wrote it.
    if (error instanceof InputError) return [];
    throw error;
  }
}

function moved(waiting: readonly QueuedExperiment[], id: string, by: -1 | 1): readonly QueuedExperiment[] {
  const from = waiting.findIndex((each) => each.id === id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= waiting.length) return waiting;
  const others = waiting.filter((each) => each.id !== id);
  return [...others.slice(0, to), waiting[from], ...others.slice(to)];
}
