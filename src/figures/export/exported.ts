// What leaves the lab of a result: the same words in pictures, tables, notebooks and reports.

import { formatWithInterval, formatNumber, formatWithError } from '../../base/format.js';
import { halfWidth } from '../../base/maths/statistics.js';
import type { SharedDevice, SharedResult } from '../../lab/share/result-link.js';
import { experimentTitle, settingsWords } from '../../lab/share/settings.js';
import type { Law } from '../../laws/runs/lab-laws.js';
import { lawInWords } from '../../laws/runs/words.js';
import { notTrained, theoryWords } from '../recorded-result.js';

/** A result on its way out. */
export interface ExportedResult {
  readonly result: SharedResult;
  /** The law of its points. */
  readonly law: Law;
  /** Where the page is published; null where it is not. */
  readonly site: string | null;
}

/** `Data manifold, “quiet heron”`. */
export function titleOf({ spec, name }: Pick<SharedResult, 'spec' | 'name'>): string {
  const title = experimentTitle(spec);
  return name === '' ? title : `${title}, “${name}”`;
}

export function settingsOf({ spec }: Pick<SharedResult, 'spec'>): string {
  return settingsWords(spec);
}

/** `CPU, 4 cores`, or the name of a GPU; '' where nothing is known. */
export function deviceWords(device: SharedDevice | null): string {
  if (!device) return '';
  const { engine, description, threads, software } = device;
  if (engine === 'gpu') return `${description}, ${software ? 'GPU in software' : 'GPU'}`;
  const cores = threads === null ? '' : `, ${threads} ${threads === 1 ? 'core' : 'cores'}`;
  return `${description}${cores}`;
}

/** `30 Nov 2026`, in UTC; '' where nobody knows. */
export function dateWords(measured: number | null): string {
  if (measured === null) return '';
  const day = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const;
  return new Date(measured).toLocaleDateString('en-GB', day);
}

/** `Measured on CPU, 4 cores · 30 Nov 2026`. */
export function measuredWords({ device, measured }: Pick<SharedResult, 'device' | 'measured'>): string {
  const where = deviceWords(device);
  return [where === '' ? 'Measured' : `Measured on ${where}`, dateWords(measured)]
    .filter(Boolean)
    .join(' · ');
}

/** `Scaling Lab 0.1.0, engine 1 · lab.example`. */
export function labWords({ result, site }: Pick<ExportedResult, 'result' | 'site'>): string {
  const engine = result.device?.engineVersion ?? null;
  const lab = `Scaling Lab ${result.labVersion}${engine === null ? '' : `, engine ${engine}`}`;
  return site === null ? lab : `${lab} · ${site.replace(/^https?:\/\/|\/$/g, '')}`;
}

/** `α = 1.01 ± 0.09, E = 0.5`, of 95 %; null where there is no law. */
export function lawNumbers({ fit }: Pick<Law, 'fit'>): string | null {
  if (fit.type === 'refused') return null;
  const { alpha, intervals, E, floor } = fit;
  const exponent = `α = ${formatWithInterval(alpha, intervals.alpha)}`;
  if (floor.type === 'none') return exponent;
  const known = floor.type === 'fixed' ? ' known' : '';
  const error = floor.type === 'fixed' ? null : halfWidth(intervals.E);
  return `${exponent}, E = ${known === '' ? formatWithError(E, error) : `${formatNumber(E, 4)}${known}`}`;
}

/** The finding as a headline: `Each doubling of the parameters cuts the loss by 50 ± 3 %`; null where none can be stated. */
export function headlineOf({ axis, fit }: Law): string | null {
  if (fit.type === 'refused' || fit.r2 <= 0 || fit.intervals.alpha[0] <= 0) return null;
  return lawInWords({ axis: notTrained(axis).doubles, fit, theory: null }).replace(/\.$/, '');
}

/** `theory: 1, inside the interval`; null where theory says nothing, or there is no law. */
export function theoryOf({ fit, theory }: Law): string | null {
  return fit.type === 'refused' || theory === null ? null : theoryWords(theory, fit.intervals.alpha);
}
