// What a visitor decided of a table: part of its address. It holds only what is not as the table has it by itself.

import { canonicalJson } from '../../base/canonical-json.js';
import { panelIds, type PanelId } from '../../figures/panels/panel.js';
import { pointQuantities } from '../../laws/table/point-table.js';
import type { Decisions } from '../../worker/fits/protocol.js';

export interface TableSettings extends Decisions {
  /** The surface by Huber's loss. */
  readonly robust?: boolean;
  /** The law in sight. */
  readonly panel?: PanelId;
}

/** How the table is to be read. */
export function decisionsOf({
  columns,
  choice,
  split,
  scales,
  where,
  keep,
  tuning,
}: TableSettings): Decisions {
  const all: Decisions = { columns, choice, split, scales, where, keep, tuning };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** What of settings has the table fitted again, as a text to compare. */
export function fitKey(settings: TableSettings): string {
  const entries = Object.entries(settings).filter(([name, value]) => name !== 'panel' && value !== undefined);
  return canonicalJson(Object.fromEntries(entries));
}

/** Settings from an address; what is none of theirs is left out. */
export function readSettings(value: unknown): TableSettings {
  const given = (value ?? {}) as Partial<Record<keyof TableSettings, unknown>>;
  const { columns, choice, split, scales, where, keep, tuning, robust, panel } = given;
  return {
    ...(isTexts(columns) ? { columns } : {}),
    ...(isTexts(choice) ? { choice } : {}),
    ...(split === null || typeof split === 'string' ? { split } : {}),
    ...(isScales(scales) ? { scales } : {}),
    ...(isConditions(where) ? { where } : {}),
    ...(Array.isArray(keep) && keep.every((name) => typeof name === 'string') ? { keep } : {}),
    ...(tuning === 'interpolate' ? { tuning } : {}),
    ...(robust === true ? { robust } : {}),
    ...(panelIds.includes(panel as PanelId) ? { panel: panel as PanelId } : {}),
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): value is Readonly<Record<string, string>> {
  return isRecord(value) && Object.values(value).every((text) => typeof text === 'string');
}

function isScales(value: unknown): value is NonNullable<Decisions['scales']> {
  if (!isRecord(value)) return false;
  return Object.entries(value).every(
    ([name, scale]) =>
      (pointQuantities as readonly string[]).includes(name) && typeof scale === 'number' && scale > 0,
  );
}

function isConditions(value: unknown): value is NonNullable<Decisions['where']> {
  if (!Array.isArray(value)) return false;
  return value.every(
    (each: unknown) =>
      isRecord(each) &&
      typeof each.column === 'string' &&
      typeof each.value === 'string' &&
      (each.isNot === undefined || each.isNot === true),
  );
}
