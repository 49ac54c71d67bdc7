// What stands in a field of text for a value, and the value of a text.

import { words } from './words.js';
import type { FieldKind, FieldValue } from './field.js';

const UNITS: Readonly<Record<string, number>> = { k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15 };
/** From here on a number is written with a unit, where that is exact and short. */
const LEAST_WITH_UNIT = 1e6;
/** A longer list is told by its ends. */
const MOST_TOLD = 5;

export type ReadText = { readonly value: FieldValue } | { readonly problem: string };

/** The value of a field as a person writes it: `128`, `300 M`, `8, 13, 21`. */
export function textOf(kind: FieldKind, value: FieldValue): string {
  if (Array.isArray(value))
    return (value as (number | null)[]).map((item) => itemText(kind, item)).join(', ');
  return itemText(kind, value as number | string | boolean | null);
}

/** As `textOf`, in a few words. */
export function shortTextOf(kind: FieldKind, value: FieldValue): string {
  if (kind.type === 'choice') return kind.options[String(value)] ?? String(value);
  if (kind.type === 'flag') return words.field.flag(value === true);
  if (!Array.isArray(value) || value.length <= MOST_TOLD) return textOf(kind, value) || words.field.nothing;
  const items = value as readonly (number | null)[];
  const [first, last] = [items[0], items[items.length - 1]];
  return words.field.many(items.length, itemText(kind, first), itemText(kind, last));
}

/** Reads what a person wrote into a field of numbers. */
export function readText(kind: FieldKind, text: string): ReadText {
  const none = 'none' in kind ? kind.none : undefined;
  if (kind.type === 'numbers') {
    const parts = /[,;]/.test(text) ? text.split(/[,;]/) : text.trim().split(/\s+/);
    const items = parts.map((part) => part.trim()).filter((part) => part !== '');
    const numbers = items.map((item) => numberOf(item, none));
    const wrong = numbers.findIndex((number) => number === undefined);
    if (wrong >= 0) return { problem: words.field.noNumber(items[wrong]) };
    const unique = [...new Set(numbers as (number | null)[])];
    return { value: unique.sort((a, b) => (a ?? Infinity) - (b ?? Infinity)) };
  }
  const isEmpty = text.trim() === '' && none !== undefined;
  const number = isEmpty ? null : numberOf(text.trim(), none);
  return number === undefined ? { problem: words.field.noNumber(text) } : { value: number };
}

function numberOf(text: string, none: string | undefined): number | null | undefined {
  if (none !== undefined && text.toLowerCase() === none.toLowerCase()) return null;
  // People and tables separate thousands by spaces.
  const joined = text.replace(/(?<=\d)\s(?=\d{3}(?!\d))/g, '');
  const found = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*([a-z]?)$/i.exec(joined);
  if (!found) return undefined;
  const [, digits, unit] = found;
  const factor = unit === '' ? 1 : (UNITS[unit] ?? UNITS[unit.toLowerCase()]);
  return factor === undefined ? undefined : Number((Number(digits) * factor).toPrecision(15));
}

function itemText(kind: FieldKind, item: number | string | boolean | null): string {
  if (item === null) return ('none' in kind && kind.none) || '';
  if (typeof item !== 'number') return String(item);
  const unit = Object.keys(UNITS).findLast((name) => Math.abs(item) >= UNITS[name]);
  if (unit === undefined || Math.abs(item) < LEAST_WITH_UNIT) return String(item);
  const digits = String(Number((item / UNITS[unit]).toPrecision(4)));
  const written = `${digits} ${unit}`;
  return numberOf(written, undefined) === item ? written : String(item);
}
