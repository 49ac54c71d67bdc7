// What the page hands to its parts, of an experiment along a synthetic law.

import type { ExperimentSpec } from '../../src/lab/experiment/experiment.js';
import type { LabState } from '../../src/lab/records/record.js';
import { LabStore } from '../../src/lab/records/store.js';
import { laws } from '../../src/laws/runs/lab-laws.js';
import type { PageView } from '../../src/ui/page/view.js';
import { readAddress } from '../../src/ui/session/address.js';

/** The view of a page whose experiment in sight has ended, or that has none yet; with what is given in place of the usual. */
export function pageView(
  spec: ExperimentSpec,
  state: LabState | null,
  given: Partial<PageView> = {},
): PageView {
  const lab = state ?? new LabStore().state;
  const found = state ? laws(state) : [];
  const view: Partial<PageView> = {
    theme: 'light',
    address: readAddress(''),
    spec,
    lab,
    phase: { type: state ? 'ended' : 'idle' },
    isLive: false,
    laws: found,
    law: found.at(0) ?? null,
    planningLaw: () => null,
    forecasts: null,
    entry: null,
    entryName: '',
    ...given,
  };
  return view as PageView;
}
