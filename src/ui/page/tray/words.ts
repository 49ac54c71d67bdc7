export const trayTabs = ['words', 'forecast', 'bill', 'runs', 'networks', 'method'] as const;
export type TrayTab = (typeof trayTabs)[number];

/** What stands under the figure. */
export const words = {
  label: 'About this result',
  tabs: {
    words: 'In words',
    forecast: 'Forecast',
    bill: 'The bill',
    runs: 'Runs',
    networks: 'Networks',
    method: 'Method',
  } satisfies Record<TrayTab, string>,
  all: 'Show all below',
  asTabs: 'Show as tabs',
  next: 'Three things to try next',
  recorded: 'This law was recorded earlier. Press Start to measure it here and draw over it.',
  noNetworks:
    'Networks that you have trained on this visit can be used here: they continue texts, and can be saved.',
  noRuns: 'The runs of a recording are not in the page. Press Start to have your own.',
  noLaw: 'Forecast and bill are closed until there is a law.',
  whatShown: 'What one sees',
  whatNot: 'What it does not show',
  published: 'Published',
  fitted: 'How it was fitted',
} as const;
