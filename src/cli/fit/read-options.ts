// Options that several commands have in common.

import { InputError } from '../../base/errors.js';
import { tableAxes, type TableAxis } from '../../laws/power-law.js';
import { UsageError } from '../shared/command.js';

/** --x: what runs along a law, null where it was not said. Throws UsageError. */
export function readAxis(text: string | undefined): TableAxis | null {
  if (text === undefined) return null;
  if ((tableAxes as readonly string[]).includes(text)) return text as TableAxis;
  throw new UsageError(`--x: expected one of ${tableAxes.join(', ')}, got ${text}.`);
}

/** --floor: null where it was not said. Throws InputError. */
export function readFloor(text: string | undefined): 'free' | 'none' | number | null {
  if (text === undefined) return null;
  if (text === 'free' || text === 'none') return text;
  const value = Number(text);
  if (text !== '' && Number.isFinite(value) && value >= 0) return value;
  throw new InputError(`--floor: expected free, none or a number of at least 0, got ${text}`, 'floor');
}

/** A number above 0. Throws InputError, which names the option. */
export function readPositive(option: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value > 0) return value;
  throw new InputError(`${option}: expected a number above 0, got ${text}`, option.replace(/^-+/, ''));
}
