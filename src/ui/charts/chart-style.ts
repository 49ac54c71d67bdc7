import type { ChartStyle } from '../../figures/chart-style.js';
import { allLawColours } from '../parts/law-colours.js';
import { sizeColour } from '../parts/size-ramp.js';
import { colour, type Theme } from '../parts/tokens.js';

/** A theme's colours for charts as files. */
export function chartStyle(theme: Theme): ChartStyle {
  return {
    surface: colour('surface', theme),
    ink: colour('ink', theme),
    soft: colour('ink-faint', theme),
    ghost: colour('line-strong', theme),
    grid: colour('grid', theme),
    good: colour('good', theme),
    bad: colour('danger-ink', theme),
    size: (index, count) => sizeColour(index, count, theme),
    laws: allLawColours(theme),
  };
}
