// A file that may be the record of an experiment or a table of points.

import { InputError } from '../../base/errors.js';
import { recordsFromJson } from '../../lab/records/read-records.js';
import type { Records } from '../../lab/records/record.js';
import { decodeText } from '../../laws/table/text/decode-text.js';
import type { PointTable } from '../../laws/table/point-table.js';
import { readInput } from '../shared/files.js';
import type { TableReader } from './table-options.js';

export type RecordsOrTable =
  | { readonly type: 'records'; readonly records: Records }
  | { readonly type: 'table'; readonly table: PointTable };

/** Throws InputError, which names the file. */
export async function readRecordsOrTable(file: string, reader: TableReader): Promise<RecordsOrTable> {
  const records = recordsIn(decodeText(await readInput(file)));
  if (records) return { type: 'records', records };
  const { table } = await reader.read(file);
  return { type: 'table', table };
}

/** Null for what is not the record of an experiment. */
function recordsIn(text: string): Records | null {
  try {
    return recordsFromJson(text);
  } catch (error) {
    if (error instanceof InputError || error instanceof SyntaxError) return null;
    throw error;
  }
}
