// JSON from outside, and values from outside in messages. They may be made to break what reads them.

import { InputError } from './errors.js';

/** Levels of lists and objects within one another; what the lab writes has fewer than ten. More would end the recursion of a reader. */
const DEEPEST = 64;

/** The value of a text. Throws InputError, which begins with `where`, for what is not JSON or is nested too deeply. */
export function parseJson(text: string, where = ''): unknown {
  let value: unknown;
  try {
    // The only place where JSON from outside is read: eslint.config.mjs.
    value = JSON.parse(text);
  } catch {
    throw new InputError(`${where}this is not valid JSON; it may be cut off`);
  }
  if (isDeeperThan(DEEPEST, value)) {
    throw new InputError(
      `${where}expected at most ${DEEPEST} lists and objects within one another, got more`,
    );
  }
  return value;
}

/** What a file of JSON keeps of a value: a deep copy of plain data, without what is undefined, and null for NaN. */
export function asInJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function isDeeperThan(most: number, value: unknown): boolean {
  let level = [value].filter(isTree);
  for (let depth = 0; level.length > 0; depth++) {
    if (depth === most) return true;
    level = level.flatMap((tree) => Object.values(tree).filter(isTree));
  }
  return false;
}

const isTree = (value: unknown): value is object => typeof value === 'object' && value !== null;

const LONGEST_SHOWN = 60;
const MOST_ENTRIES = 12;
const MOST_LEVELS = 3;

/** Any value as people write it, shortened: `"two"`, `[4, 8]`, `nothing`. Never throws. */
export function shown(value: unknown): string {
  const text = written(value, MOST_LEVELS);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)} …` : text;
}

function written(value: unknown, levels: number): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, LONGEST_SHOWN + 1));
  if (value === undefined) return 'nothing';
  if (!isTree(value)) {
    const leaf = value as number | boolean | bigint | symbol | null;
    return String(leaf);
  }
  if (levels === 0) return '…';
  const inner = (entry: unknown): string => written(entry, levels - 1);
  if (Array.isArray(value)) return `[${value.slice(0, MOST_ENTRIES).map(inner).join()}]`;
  const entries = Object.entries(value).slice(0, MOST_ENTRIES);
  return `{${entries.map(([key, entry]) => `${inner(key)}:${inner(entry)}`).join()}}`;
}
