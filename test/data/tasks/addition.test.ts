// Covers src/data/tasks/addition.ts.

import { expect } from 'chai';
import { IGNORED, type Task } from '../../../src/data/task.js';
import { createTask, tasks } from '../../../src/data/tasks/tasks.js';
import type { AdditionSpec } from '../../../src/data/tasks/addition.js';

describe('addition', () => {
  const spec: AdditionSpec = { type: 'addition', digits: 2, answer: 'plain', seed: 1 };

  /** A sample as it reads, and what is asked for, `.` where nothing is. */
  function read(task: Task, id: number): { whole: string; asked: string } {
    const { sequence } = task;
    if (!sequence) throw new Error('expected a task of sequences');
    const { x, y } = task.sample('data', 4, id);
    const targets = [...(y as Uint32Array)];
    const textOf = (token: number): string => (token === IGNORED ? '.' : sequence.textOf(token));
    return {
      whole: [...x, targets.at(-1) ?? IGNORED].map(textOf).join(''),
      asked: targets.map(textOf).join(''),
    };
  }

  it('writes a true sum in a fixed width and asks for the answer alone', () => {
    for (let digits = 1; digits <= 6; digits++) {
      const task = createTask({ ...spec, digits });
      expect(task.inputs).to.equal(3 * digits + 2);
      for (let id = 0; id < 100; id++) {
        const { whole, asked } = read(task, id);
        const [, a, b, c] = /^(\d+)\+(\d+)=(\d+)$/.exec(whole) ?? [];
        expect(a).to.have.length(digits);
        expect(b).to.have.length(digits);
        expect(c).to.equal(String(Number(a) + Number(b)).padStart(digits + 1, '0'));
        expect(asked).to.equal('.'.repeat(2 * digits + 1) + c);
        expect(task.sequence?.scored).to.equal(c.length);
      }
    }
  });

  it('writes the same questions with the units of the answer first if asked to', () => {
    const plain = createTask(spec);
    const reversed = createTask({ ...spec, answer: 'reversed' });
    for (let id = 0; id < 50; id++) {
      const [question, answer] = read(plain, id).whole.split('=');
      expect(read(reversed, id).whole).to.equal(`${question}=${[...answer].reverse().join('')}`);
    }
  });

  it('asks every question as often', () => {
    const task = createTask({ ...spec, digits: 1 });
    const counts = new Map<string, number>();
    const total = 20_000;
    for (let id = 0; id < total; id++) {
      const { whole } = read(task, id);
      counts.set(whole, (counts.get(whole) ?? 0) + 1);
    }
    expect(counts.size).to.equal(100);
    let chiSquare = 0;
    for (const count of counts.values()) chiSquare += (count - total / 100) ** 2 / (total / 100);
    // 99 degrees of freedom: mean 99, standard deviation 14.1.
    expect(chiSquare).to.be.within(99 - 4 * 14.1, 99 + 4 * 14.1);
  });

  it('has a floor of zero: the answer follows from the question', () => {
    expect(createTask(tasks.addition.defaults).lossFloor).to.equal(0);
  });
});
