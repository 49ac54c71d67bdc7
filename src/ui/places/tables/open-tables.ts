// From what an address names to tables, and from tables to addresses.

import { InputError } from '../../../base/errors.js';
import { LabStore } from '../../../lab/records/store.js';
import { experimentTitle } from '../../../lab/share/settings.js';
import { exampleTable } from '../../../laws/examples/example-tables.js';
import { labTables } from '../../../laws/runs/lab-table.js';
import type { KeptTables, TableInput } from '../../library/kept-tables.js';
import type { Library } from '../../library/library.js';
import type { OpenTable } from '../../points/points-controller.js';
import { keyOf, packedSource, unpackedSource } from './table-link.js';
import { words } from './words.js';

const EXAMPLE = 'example-';
const KEPT = 'kept-';
const RUN = 'run-';

export const exampleSource = (id: string): string => EXAMPLE + id;
export const runSource = (entry: string): string => RUN + entry;

/** Where a table of an address is. */
export type Keeping = 'example' | 'packed' | 'kept' | 'run';

export function keepingOf(source: string): Keeping {
  if (source.startsWith(EXAMPLE)) return 'example';
  if (source.startsWith(KEPT)) return 'kept';
  return source.startsWith(RUN) ? 'run' : 'packed';
}

/** Keeps a table that was given; returns what names it in an address. */
export async function sourceOf(name: string, input: TableInput, kept: KeptTables): Promise<string> {
  const key = keyOf(name, input);
  const packed = await packedSource(name, input);
  const source = packed ?? KEPT + key;
  await kept.keep({ key, source, name, input: packed === null ? input : null });
  return source;
}

/** The table that a source names. Throws InputError with a sentence where there is none. */
export async function tableOf(source: string, kept: KeptTables, library: Library): Promise<OpenTable> {
  switch (keepingOf(source)) {
    case 'example': {
      const id = source.slice(EXAMPLE.length);
      const example = exampleTable(id);
      if (!example) throw new InputError(words.links.noExample(id));
      return opened(example.name, example.text(), source, kept);
    }
    case 'kept': {
      const table = await kept.get(source.slice(KEPT.length));
      if (table?.input == null) throw new InputError(words.links.notHere);
      return { key: table.key, name: table.name, input: table.input };
    }
    case 'run':
      return runTable(source, kept, library);
    case 'packed': {
      const { name, text } = await unpackedSource(source);
      return opened(name, text, source, kept);
    }
  }
}

async function runTable(source: string, kept: KeptTables, library: Library): Promise<OpenTable> {
  const id = source.slice(RUN.length);
  const [entry, events] = await Promise.all([
    library.list().then((entries) => entries.find((each) => each.id === id)),
    library.read(id),
  ]);
  if (!entry || !events) throw new InputError(words.links.noRun);
  const store = new LabStore();
  store.apply(events);
  const tables = labTables(store.state);
  if (tables.length === 0) throw new InputError(words.links.runIsEmpty);
  const name = `${entry.name} · ${experimentTitle(entry.spec)}`;
  const key = keyOf(name, tables);
  await kept.keep({ key, source, name, input: null });
  return { key, name, input: tables };
}

async function opened(name: string, input: string, source: string, kept: KeptTables): Promise<OpenTable> {
  const key = keyOf(name, input);
  await kept.keep({ key, source, name, input: null });
  return { key, name, input };
}
