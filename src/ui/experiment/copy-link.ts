import type { ExperimentSpec } from '../../lab/experiment/experiment.js';
import { specToHash } from '../../lab/share/spec-link.js';
import { withoutEngine } from '../device/engine-wish.js';

/** Copies a link to an experiment; false where the browser refuses: then it stands in the address bar. */
export async function copyLink(spec: ExperimentSpec): Promise<boolean> {
  return copyAddress(new URL(await specToHash(spec), location.href).href);
}

/** Copies an address of the page, and goes there; false where the browser refuses: then it stands in the address bar. */
export async function copyAddress(address: string): Promise<boolean> {
  // What trains here is the visitor's own affair: their address keeps it, the link leaves it out.
  const link = withoutEngine(address);
  history.replaceState(null, '', address);
  try {
    await navigator.clipboard.writeText(link);
    return true;
  } catch {
    history.replaceState(null, '', link);
    return false;
  }
}
