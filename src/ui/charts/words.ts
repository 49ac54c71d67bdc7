/** What all charts say. */
export const words = {
  resetZoom: 'Reset zoom',
  hideSize: 'Click to hide or show it, Shift + click to show it alone',
  sizes: 'Curves; with Shift one alone',
} as const;
