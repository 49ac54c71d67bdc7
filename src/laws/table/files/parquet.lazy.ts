// Parquet, the columns of pandas and polars, as JSON. Loaded when a file asks for it: most tables are text.

import { parquetMetadata, parquetReadObjects, type FileMetaData } from 'hyparquet';
import { deserializeTCompactProtocol } from 'hyparquet/src/thrift.js';
import { compressors } from 'hyparquet-compressors';
import { InputError } from '../../../base/errors.js';
import { checkShape } from '../text/text-table.js';

/** More than the largest table of numbers that is read takes. */
const LARGEST_BYTES = 2 ** 28;

/** Of columns without a value some pages hold nothing, which not every codec can decompress. */
const decompressors = Object.fromEntries(
  Object.entries(compressors).map(([codec, decompress]) => [
    codec,
    (bytes: Uint8Array, length: number): Uint8Array =>
      length === 0 ? new Uint8Array() : decompress(bytes, length),
  ]),
);

/** A list of the rows. Throws InputError for a damaged file, or for one that is larger than a table may be. */
export async function parquetText(bytes: Uint8Array): Promise<string> {
  // A copy, so that the buffer begins and ends with the file.
  const file = bytes.slice().buffer;
  try {
    const metadata = parquetMetadata(file);
    const leaves = metadata.schema.filter((element) => element.num_children === undefined);
    checkShape(
      leaves.map(({ name }) => name),
      Number(metadata.num_rows),
    );
    checkPages(metadata, file);
    const objects = await parquetReadObjects({ file, metadata, compressors: decompressors });
    return JSON.stringify({ rows: objects }, plainValue);
  } catch (error) {
    if (error instanceof InputError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError(`this Parquet file cannot be read and may be damaged: ${reason.slice(0, 200)}`);
  }
}

/** Of PageHeader and the headers in it, by the numbers of their fields. */
interface PageHeader {
  readonly field_2?: number;
  readonly field_3?: number;
  readonly field_5?: { readonly field_1?: number };
  readonly field_7?: { readonly field_1?: number };
  readonly field_8?: Readonly<Partial<Record<`field_${1 | 2 | 3 | 5 | 6}`, number>>>;
}

/**
 * Throws for a page whose size leads backwards or out of its column, or that says that it holds more than it can: hyparquet would read such
 * a page again and again, or reserve memory for it.
 */
function checkPages({ num_rows: rows, row_groups: groups }: FileMetaData, file: ArrayBuffer): void {
  const most = Number(rows);
  for (const group of groups) {
    if (!inRange(Number(group.num_rows), most))
      throw new Error('a group of rows has more rows than the file');
    for (const { meta_data: column, file_path: path } of group.columns) {
      if (!column || path !== undefined) throw new Error('a column lies in another file');
      const start = Number(column.dictionary_page_offset ?? column.data_page_offset);
      const length = Number(column.total_compressed_size);
      if (!inRange(start, file.byteLength) || !inRange(length, file.byteLength - start)) {
        throw new Error(`a column ends behind the file`);
      }
      const reader = { view: new DataView(file, start, length), offset: 0 };
      while (reader.offset < length - 1) {
        const header = deserializeTCompactProtocol(reader) as PageHeader;
        const {
          field_2: plain = -1,
          field_3: packed = -1,
          field_5: data,
          field_7: dictionary,
          field_8: second,
        } = header;
        const values = [data, dictionary, second].flatMap((page) => (page ? [page.field_1] : []));
        if (second) values.push(second.field_2, second.field_3);
        if (!inRange(packed, length - reader.offset) || !inRange(plain, LARGEST_BYTES)) {
          throw new Error('a page has an impossible size');
        }
        // Lists within cells have more values than rows; tables of points have none.
        if (!values.every((count = -1) => inRange(count, most))) {
          throw new Error('a page has more values than the file has rows');
        }
        // What says which cells are empty lies before the values.
        const levels = second ? [second.field_5, second.field_6] : [];
        if (!levels.every((size = -1) => inRange(size, packed))) {
          throw new Error('a page has an impossible size');
        }
        reader.offset += packed;
      }
    }
  }
}

function inRange(value: number, most: number): boolean {
  return value >= 0 && value <= most;
}

/** Whole numbers of 64 bits as others; what JSON has no number for as Python writes it; bytes left out. */
function plainValue(_: string, value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return value instanceof Uint8Array ? null : value;
}
