// How lessons quote what a visitor measured.

import { formatNumber, formatWithError } from '../../../../base/format.js';
import type { Measured } from './lesson.js';

/** The visitor's own entry, by its name where it has one. */
export const run = (measured: Measured): string => `Your ${ownRun(measured)}`;

/** The same within a sentence, after “your”. */
export const ownRun = ({ name }: Measured): string => (name === '' ? 'run' : `run “${name}”`);

/** `50 ± 4 %`. */
export const percent = (share: number, error?: number): string => {
  const said = (value: number): string => (100 * value).toFixed(error !== undefined && error < 0.01 ? 1 : 0);
  return error === undefined ? `${said(share)} %` : `${said(share)} ± ${said(error)} %`;
};

/** How much each doubling cuts. */
export const cut = ({ values }: Measured): string => percent(values.cut, values.cutError);

/** `α = 0.99 ± 0.08`. */
export const exponent = ({ values: { alpha, alphaLow, alphaHigh } }: Measured): string =>
  `α = ${formatWithError(alpha, (alphaHigh - alphaLow) / 2)}`;

export const times = (ratio: number): string => `${formatNumber(ratio, 2)} times`;
