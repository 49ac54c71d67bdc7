import { append } from '../../base/many.js';
import { InputError } from '../../base/errors.js';
import { formatNumber } from '../../base/format.js';
import { textCodecOf, type TextCodec } from '../../lab/weights/text-codec.js';
import { weightsFromFile } from '../../lab/weights/weights-file.js';
import { logProbabilities, writeOn } from '../../runner/writing.js';
import { parseWithFile, printJson, printTable, UsageError, type Command } from '../shared/command.js';
import { readingFile, readInput } from '../shared/files.js';
import { engineOptions, engineUsage, openOneDevice, readEngine } from '../host/engine.js';

/** Most tokens that one call writes. */
const MOST_TOKENS = 100_000;

export const sample: Command = {
  summary: 'write text with a trained transformer',
  usage: `sample <weights.safetensors> --prompt TEXT [--count 200] [--temperature 1] [--seed 1] [--json]
sample <weights.safetensors> --score TEXT [--json]

Continues a prompt with the weights of a trained model (run … --out DIR writes them to DIR/weights).
  --prompt TEXT      the text to continue
  --count N          number of tokens to write: 200
  --temperature T    0 always picks the most likely token; 1, the default, samples from the model's distribution
  --seed N           seed of the sampling: 1
  --score TEXT       print the probability of each token of TEXT instead, up to the model's context
${engineUsage}
  --json             print one JSON document`,

  async run(args) {
    const options = {
      prompt: { type: 'string' },
      score: { type: 'string' },
      // What --score was called before.
      weigh: { type: 'string' },
      count: { type: 'string', default: '200' },
      temperature: { type: 'string', default: '1' },
      seed: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
      ...engineOptions,
    } as const;
    const { values, file } = parseWithFile(args, options, 'weights file');
    const engine = readEngine(values);
    const { prompt, score = values.weigh } = values;
    if ((prompt === undefined) === (score === undefined))
      throw new UsageError('Expected either --prompt TEXT or --score TEXT.');
    const count = readNumber('count', values.count, { least: 1, most: MOST_TOKENS, whole: true });
    const temperature = readNumber('temperature', values.temperature, { least: 0, most: 100, whole: false });
    const seed = readNumber('seed', values.seed, { least: 0, most: 2 ** 32 - 1, whole: true });
    const bytes = await readInput(file);
    // Check the input before opening a device.
    const weights = readingFile(file, () => weightsFromFile(bytes));
    const codec = readingFile(file, () => textCodecOf(weights.task, weights.tokenizer));
    const given = tokensOf(codec, prompt ?? score ?? '', score === undefined ? 'prompt' : 'score');
    if (score !== undefined) {
      const text = given.slice(0, (weights.model.family === 'transformer' ? weights.model.context : 0) + 1);
      if (text.length < 2) throw new InputError('--score: expected at least two tokens, got one');
      if (text.length < given.length)
        console.error(
          `Only the first ${text.length} of ${given.length} tokens are scored: the model reads ${text.length - 1} at once.`,
        );
      const device = await openOneDevice(engine);
      reportScores(codec, text, await logProbabilities(device, weights, text), values.json);
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
    await writeOn(device, weights, { prompt: given, count, temperature, seed }, (more) => {
      append(tokens, more);
      // The bytes of a character may come one by one; until the last they decode to U+FFFD.
      show(prompt! + codec.decode(tokens).replace(/\uFFFD+$/, ''));
      return true;
    });
    const text = codec.decode(tokens);
    if (values.json) printJson({ prompt, text, tokens });
    else show(`${prompt}${text}\n`);
    return 0;
  },
};

/** The tokens of what an option gives, one at least. Throws InputError. */
function tokensOf(codec: TextCodec, text: string, option: string): Uint32Array {
  const tokens = readingFile(`--${option}`, () => codec.encode(text));
  if (tokens.length === 0) throw new InputError(`--${option}: expected at least one token, got none`);
  return tokens;
}

function reportScores(codec: TextCodec, text: Uint32Array, found: Float64Array, json: boolean): void {
  const tokens = Array.from(found, (logProbability, i) => ({
    token: codec.textOf(text[i + 1]),
    probability: Math.exp(logProbability),
  }));
  const loss = -found.reduce((sum, logProbability) => sum + logProbability, 0) / found.length;
  if (json) return printJson({ loss, tokens });
  const rows = tokens.map(({ token, probability }) => [JSON.stringify(token), formatNumber(probability)]);
  printTable([['token', 'probability'], ...rows]);
  console.log(`\nMean loss ${formatNumber(loss, 4)} nats per token.`);
}

/** The number of an option. Throws InputError if it is not in the range. */
function readNumber(
  name: string,
  text: string,
  { least, most, whole }: { readonly least: number; readonly most: number; readonly whole: boolean },
): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (value >= least && value <= most && (!whole || Number.isInteger(value))) return value;
  const kind = whole ? 'a whole number' : 'a number';
  throw new InputError(`--${name}: expected ${kind} from ${least} to ${most}, got ${text}`, name);
}
