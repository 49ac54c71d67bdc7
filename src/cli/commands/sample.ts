import { InputError } from '../../base/errors.js';
import { formatNumber } from '../../base/format.js';
import { scriptOf, type Script } from '../../lab/weights/text-codec.js';
import { weightsFromFile } from '../../lab/weights/weights-file.js';
import { logProbabilities, writeOn } from '../../runner/writing.js';
import {
  parseWithFile,
  printJson,
  printTable,
  readingFile,
  readInput,
  UsageError,
  type Command,
} from '../command.js';
import { engineOptions, engineUsage, openOneDevice, readEngine } from '../host/engine.js';

/** The most tokens that one call writes. */
const MOST_TOKENS = 100_000;

export const sample: Command = {
  summary: 'let a trained transformer write',
  usage: `sample <weights.safetensors> --prompt TEXT [--count 200] [--temperature 1] [--seed 1] [--json]
       sample <weights.safetensors> --weigh TEXT [--json]

Writes on from a prompt with the weights that a run left (run … --out DIR writes them to DIR/weights).
  --prompt TEXT      what to write on from
  --count N          tokens to write: 200
  --temperature T    0 takes the most probable token each time; 1, the default, is the model's own distribution
  --seed N           another seed, another text
  --weigh TEXT       says instead how probable the model finds each token of TEXT, up to its context
${engineUsage}
  --json             one JSON document instead of words`,

  async run(args) {
    const options = {
      prompt: { type: 'string' },
      weigh: { type: 'string' },
      count: { type: 'string', default: '200' },
      temperature: { type: 'string', default: '1' },
      seed: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
      ...engineOptions,
    } as const;
    const { values, file } = parseWithFile(args, options, 'weights file');
    const engine = readEngine(values);
    const { prompt, weigh } = values;
    if ((prompt === undefined) === (weigh === undefined))
      throw new UsageError('Expected either --prompt TEXT or --weigh TEXT.');
    const count = readNumber('count', values.count, 1, MOST_TOKENS, true);
    const temperature = readNumber('temperature', values.temperature, 0, 100, false);
    const seed = readNumber('seed', values.seed, 0, 2 ** 32 - 1, true);
    const bytes = await readInput(file);
    // Checked before a device is opened: bad input is no reason to look for one.
    const weights = readingFile(file, () => weightsFromFile(bytes));
    const script = readingFile(file, () => scriptOf(weights.task, weights.tokenizer));
    const given = script.encode(prompt ?? weigh ?? '');
    if (given.length === 0)
      throw new InputError(
        `--${weigh === undefined ? 'prompt' : 'weigh'}: expected at least one token, got none`,
      );
    if (weigh !== undefined) {
      const text = given.slice(0, (weights.model.family === 'transformer' ? weights.model.context : 0) + 1);
      if (text.length < 2) throw new InputError('--weigh: expected at least two tokens, got one');
      const device = await openOneDevice(engine);
      reportWeights(script, text, await logProbabilities(device, weights, text), values.json);
      return 0;
    }
    const device = await openOneDevice(engine);
    const tokens: number[] = [];
    let shown = '';
    const show = (text: string): void => {
      if (values.json) return;
      process.stdout.write(text.slice(shown.length));
      shown = text;
    };
    show(prompt!);
    await writeOn(device, weights, given, { count, temperature, seed }, (more) => {
      tokens.push(...more);
      // The bytes of a character may come one by one; until the last they decode to U+FFFD.
      show(prompt! + script.decode(tokens).replace(/\uFFFD+$/, ''));
      return true;
    });
    const text = script.decode(tokens);
    if (values.json) printJson({ prompt, text, tokens });
    else show(`${prompt}${text}\n`);
    return 0;
  },
};

function reportWeights(script: Script, text: Uint32Array, found: Float64Array, json: boolean): void {
  const tokens = Array.from(found, (logProbability, i) => ({
    token: script.textOf(text[i + 1]),
    probability: Math.exp(logProbability),
  }));
  const loss = -found.reduce((sum, logProbability) => sum + logProbability, 0) / found.length;
  if (json) return printJson({ loss, tokens });
  const rows = tokens.map(({ token, probability }) => [JSON.stringify(token), formatNumber(probability)]);
  printTable([['token', 'probability'], ...rows]);
  console.log(`\nMean loss ${formatNumber(loss, 4)} nats per token.`);
}

function readNumber(name: string, text: string, least: number, most: number, whole: boolean): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (value >= least && value <= most && (!whole || Number.isInteger(value))) return value;
  const kind = whole ? 'a whole number' : 'a number';
  throw new InputError(`--${name}: expected ${kind} from ${least} to ${most}, got ${text}`, name);
}
