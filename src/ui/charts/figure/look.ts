// How the inks and lines of figures look on the page: in the plot and in its key.

import type { FigureLine, Ink } from '../../../figures/figure.js';
import { lawColour } from '../../parts/law-colours.js';
import { sizeColour } from '../../parts/size-ramp.js';
import { colour, type ColourName, type Theme } from '../../parts/tokens.js';

const colours: Readonly<Record<Extract<Ink, string>, ColourName>> = {
  ink: 'ink',
  soft: 'ink-soft',
  faint: 'ink-faint',
  ghost: 'line-strong',
  good: 'good',
  bad: 'danger-ink',
};

/** Width and dashes in CSS pixels, and opacity. */
export interface LineLook {
  readonly width: number;
  readonly dash: readonly number[];
  readonly opacity: number;
}

const looks: Readonly<Record<FigureLine['style'], LineLook>> = {
  solid: { width: 2, dash: [], opacity: 1 },
  thin: { width: 1.5, dash: [], opacity: 1 },
  pale: { width: 1, dash: [], opacity: 0.32 },
  dashed: { width: 1.5, dash: [7, 5], opacity: 1 },
  'long-dashed': { width: 2, dash: [16, 5], opacity: 1 },
  dotted: { width: 1.5, dash: [2, 4], opacity: 1 },
};

/** A colour of a figure on a theme. */
export function inkColour(ink: Ink, theme: Theme): string {
  if (typeof ink !== 'object') return colour(colours[ink], theme);
  return 'law' in ink ? lawColour(ink.law, theme) : sizeColour(ink.index, ink.count, theme);
}

/** What lies behind the present result is half transparent. */
export function inkOpacity(ink: Ink): number {
  return ink === 'ghost' ? 0.5 : 1;
}

export function lineLook({ ink, style }: Pick<FigureLine, 'ink' | 'style'>): LineLook {
  const look = looks[style];
  return { ...look, opacity: look.opacity * inkOpacity(ink) };
}
