/** What the parts themselves say, wherever they stand. */
export const words = {
  dataTable: 'Data as a table',
  today: (clock: string): string => `today ${clock}`,
  yesterday: (clock: string): string => `yesterday ${clock}`,
  save: (what: string, format: string): string => `Save ${what} as ${format}`,
} as const;
