import { html, nothing, type TemplateResult } from 'lit';
import { InputError } from '../../../base/errors.js';
import type { LibraryEntry } from '../../../lab/library/entry.js';
import { estimateSeconds, planCost } from '../../../lab/plan/cost.js';
import { readExperiment } from '../../../lab/plan/read-experiment.js';
import type { DeviceInfo } from '../../../lab/records/record.js';
import { when } from '../../parts/when.js';
import { entryName } from './rows.js';
import { words } from './words.js';

/** What can be done with an experiment that was cut short. */
export interface UnfinishedActions {
  readonly goOn: () => void;
  readonly keep: () => void;
  readonly discard: () => void;
}

/** An experiment that was cut short. `locked`: another trains; `seconds` is what is left of it on this device, null where nobody knows. */
export function unfinishedBar(
  entry: LibraryEntry,
  { locked, seconds }: { readonly locked: boolean; readonly seconds: number | null },
  actions: UnfinishedActions,
): TemplateResult {
  const { title, text, goOn, keep, discard } = words.unfinished;
  return html`<div class="unfinished">
    <p><strong>${title(entryName(entry), entry.fraction)}</strong>${text(when(entry.updated))}</p>
    <div class="tools">
      <button
        class="primary"
        ?disabled=${locked}
        title=${locked ? words.locked : nothing}
        @click=${actions.goOn}
      >
        ${goOn(seconds)}
      </button>
      <button @click=${actions.keep}>${keep}</button>
      <button @click=${actions.discard}>${discard}</button>
    </div>
  </div>`;
}

/** Estimates, which need the plan of an experiment, by entry as it was when it was made. */
const estimates = new WeakMap<LibraryEntry, number | null>();

/** How long what is left of an experiment would take on a device; null where nobody knows. */
export function secondsLeft(entry: LibraryEntry, device: DeviceInfo | null): number | null {
  if (!device) return null;
  const known = estimates.get(entry);
  if (known !== undefined) return known;
  const seconds = estimateOf(entry, device);
  estimates.set(entry, seconds);
  return seconds;
}

function estimateOf({ spec, fraction }: LibraryEntry, device: DeviceInfo): number | null {
  try {
    const { plan } = readExperiment(spec, { withoutWeights: true });
    return estimateSeconds(
      planCost(plan, () => fraction),
      device,
    );
  } catch (error) {
    // Its text is not here.
    if (error instanceof InputError) return null;
    throw error;
  }
}
