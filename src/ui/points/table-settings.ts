// What a visitor decided of a table: part of its address. It holds only what is not as the table has it by itself.

import { canonicalJson } from '../../base/canonical-json.js';
import { panelIds, type PanelId } from '../../figures/panels/panel.js';
import type { FilterChoice } from '../../laws/table/filters.js';
import type { ColumnMapping } from '../../laws/table/point-table.js';

export interface TableSettings {
  readonly columns?: ColumnMapping;
  readonly choice?: FilterChoice;
  /** The surface by Huber's loss. */
  readonly robust?: boolean;
  /** The law in sight. */
  readonly panel?: PanelId;
}

/** What of settings has the table fitted again, as a text to compare. */
export function fitKey({ columns, choice, robust }: TableSettings): string {
  return canonicalJson({ columns: columns ?? null, choice: choice ?? null, robust: robust === true });
}

/** Settings from an address; what is none of theirs is left out. */
export function readSettings(value: unknown): TableSettings {
  const { columns, choice, robust, panel } = (value ?? {}) as Partial<Record<keyof TableSettings, unknown>>;
  return {
    ...(isTexts(columns) ? { columns } : {}),
    ...(isTexts(choice) ? { choice } : {}),
    ...(robust === true ? { robust } : {}),
    ...(panelIds.includes(panel as PanelId) ? { panel: panel as PanelId } : {}),
  };
}

function isTexts(value: unknown): value is Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((text) => typeof text === 'string');
}
