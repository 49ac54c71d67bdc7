// Covers src/data/tasks/glyphs.ts.

import { expect } from 'chai';
import { createTask, tasks } from '../../../src/data/tasks/tasks.js';
import { glyphSegments } from '../../../src/data/tasks/glyphs.js';

describe('glyphs', () => {
  const spec = tasks.glyphs.defaults;

  it('draws ink and paper at plus and minus one without jitter and noise', () => {
    const { x } = createTask({ ...spec, noise: 0, jitter: 0 }).sample('data', 1, 0);
    expect(Math.min(...x)).to.equal(-1);
    expect(Math.max(...x)).to.be.above(0.9);
    const inked = x.filter((pixel) => pixel > 0).length;
    expect(inked).to.be.within(15, 90);
  });

  it('draws one image a class without jitter and noise, and others in another handwriting', () => {
    const images = (seed: number): Map<number, string> => {
      const task = createTask({ type: 'glyphs', noise: 0, jitter: 0, seed });
      const found = new Map<number, string>();
      for (let id = 0; id < 200; id++) {
        const { x, y } = task.sample('data', 1, id);
        const image = x.join();
        expect(found.get(y as number) ?? image).to.equal(image);
        found.set(y as number, image);
      }
      return found;
    };
    const first = images(1);
    expect(first.size).to.equal(10);
    expect(new Set(first.values()).size).to.equal(10);
    expect(images(2).get(0)).to.not.equal(first.get(0));
  });

  it('has no segment of zero length in its table', () => {
    const segments = glyphSegments(spec);
    expect(segments.length).to.equal(10 * 8 * 4);
    for (let i = 0; i < segments.length; i += 4) {
      const length = Math.hypot(segments[i + 2] - segments[i], segments[i + 3] - segments[i + 1]);
      expect(length).to.be.above(0.1);
    }
  });

  it('adds noise of the stated deviation', () => {
    const clean = createTask({ ...spec, noise: 0 });
    const noisy = createTask({ ...spec, noise: 0.5 });
    let squares = 0;
    for (let id = 0; id < 100; id++) {
      const { x } = noisy.sample('data', 1, id);
      clean.sample('data', 1, id).x.forEach((pixel, i) => (squares += (x[i] - pixel) ** 2));
    }
    expect(Math.sqrt(squares / 25_600)).to.be.closeTo(0.5, 0.01);
  });

  it('can be told apart, but not by the mean image of each class alone', () => {
    const task = createTask(spec);
    const means = Array.from({ length: 10 }, () => new Float64Array(256));
    for (let id = 0; id < 2000; id++) {
      const { x, y } = task.sample('data', 1, id);
      x.forEach((pixel, i) => (means[y as number][i] += pixel / 200));
    }
    let right = 0;
    const total = 500;
    for (let id = 0; id < total; id++) {
      const { x, y } = task.sample('evaluation', 1, id);
      const distances = means.map((mean) => mean.reduce((sum, m, i) => sum + (m - x[i]) ** 2, 0));
      if (distances.indexOf(Math.min(...distances)) === y) right++;
    }
    expect(right / total).to.be.within(0.3, 0.9);
  });
});
