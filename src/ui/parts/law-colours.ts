// Colours of laws that stand side by side: named, not an order. Found by a search under simulated colour blindness; each has a mark of
// its own as well (src/figures/compare-figure.ts).

import type { Theme } from './tokens.js';

/** Blue, orange, green, plum, brown or yellow, ink. */
const lawColours: Readonly<Record<Theme, readonly string[]>> = {
  light: ['#1a49bb', '#c34a00', '#1b836a', '#890e70', '#574000', '#15181a'],
  dark: ['#008aff', '#ee742f', '#6acab6', '#b7659c', '#f8ca2c', '#eef1f2'],
};

export function allLawColours(theme: Theme): readonly string[] {
  return lawColours[theme];
}

/** The colour of a law, counted from 0; the seventh repeats the first. */
export function lawColour(index: number, theme: Theme): string {
  const colours = lawColours[theme];
  return colours[index % colours.length];
}
