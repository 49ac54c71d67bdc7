// Many small networks one after another, which is what a laboratory of scaling laws does. Counted is all from the parameters' arrays
// to the last loss of each: variables or buffers made, the step traced, compiled or recorded, the training, what is freed. What a
// library keeps from one sweep to the next, compiled code above all, it may use.

import type { Contender, Entrant, Problem, Trainee } from './contest/contest.js';

/** A round is `steps` steps of each of the networks. */
export function inSweeps(
  trainee: Trainee,
  problems: readonly Problem[],
  steps: number,
  expectedSeconds = 0,
): Entrant {
  const sweep = async (): Promise<number[]> => {
    const losses: number[] = [];
    for (const problem of problems) {
      const contender: Contender = await trainee.open(problem);
      losses.push(await contender.train(steps));
      contender.close();
    }
    return losses;
  };
  return {
    name: trainee.name,
    expectedSeconds,
    open: () =>
      Promise.resolve({
        run: async (count) => {
          for (let left = count; left > 1; left--) await sweep();
          return sweep();
        },
        close: () => {},
      }),
  };
}
