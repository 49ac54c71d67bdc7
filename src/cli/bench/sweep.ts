// Many small networks one after another, as in the study of scaling laws. The time includes everything from the parameters' arrays to
// the last loss of each: making variables or buffers, tracing, compiling or recording the step, training, and freeing. A library may
// use what it keeps from one sweep to the next, such as compiled code.

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
