// What is made of points: laws and their fits, forecasts, plans, files to take home. A page without points needs none of it, so it comes
// after the page is ready.

import './lab-forecast.js';
import './lab-planner.js';

export { laws } from '../lab/laws.js';
export { Forecasts } from './controllers/forecasts.js';
export { planningLaw } from './planning.js';
export { ownTable, savePicture, saveRecords } from './results.js';
