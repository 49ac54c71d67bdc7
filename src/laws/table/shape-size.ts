// Parameters from the shape of a transformer, where a table has its width and its layers and no count: N = 12 layers width^2, without
// embeddings (Kaplan et al. 2020, 2.1).
// cspell:ignore dmodel modeldim hiddensize hiddendim nembd embeddim numlayers nlayers nlayer numhiddenlayers

import { withComputedColumn, type ComputedColumn } from './text/computed-column.js';
import { findColumn } from './text/names.js';
import { readQuantity } from './text/quantity.js';
import type { TextTable } from './text/text-table.js';

const widths = ['dmodel', 'modeldim', 'hiddensize', 'hiddendim', 'nembd', 'embeddim', 'width'];
const layers = ['numlayers', 'nlayers', 'nlayer', 'layers', 'depth', 'numhiddenlayers'];

/** The table with a column of N, and a sentence; null where it has no shape. */
export function withShapeSize(table: TextTable): ComputedColumn | null {
  const { names } = table;
  const width = findColumn(names, widths);
  const depth = findColumn(names, layers);
  if (width === undefined || depth === undefined) return null;
  const [at, of] = [names.indexOf(width), names.indexOf(depth)];
  const column = `12 ${depth} ${width}^2`;
  const note = `The table has no N: it is taken to be ${column}, the parameters of a transformer without its embeddings.`;
  return withComputedColumn(
    table,
    { column, from: [depth, width], note },
    (cells) => 12 * (readQuantity(cells[of] ?? '') ?? NaN) * (readQuantity(cells[at] ?? '') ?? NaN) ** 2,
  );
}
