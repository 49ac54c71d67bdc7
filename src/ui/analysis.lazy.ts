// What is made of points: laws and their fits, forecasts, plans, files to take home. A page without points needs none of it, so it comes
// after the page is ready.

import { lawDrawing } from './charts/law/draw-law.js';
import { LabLawChart } from './charts/law/lab-law-chart.js';
import './law/forecast/lab-forecast.js';
import './law/planner/lab-planner.js';

LabLawChart.drawing = lawDrawing;

export { laws } from '../laws/runs/lab-laws.js';
export { Forecasts } from './law/forecast/forecasts.js';
export { planningLaw } from '../laws/forecast/lab-planning-law.js';
export { ownTable, savePicture, saveRecords } from './session/results.js';
