// What shows runs and what is made of their points: laws and their fits, forecasts, plans, files to take home. A page without runs
// needs none of it, so it comes after the page is ready.

import { experimentResult } from '../figures/experiment-result.js';
import { lawNotes } from '../figures/law-notes.js';
import './law/forecast/lab-forecast.js';
import './law/lab-law-words.js';
import './law/bill/lab-bill.js';
import './run/lab-runs-table.js';

export { experimentResult, lawNotes };
export { measured } from '../laws/recorded/measured.js';
export { laws } from '../laws/runs/lab-laws.js';
export { Forecasts } from './law/forecast/forecasts.js';
export { planningLaw, recordedPlanningLaw } from '../laws/forecast/lab-planning-law.js';
export { ownTable, saveRecords } from './session/results.js';
