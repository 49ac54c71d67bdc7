// What is made of points: laws and their fits, forecasts, plans, files to take home. A page without points needs none of it, so it comes
// after the page is ready.

import './law/forecast/lab-forecast.js';
import './law/planner/lab-planner.js';

export { laws } from '../laws/runs/lab-laws.js';
export { Forecasts } from './law/forecast/forecasts.js';
export { planningLaw } from '../laws/forecast/lab-planning-law.js';
export { ownTable, savePicture, saveRecords } from './session/results.js';
