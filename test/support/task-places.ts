// Where a task can be forgotten, for the test that names the place (test/tooling/adding-a-task.test.mjs).

export { createTask, hasSubtasks, tasks } from '../../src/data/tasks/tasks.js';
export { addText } from '../../src/data/text/texts.js';
export { kernelSources } from '../../src/engine/gpu/sources.js';
export { drawKernels } from '../../src/engine/kernels/batches.js';
export { parseTaskSpec } from '../../src/lab/experiment/task-schema.js';
export { presets } from '../../src/lab/presets/presets.js';
