import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { InputError } from '../../base/errors.js';
import type { ExperimentSize, ExperimentSpec } from '../../lab/experiment/experiment.js';
import { specFromHash } from '../../lab/presets/share.js';
import type { Plan } from '../../lab/plan/run-plan.js';
import type { DeviceInfo } from '../../lab/records/record.js';
import { withPreset, withSize } from './experiment-edits.js';
import { describeExperiment, type ExperimentSummary } from './summary.js';

const FIRST_PRESET = 'manifold';

/** The experiment of the dials: what the visitor, a link or an earlier visit made of it, and what is said of it before a start. */
export class ExperimentController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  /** Completes a spec with what the page has for it. */
  readonly #complete: (spec: ExperimentSpec) => ExperimentSpec;
  /** Says what is wrong with a link, null for nothing. */
  readonly #complain: (message: string | null) => void;
  #spec: ExperimentSpec = withPreset(FIRST_PRESET, 'small');
  #isTouched = false;
  #summary: ExperimentSummary | null = null;

  constructor(
    host: ReactiveControllerHost,
    complete: (spec: ExperimentSpec) => ExperimentSpec,
    complain: (message: string | null) => void,
  ) {
    this.#host = host;
    this.#complete = complete;
    this.#complain = complain;
    host.addController(this);
  }

  get spec(): ExperimentSpec {
    return this.#spec;
  }

  /** True once the visitor turned a dial or started, or a link or the journal brought an experiment. */
  get isTouched(): boolean {
    return this.#isTouched;
  }

  hostConnected(): void {
    window.addEventListener('hashchange', this.#onHash);
  }

  hostDisconnected(): void {
    window.removeEventListener('hashchange', this.#onHash);
  }

  change(spec: ExperimentSpec): void {
    this.#isTouched = true;
    this.#spec = this.#complete(spec);
    this.#host.requestUpdate();
  }

  /** What a start trains, as the page last showed it; null where there is a problem. From now on it is the visitor's own choice. */
  take(): Plan | null {
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
    this.#summary = describeExperiment(this.#spec, device, this.#summary);
    return this.#summary;
  }

  /** A link may come with the page or be pasted into it later. A bad one changes nothing. */
  async readLink(): Promise<void> {
    try {
      const spec = await specFromHash(location.hash);
      if (!spec) return;
      this.change(spec);
      this.#complain(null);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.#complain(error.message);
    }
  }

  readonly #onHash = (): void => void this.readLink();
}
