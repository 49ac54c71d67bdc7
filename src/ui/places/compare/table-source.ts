// Tables that were opened in this browser, to stand beside other laws.

import type { Findings } from '../../../laws/compare/findings.js';
import { keptTables, type KeptTable, type KeptTables } from '../../library/kept-tables.js';
import type { Comparable, CompareSource } from './sources.js';
import { words } from './words.js';

/** Tables are named by a digest of what they hold: its start tells them apart, and keeps links short. */
const SHORT = 8;
const TABLE = 'table-';

/** The id of a table in a comparison, by its key. */
export function tableId(key: string): string {
  return TABLE + key.slice(0, SHORT);
}

/** Tables whose laws were fitted on a visit. */
export function tableSource(kept: KeptTables = keptTables): CompareSource {
  const list = async (): Promise<readonly Comparable[]> =>
    (await kept.list()).flatMap((table) => (table.found?.length ? [comparable(table)] : []));
  return {
    label: words.sources.tables,
    list,
    find: async (ids) => (await list()).filter(({ id }) => ids.has(id)),
  };
}

function comparable({ key, name, opened, found, runs }: KeptTable): Comparable {
  // What the losses of a file are in, nobody knows: they may stand beside any.
  const findings: Findings = { device: null, unit: null, laws: found ?? [], runs: runs ?? [] };
  return {
    id: tableId(key),
    name,
    spec: null,
    provenance: 'file',
    measured: opened,
    findings: () => Promise.resolve(findings),
  };
}
