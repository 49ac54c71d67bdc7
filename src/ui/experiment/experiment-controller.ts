import type { ReactiveControllerHost } from 'lit';
import { canonicalJson } from '../../base/canonical-json.js';
import { InputError } from '../../base/errors.js';
import type { ExperimentSize, ExperimentSpec } from '../../lab/experiment/experiment.js';
import { specFromHash } from '../../lab/share/spec-link.js';
import type { Plan, Shard } from '../../lab/plan/run-plan.js';
import { parseShard, sharedSpec } from '../../lab/plan/units.js';
import type { DeviceInfo } from '../../lab/records/record.js';
import { withPreset, withSize } from './experiment-edits.js';
import { describeExperiment, type ExperimentSummary } from './summary.js';
import { words } from './words.js';

const FIRST_PRESET = 'manifold';

interface LinkOptions {
  /** The share that it asks for, `7/30`, '' for the whole. */
  readonly share?: string;
  readonly read?: (link: string) => Promise<ExperimentSpec | null>;
}

/** The experiment of the dials: what the visitor, a link or an earlier visit made of it, and what is said of it before a start. */
export class ExperimentController {
  readonly #host: Pick<ReactiveControllerHost, 'requestUpdate'>;
  /** Completes a spec with what the page has for it. */
  readonly #complete: (spec: ExperimentSpec) => ExperimentSpec;
  /** Says what is wrong with a link, null for nothing. */
  readonly #complain: (message: string | null) => void;
  #spec: ExperimentSpec = withPreset(FIRST_PRESET, 'small');
  /** The share of it that a link asks for, null for the whole. */
  #shard: Shard | null = null;
  #isTouched = false;
  /** The link that is being read, null for none. */
  #reading: string | null = null;
  #summary: ExperimentSummary | null = null;

  constructor(
    host: Pick<ReactiveControllerHost, 'requestUpdate'>,
    complete: (spec: ExperimentSpec) => ExperimentSpec,
    complain: (message: string | null) => void,
  ) {
    this.#host = host;
    this.#complete = complete;
    this.#complain = complain;
  }

  get spec(): ExperimentSpec {
    return this.#spec;
  }

  get shard(): Shard | null {
    return this.#shard;
  }

  /** True once the visitor turned a dial or started, or a link or the library brought an experiment. */
  get isTouched(): boolean {
    return this.#isTouched;
  }

  /** True while a link is being read, which may bring another experiment. */
  get isReading(): boolean {
    return this.#reading !== null;
  }

  change(spec: ExperimentSpec): void {
    this.#isTouched = true;
    // A share is of the very experiment that was shared.
    if (canonicalJson(spec) !== canonicalJson(this.#spec)) this.#shard = null;
    this.#spec = this.#complete(spec);
    this.#host.requestUpdate();
  }

  /** Completes the experiment once more: what the page has for it may have come since. */
  complete(): void {
    this.#spec = this.#complete(this.#spec);
    this.#host.requestUpdate();
  }

  /**
   * What a start trains, as the page last showed it; null where there is a problem, or while a link is being read. From now on it is
   * the visitor's own choice.
   */
  take(): Plan | null {
    if (this.isReading) return null;
    this.#isTouched = true;
    return this.#summary?.plan ?? null;
  }

  /** Another size, unless the visitor has chosen anything. */
  suggest(size: ExperimentSize): void {
    if (this.#isTouched) return;
    this.#spec = withSize(this.#spec, size);
    this.#host.requestUpdate();
  }

  /** What is said of it before a start on a device. */
  summary(device: DeviceInfo | null): ExperimentSummary {
    this.#summary = describeExperiment(this.#spec, device, this.#summary, this.#shard);
    return this.#summary;
  }

  /**
   * Reads the hash of a link: one may come with the page or be pasted into it later, the last one counts. A bad one changes nothing,
   * and is complained of.
   */
  async readLink(link: string, { share = '', read = specFromHash }: LinkOptions = {}): Promise<void> {
    this.#reading = link;
    this.#host.requestUpdate();
    try {
      const spec = await read(link);
      if (spec === null || this.#reading !== link) return;
      const shard = share === '' ? null : parseShard(share);
      this.change(shard ? sharedSpec(spec) : spec);
      this.#shard = shard;
      this.#complain(null);
    } catch (error) {
      if (this.#reading === link) this.#complain(linkProblem(error));
    } finally {
      if (this.#reading === link) this.#reading = null;
      this.#host.requestUpdate();
    }
  }
}

/** Why a link does not work. Any other error is a fault of the page: that is said too, so that it can be reported. */
function linkProblem(error: unknown): string {
  return error instanceof InputError ? error.message : words.link.failed(String(error));
}
