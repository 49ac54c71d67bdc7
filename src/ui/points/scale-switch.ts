import type { TemplateResult } from 'lit';
import { segmented } from '../parts/segmented.js';
import { words } from './words.js';

export type AxesScale = 'log' | 'linear';

/** Logarithmic axes or linear ones. */
export function scaleSwitch(value: AxesScale, change: (scale: AxesScale) => void): TemplateResult {
  return segmented({
    legend: words.panel.scale,
    name: 'scale',
    options: (['log', 'linear'] as const).map((scale) => ({
      value: scale,
      label: words.panel.scales[scale],
    })),
    value,
    change,
  });
}
