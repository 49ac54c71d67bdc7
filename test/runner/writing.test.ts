// Covers src/runner/{writing,sample-writer}.ts and src/engine/training/sampler.ts.

import { expect } from 'chai';
import { InputError } from '../../src/base/errors.js';
import { ENOUGH_SENTENCES } from '../../src/data/prompt.js';
import { taskOf, tasks } from '../../src/data/tasks/tasks.js';
import { learnTokenizer } from '../../src/data/text/tokenizers/create-tokenizer.js';
import { Sampler } from '../../src/engine/training/sampler.js';
import { plan } from '../../src/lab/plan/plan.js';
import { resolveExperiment } from '../support/experiments.js';
import { textCodecOf, type Writer } from '../../src/lab/weights/text-codec.js';
import { attentionScale, initialise } from '../../src/models/initialise.js';
import { mlpOfWidth, transformerOfWidth } from '../../src/models/zoo.js';
import { DeviceRun } from '../../src/runner/run-trainer.js';
import { batchSource } from '../../src/runner/sources.js';
import { logProbabilities, writeOn } from '../../src/runner/writing.js';
import { onEachEngine, withCpu } from '../support/device.js';

const model = transformerOfWidth(8, {
  vocabulary: 12,
  context: 11,
  layers: 1,
  headSize: 8,
  mlpRatio: 2,
  activation: 'gelu',
  norm: 'layernorm',
  positions: 'learned',
  tied: false,
  biases: true,
});
const writer: Writer = {
  model,
  attentionScale: attentionScale(model, 'lecun'),
  parameters: initialise(model, 'lecun', 1),
};
const { encode } = textCodecOf(tasks.addition.defaults, null);

onEachEngine('a model that writes', (withDevice) => {
  it('continues a prompt, the same again for a seed, and with its most probable token at temperature 0', () =>
    withDevice(async (device) => {
      const write = async (seed: number, temperature: number): Promise<Uint32Array> => {
        const written: number[] = [];
        const options = { count: 9, temperature, seed };
        await writeOn(
          device,
          writer,
          { prompt: encode('12+34='), ...options },
          (tokens) => written.push(...tokens) > 0,
        );
        return Uint32Array.from(written);
      };
      const first = await write(1, 1);
      expect(first.length).to.equal(9);
      expect(Math.max(...first)).to.be.below(12);
      expect(await write(1, 1)).to.deep.equal(first);
      expect(await write(2, 1)).not.to.deep.equal(first);
      const [likeliest] = await write(1, 0);
      const scores = await Promise.all(
        Array.from({ length: 12 }, async (_, token) => {
          const text = Uint32Array.of(...encode('12+34='), token);
          return (await logProbabilities(device, writer, text)).at(-1) ?? -Infinity;
        }),
      );
      expect(scores.indexOf(Math.max(...scores))).to.equal(likeliest);
      expect(scores.reduce((sum, score) => sum + Math.exp(score), 0)).to.be.closeTo(1, 1e-5);
    }));
});

describe('a model that writes', () => {
  it('writes a few tokens at a time, until it is told to stop', () =>
    withCpu(async (device) => {
      const parts: Uint32Array[] = [];
      const write = (take: (tokens: Uint32Array) => boolean): Promise<void> =>
        writeOn(device, writer, { prompt: encode('1+'), count: 21, temperature: 1, seed: 1 }, take);
      await write((tokens) => parts.push(tokens) > 0);
      expect(parts.map(({ length }) => length)).to.deep.equal([8, 8, 5]);
      const first: Uint32Array[] = [];
      await write((tokens) => first.push(tokens) < 2);
      expect(first).to.deep.equal(parts.slice(0, 2));
    }));

  it('writes other texts with other random numbers, and the same with the same', () =>
    withCpu(async (device) => {
      const sampler = new Sampler(device, {
        model,
        attentionScale: writer.attentionScale,
        sequences: 3,
        longest: 20,
        seed: 1,
      });
      await device.compile(sampler.kernels);
      sampler.build();
      sampler.writeParameters(writer.parameters);
      const texts = async (from: number): Promise<string[]> =>
        (await sampler.sample(encode('12+34='), 10, 1, from)).map((text) => text.join());
      const first = await texts(0);
      const second = await texts(10);
      expect(new Set([...first, ...second]).size).to.equal(6);
      expect(await texts(0)).to.deep.equal(first);
      expect(await texts(10)).to.deep.equal(second);
      let caught: unknown;
      await texts(11).catch((error: unknown) => (caught = error));
      expect(String(caught)).to.include('expected at most 20 tokens, got 21');
      sampler.destroy();
    }));

  it('is judged by more sentences at the end of its run', () =>
    withCpu(async (device) => {
      const { spec, runs } = plan(
        resolveExperiment('grammar', { 'model.widths': [4], 'task.context': 24, 'lrSweep.enabled': false }),
      );
      const [run] = runs;
      const task = taskOf(spec.task);
      const source = batchSource(task, device.memory());
      const opened = new DeviceRun(device, run, { experiment: spec, task, source, startFrom: null });
      await device.compile(opened.kernels);
      opened.build();
      await opened.trainer.submit(200, false);
      const before = await opened.writeSample(0, false);
      const end = await opened.writeSample(0, true);
      expect(end.texts).to.deep.equal(before.texts);
      expect(before.sentences!.count).to.be.below(ENOUGH_SENTENCES);
      expect(end.sentences!.count).to.be.at.least(ENOUGH_SENTENCES);
      for (const { rightShare, sentences } of [before, end])
        expect(rightShare).to.equal(sentences!.right / sentences!.count);
      opened.destroy();
    }));

  it('is not a perceptron', () =>
    withCpu(async (device) => {
      const perceptron = mlpOfWidth(4, { inputs: 2, outputs: 2, depth: 1, activation: 'relu' });
      const other = { ...writer, model: perceptron };
      let caught: unknown;
      await logProbabilities(device, other, Uint32Array.of(0, 1)).catch((error: unknown) => (caught = error));
      expect(caught).to.be.instanceOf(InputError);
    }));
});

describe('a codec', () => {
  it('reads digits, words with or without their spaces, and what a tokenizer knows', () => {
    expect([...encode('12+34=')]).to.deep.equal([1, 2, 10, 3, 4, 11]);
    const tales = textCodecOf(tasks.grammar.defaults, null);
    const sentence = tales.decode(tales.encode('The  small fox').slice(0, 3)).trim();
    expect(sentence.split(' ').length).to.be.within(2, 3);
    const tokenizer = learnTokenizer({ tokens: 'character', vocabulary: 257 }, 'naïve 😀', '');
    const letters = textCodecOf(tasks.text.defaults, tokenizer);
    expect(letters.decode(letters.encode('vena 😀'))).to.equal('vena 😀');
  });

  it('says what no token stands for', () => {
    expect(() => encode('12x')).to.throw(InputError, 'there is no token for “x”');
    expect(() => textCodecOf(tasks.manifold.defaults, null)).to.throw(
      InputError,
      'expected a task of sequences',
    );
  });

  it('gives back every sample of a task that it reads', () => {
    for (const spec of [
      tasks.markov.defaults,
      tasks['graph-walk'].defaults,
      tasks.grammar.defaults,
    ] as const) {
      const codec = textCodecOf(spec, null);
      const tokens = Uint32Array.from(tasks[spec.type].create(spec as never).sample('evaluation', 1, 0).x);
      expect([...codec.encode(codec.decode(tokens))], spec.type).to.deep.equal([...tokens]);
    }
  });
});
