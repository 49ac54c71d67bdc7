import type { ReactiveControllerHost } from 'lit';
import { canonicalJson } from '../../base/canonical-json.js';
import { recordedResult } from '../../figures/recorded-result.js';
import type { OtherExperiment } from '../../figures/views/view.js';
import type { ShownResult } from '../../figures/shown-result.js';
import type { ExperimentSpec } from '../../lab/experiment/experiment.js';
import type { Card } from '../../lab/gallery/card.js';
import { cardById, cardOf, type FoundExperiment } from '../../lab/gallery/cards.js';
import { firstLaw } from '../../lab/gallery/first-law.js';
import { hasRecording, recordedLaw } from '../../lab/gallery/recorded-laws.js';
import type { RecordedLaw } from '../../lab/gallery/recorded-law.js';

/** A recording as the page shows it. */
export interface Recording {
  readonly law: RecordedLaw;
  readonly result: ShownResult;
}

/** The first card's first experiment comes with the page. */
const FIRST = 'bigger-d4';

/** The recorded laws of the gallery's experiments, each loaded when it is first needed. */
export class Recordings {
  readonly #host: Pick<ReactiveControllerHost, 'requestUpdate'>;
  readonly #loaded = new Map<string, Recording | null>([[FIRST, recordingOf(firstLaw)]]);

  #others: readonly OtherExperiment[] = [];

  constructor(host: Pick<ReactiveControllerHost, 'requestUpdate'>) {
    this.#host = host;
  }

  /** The recordings of a question's experiments but one, those that have come: all are asked for. The same array until another comes. */
  others(card: Card, but: string | null): readonly OtherExperiment[] {
    const others = card.experiments.flatMap((experiment): OtherExperiment[] => {
      const recording = experiment.label === but ? null : this.of({ card, experiment });
      return recording ? [{ name: experiment.name, measured: recording.law }] : [];
    });
    const isSame =
      others.length === this.#others.length &&
      others.every(({ measured }, i) => measured === this.#others[i].measured);
    if (!isSame) this.#others = others;
    return this.#others;
  }

  /** The recording of an experiment of a card; null where it has none, or it is on its way. */
  of(found: FoundExperiment | null): Recording | null {
    if (!found) return null;
    const name = recordingName(found);
    const known = this.#loaded.get(name);
    if (known !== undefined) return known;
    if (!hasRecording(found.card.id, found.experiment.label)) return null;
    this.#loaded.set(name, null);
    void recordedLaw(found.card.id, found.experiment.label).then(
      (law) => {
        this.#loaded.set(name, recordingOf(law));
        this.#host.requestUpdate();
      },
      // The network is gone: it is asked for again with the next render that needs it.
      () => this.#loaded.delete(name),
    );
    return null;
  }
}

/** The question that an experiment belongs to: the one that was opened, where it has such an experiment, or else the first one. */
export function questionOf(spec: ExperimentSpec, opened: string | null): FoundExperiment | null {
  const card = opened === null ? null : cardById(opened);
  const experiment = card?.experiments.find(({ preset }) => preset === spec.preset);
  const found = cardOf(spec);
  if (!card || !experiment || found?.card === card) return found;
  return { card, experiment };
}

/** True where a recording is of the very experiment. How often it was evaluated on its way changes nothing of what it came to. */
export function isRecordingOf({ law }: Recording, spec: ExperimentSpec): boolean {
  const { points, longestGap } = spec.evaluation;
  const recorded = { ...law.spec, evaluation: { ...law.spec.evaluation, points, longestGap } };
  return canonicalJson(recorded) === canonicalJson(spec);
}

/** What a recording is called where it is kept, and in addresses. */
export function recordingName({ card, experiment }: FoundExperiment): string {
  return `${card.id}-${experiment.label}`;
}

function recordingOf(law: RecordedLaw): Recording {
  return { law, result: recordedResult(law) };
}
