// What a visitor gives the page, as what it is: results of the lab, or a table with the address that opens it.

import { isRecordsJson, recordsFromJson } from '../../../lab/records/read-records.js';
import type { Records } from '../../../lab/records/record.js';
import { keptTables, type TableInput } from '../../library/kept-tables.js';
import { textOfFile } from '../../points/given-file.js';
import { words } from '../../points/words.js';
import { InputError } from '../../../base/errors.js';
import { sourceOf } from './open-tables.js';

export type Given =
  | { readonly type: 'records'; readonly name: string; readonly records: Records }
  /** What of it stands in the address. */
  | { readonly type: 'table'; readonly value: string };

/** Throws InputError for results of the lab that are damaged. */
export async function given(name: string, input: TableInput): Promise<Given> {
  if (typeof input === 'string' && isRecordsJson(input)) {
    try {
      return { type: 'records', name, records: recordsFromJson(input) };
    } catch (error) {
      refuse(name, error);
    }
  }
  return { type: 'table', value: await sourceOf(name, input, keptTables) };
}

/** Throws InputError for a file that is neither. */
export async function givenFile(file: File): Promise<Given> {
  const text = await textOfFile(file).catch((error: unknown) => refuse(file.name, error));
  return given(file.name, text);
}

/** Throws what was thrown; what is wrong with a file says which. */
function refuse(name: string, error: unknown): never {
  throw error instanceof InputError ? new InputError(words.refusedFile(name, error.message)) : error;
}
