/** What the parts themselves say, wherever they stand. */
export const words = {
  dataTable: 'Data as a table',
  save: (what: string, format: string): string => `Save ${what} as ${format}`,
} as const;
