// An experiment as the hash of a link: `#e=2.<base64url of deflated JSON>`. Only what differs from the preset is in it, so a link
// stays short, and an improved preset improves its links.

import { InputError } from '../../base/errors.js';
import type { ExperimentSpec } from '../experiment/experiment.js';
import { composeExperiment, isOfPreset, overridesOf } from '../presets/resolve.js';
import type { Overrides } from '../presets/presets.js';
import { parseDraft } from '../experiment/schema.js';
import { readExperiment } from '../plan/read-experiment.js';
import { contentOf, pack, unpack } from './packed.js';

const KEY = 'e';
/** Links of earlier pages have another key, and open for ever. */
const KEYS = [KEY, 'experiment'];
const VERSION = '2';
/** Links of version 1 have other names for some fields. */
const READABLE = ['1', VERSION];

/** An experiment in a link: a preset and the differences, or a complete spec without a preset. */
export type PackedSpec = { readonly preset: string; readonly set: Overrides } | { readonly spec: unknown };

/** The hash of a link to a spec, with its `#`. */
export async function specToHash(spec: ExperimentSpec): Promise<string> {
  return `#${KEY}=${await specToLink(spec)}`;
}

/** What stands in a link to a spec, behind its key. */
export function specToLink(spec: ExperimentSpec): Promise<string> {
  return pack(packedSpec(spec), VERSION);
}

/** The spec of what stands in a link, as `parseDraft` reads it: its fields need not fit together. */
export async function draftFromLink(content: string): Promise<ExperimentSpec> {
  return parseDraft(composed(await unpack(content, READABLE)));
}

/** The spec of a link, null if its hash holds none. Throws InputError for a link that is cut off or has impossible settings. */
export async function specFromHash(hash: string): Promise<ExperimentSpec | null> {
  const content = contentOf(hash, KEYS);
  return content === null ? null : readPackedSpec(await unpack(content, READABLE));
}

export function packedSpec(spec: ExperimentSpec): PackedSpec {
  return isOfPreset(spec) ? { preset: spec.preset, set: overridesOf(spec) } : { spec };
}

/** The spec in a link. Throws InputError for what is not one, or has impossible settings. */
export function readPackedSpec(value: unknown): ExperimentSpec {
  // Texts and weights are not part of links: the page asks for them again.
  return readExperiment(composed(value), { withoutGiven: true }).spec;
}

function composed(value: unknown): unknown {
  if (isRecord(value) && 'spec' in value) return value.spec;
  if (isRecord(value) && typeof value.preset === 'string' && isRecord(value.set)) {
    return composeExperiment(value.preset, value.set);
  }
  throw new InputError('It does not contain an experiment.');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
