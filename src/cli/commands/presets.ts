import { formatCount } from '../../base/format.js';
import { planCost } from '../../lab/plan/cost.js';
import { experimentSizes, type ExperimentSize } from '../../lab/experiment/experiment.js';
import { presetIds, presets, type PresetId } from '../../lab/presets/presets.js';
import { readExperiment } from '../../lab/plan/read-experiment.js';
import { composeExperiment } from '../../lab/presets/resolve.js';
import { parseOptions, printJson, type Command } from '../shared/command.js';

export const presetsCommand: Command = {
  summary: 'list the experiments and their sizes',
  usage: `presets [--json]

Lists every preset with its question, and for each size the number of runs, models and FLOPs.
  --json   print one JSON document`,

  run(args) {
    const { json } = parseOptions(args, { json: { type: 'boolean' } });
    const list = presetIds.map((id) => {
      const { title, question } = presets[id];
      const sizes = experimentSizes.map((size) => {
        const { steps } = composeExperiment(id, { size }).training;
        return { size, steps, ...costOf(id, size) };
      });
      return { id, title, question, sizes };
    });
    if (json) printJson(list);
    else {
      for (const { id, title, question, sizes } of list) {
        console.log(`${id}: ${title}\n  ${question}`);
        for (const { size, runs, replicas, steps, trainingFlops } of sizes) {
          const cost =
            runs === null
              ? 'runs and FLOPs depend on the text: --set task.file=PATH'
              : `${runs} runs, ${replicas} models, ${formatCount(trainingFlops)} FLOPs`;
          const work = `${formatCount(steps)} steps, ${cost}`;
          console.log(`  ${size.padEnd(9)}${work}`);
        }
      }
    }
    return Promise.resolve(0);
  },
};

interface PresetCost {
  readonly runs: number;
  readonly replicas: number;
  readonly trainingFlops: number;
}

/** What a preset costs; all null if it depends on a text that was not given. */
function costOf(id: PresetId, size: ExperimentSize): PresetCost | Record<keyof PresetCost, null> {
  if (presets[id].base.task.type === 'text') return { runs: null, replicas: null, trainingFlops: null };
  const { runs, replicas, trainingFlops } = planCost(readExperiment(composeExperiment(id, { size })).plan);
  return { runs, replicas, trainingFlops };
}
