import { formatCount } from '../../base/format.js';
import { planCost } from '../../lab/cost.js';
import { experimentSizes } from '../../lab/experiment.js';
import { plan } from '../../lab/plan.js';
import { presetIds, presets } from '../../lab/presets.js';
import { resolveExperiment } from '../../lab/resolve.js';
import { parseOptions, printJson, type Command } from '../command.js';

export const presetsCommand: Command = {
  summary: 'the experiments there are, in their sizes',
  usage: `presets [--json]

Lists every preset with its question, and for each size what it trains and the FLOPs that takes.
  --json   one JSON document instead of words`,

  run(args) {
    const { json } = parseOptions(args, { json: { type: 'boolean' } });
    const list = presetIds.map((id) => {
      const { title, question } = presets[id];
      const sizes = experimentSizes.map((size) => {
        const spec = resolveExperiment(id, { size });
        const { runs, replicas, trainingFlops } = planCost(plan(spec));
        return { size, runs, replicas, steps: spec.training.steps, trainingFlops };
      });
      return { id, title, question, sizes };
    });
    if (json) printJson(list);
    else {
      for (const { id, title, question, sizes } of list) {
        console.log(`${id}: ${title}\n  ${question}`);
        for (const { size, runs, replicas, steps, trainingFlops } of sizes) {
          const work = `${runs} runs, ${replicas} models, ${formatCount(steps)} steps, ${formatCount(trainingFlops)} FLOPs`;
          console.log(`  ${size.padEnd(9)}${work}`);
        }
      }
    }
    return Promise.resolve(0);
  },
};
