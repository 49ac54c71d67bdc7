// Columns of N and what they count.

/** What N counts; `given` where the name of its column does not say. */
export type SizeConvention = 'total' | 'active' | 'non-embedding' | 'without-head' | 'given';

export interface SizeColumn {
  readonly convention: SizeConvention;
  readonly column: string;
}

/** Words in the names of columns of N that say what they count. */
const sizeWords: Readonly<Record<Exclude<SizeConvention, 'given'>, RegExp>> = {
  total: /^(n?(params?|parameters)?(total|all)|total(params?|parameters|n))$/,
  active: /^(n?(params?|parameters)?(active|activated)|(active|activated)(params?|parameters|n))$/,
  'non-embedding':
    /^n?(params?|parameters)?(non|no|without|wo|excl|excluding)emb(ed|eddings?)?(params?|parameters)?$/,
  'without-head':
    /^n?(params?|parameters)?(no|without|wo|excl|excluding)(head|unembedding|unembed)(params?|parameters)?$/,
};

/** All columns of N, beside the one that is known by its name; a note where mixtures of experts have two very different ones. */
export function findSizes(
  names: readonly string[],
  known: string | undefined,
  bareOf: (name: string) => string,
): { readonly sizes: readonly SizeColumn[]; readonly notes: readonly string[] } {
  const sizes = (Object.keys(sizeWords) as (keyof typeof sizeWords)[]).flatMap((convention): SizeColumn[] => {
    const column = names.find((name) => sizeWords[convention].test(bareOf(name)));
    return column === undefined ? [] : [{ convention, column }];
  });
  if (known !== undefined && !sizes.some(({ column }) => column === known)) {
    // Beside a column that leaves something out, a plain N is all of them.
    const isTotal = sizes.length > 0 && !sizes.some(({ convention }) => convention === 'total');
    sizes.unshift({ convention: isTotal ? 'total' : 'given', column: known });
  }
  const active = sizes.find(({ convention }) => convention === 'active');
  const taken = known ?? sizes.at(0)?.column;
  const notes =
    active === undefined || taken === active.column
      ? []
      : [
          `N counts ${taken}; the table has ${active.column} too, and the law of a mixture of experts depends on which is taken.`,
        ];
  return { sizes, notes };
}
