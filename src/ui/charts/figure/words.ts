/** What charts of plain data say. */
export const words = {
  key: 'Lines and marks of the chart',
  crosshair: 'Arrow keys move the crosshair; the numbers are in the table below.',
} as const;

/** The caption of a table that may be too long to show whole. */
export function tableCaption(title: string, rows: number, shown: number): string {
  return rows > shown ? `${title}, the first ${shown} of ${rows} rows` : title;
}
