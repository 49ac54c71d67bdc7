import { unitOf } from '../../data/tasks/tasks.js';
import type { SharedResult } from '../../lab/share/result-link.js';
import { lawOfResult } from '../share/shared-result.js';
import { foundLaws, foundRuns, type Findings } from './findings.js';

/** What the result of a link found: its law is fitted again from its points. `agrees` is false where the link says another one. */
export function findingsOfResult(result: SharedResult): {
  readonly findings: Findings;
  readonly agrees: boolean;
} {
  const { law, agrees } = lawOfResult(result);
  const { device, spec } = result;
  const found: Findings = {
    device: device && { ...device, vendor: '', architecture: '', check: '', flopsPerSecond: null },
    unit: unitOf(spec.task),
    laws: foundLaws([law]),
    runs: foundRuns([law]),
  };
  return { findings: found, agrees };
}
