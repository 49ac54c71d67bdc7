// What draws a law, for the chart of the law. It comes with what fits laws: before that there is none to draw.

import { labLawView, pointWords } from '../../../figures/lab-law-view.js';
import { lawFigure } from '../../../figures/law-figure.js';
import { predictPowerLaw } from '../../../fit/power-law/predict.js';
import type { LawDrawing } from './lab-law-chart.js';

export const lawDrawing: LawDrawing = {
  figureOf: (law, context) => lawFigure(labLawView(law, context)),
  predict: predictPowerLaw,
  pointWords,
};
