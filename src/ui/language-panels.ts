// What only some experiments need, loaded when one of them is there.

import './charts/lab-measures-chart.js';
import './lab-samples.js';
import './lab-text-source.js';
import './lab-weights.js';

export { skillKindOf } from '../lab/skills.js';
export { trainedModels } from './trained-models.js';
