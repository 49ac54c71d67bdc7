import { formatNumber } from '../../../base/format.js';

export const trayTabs = ['words', 'forecast', 'bill', 'runs', 'networks', 'method'] as const;
/** Under a table of points: the lab has its runs and networks there. */
export const tableTabs = ['words', 'forecast', 'bill', 'checks', 'method'] as const;
export type TrayTab = (typeof trayTabs | typeof tableTabs)[number];

/** What stands under the figure. */
export const words = {
  label: 'About this result',
  tabs: {
    words: 'In words',
    forecast: 'Forecast',
    bill: 'The bill',
    runs: 'Runs',
    networks: 'Networks',
    checks: 'Residuals',
    method: 'Method',
  } satisfies Record<TrayTab, string>,
  all: 'Show all below',
  asTabs: 'Show as tabs',
  next: 'Three things to try next',
  recorded: 'This law was recorded earlier. Press Start to measure it here and draw over it.',
  noNetworks:
    'Networks that you have trained on this visit can be used here: they continue texts, and can be saved.',
  closed:
    'A forecast is written down and sealed before its network is trained. This law was recorded elsewhere: measure it here, and a ' +
    'larger network can be predicted and put to the test.',
  measure: 'Measure it here',
  measureFor: (time: string): string => `Measure it here: ${time}`,
  /** What a recorded law says of what was not trained. */
  recordedForecast: (
    { times, axis, loss }: { readonly times: number; readonly axis: string; readonly loss: number },
    [low, high]: readonly [number, number],
  ): string =>
    `For ${formatNumber(times, 2)} times the largest ${axis}, the recorded law expects a loss of ${formatNumber(loss)}, ` +
    `95 %: ${formatNumber(low)} to ${formatNumber(high)}. It was not trained.`,
  noRuns: 'The runs of a recording are not in the page. Press Start to have your own.',
  noLaw: 'Forecast and bill are closed until there is a law.',
  whatShown: 'What one sees',
  whatNot: 'What it does not show',
  published: 'Published',
  fitted: 'How it was fitted',
} as const;
