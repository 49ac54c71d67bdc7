import type { Arbitrary } from 'fast-check';

export function mutantsOf(documents: readonly unknown[]): Arbitrary<string>;
export const tables: Arbitrary<string>;
export const measuredTables: Arbitrary<string>;
