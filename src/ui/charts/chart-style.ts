import type { ChartStyle } from '../../figures/svg-frame.js';
import { sizeColour } from '../parts/size-ramp.js';
import { colour, type Theme } from '../parts/tokens.js';

/** A theme's colours for charts as files. */
export function chartStyle(theme: Theme): ChartStyle {
  return {
    surface: colour('surface', theme),
    ink: colour('ink', theme),
    soft: colour('ink-faint', theme),
    grid: colour('grid', theme),
    size: (index, count) => sizeColour(index, count, theme),
  };
}
