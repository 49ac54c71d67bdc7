// Tables in an address: `#table=SOURCE`, `#table=SOURCE!SETTINGS`, and two side by side with `~` between them. A source is an example,
// a run of the library, a small table packed whole, or the key of one in this browser.

import { digest } from '../../../base/digest.js';
import { pack, unpack } from '../../../lab/share/packed.js';
import { InputError } from '../../../base/errors.js';
import type { TableInput } from '../../library/kept-tables.js';
import { readSettings, type TableSettings } from '../../points/table-settings.js';
import { words } from './words.js';

/** A packed table that is longer than this is kept in the browser: programs cut long links. */
const LONGEST_LINK = 1800;
/** What is surely longer is not packed to find out. */
const LONGEST_TEXT = 60_000;
const VERSION = '1';
const MOST_TABLES = 2;

/** What of a table stands in an address. */
export interface TableLink {
  readonly source: string;
  /** Packed, '' for those that the table has by itself. */
  readonly settings: string;
}

/** The tables of an address, at most two; an empty one is a place for a table. */
export function tableLinks(value: string): readonly TableLink[] {
  if (value === '') return [];
  return value
    .split('~')
    .slice(0, MOST_TABLES)
    .map((part) => {
      const [source, settings = ''] = part.split('!');
      return { source, settings };
    });
}

export function tableValue(links: readonly TableLink[]): string {
  return links.map(({ source, settings }) => (settings === '' ? source : `${source}!${settings}`)).join('~');
}

/** A table packed whole where it is small and a text, else null. */
export async function packedSource(name: string, input: TableInput): Promise<string | null> {
  if (typeof input !== 'string' || input.length > LONGEST_TEXT) return null;
  const packed = await pack({ name, text: input }, VERSION);
  return packed.length > LONGEST_LINK ? null : packed;
}

/** The table of a packed source. Throws InputError for one that was cut off or damaged. */
export async function unpackedSource(
  source: string,
): Promise<{ readonly name: string; readonly text: string }> {
  const value = await unpack(source, [VERSION]);
  const { name, text } = value as Partial<Record<'name' | 'text', unknown>>;
  if (typeof name !== 'string' || typeof text !== 'string') throw new InputError(words.links.noTable);
  return { name, text };
}

/** The key under which a table is kept. */
export function keyOf(name: string, input: TableInput): string {
  const text = typeof input === 'string' ? input : JSON.stringify(input);
  return digest(new TextEncoder().encode(`${name}\n${text}`));
}

/** Settings as an address has them; '' where there are none. */
export async function packedSettings(settings: TableSettings): Promise<string> {
  const chosen = Object.entries(settings).filter(([, value]) => value !== undefined);
  return chosen.length === 0 ? '' : pack(Object.fromEntries(chosen), VERSION);
}

/** Throws InputError for settings that were cut off or damaged. */
export async function unpackedSettings(packed: string): Promise<TableSettings> {
  if (packed === '') return {};
  return readSettings(await unpack(packed, [VERSION]));
}
