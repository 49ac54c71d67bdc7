// What only some experiments need, loaded when one of them is there.

import '../charts/measures/lab-measures-chart.js';
import './lab-samples.js';
import './lab-text-source.js';
import './lab-weights.js';

export { skillKindOf } from '../../laws/skills.js';
export { trainedModels } from './trained-models.js';
