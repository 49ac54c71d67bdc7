// Columns of settings: hyperparameters that differ between runs of one size, over which a law is tuned. What is measured, describes a run or
// tells one law from another is none.
// cspell:ignore hyperparameters accum dmodel nlayer nembd seqlen topk embd lernrate apprentissage aprendizaje vocab datadim datadimension

import { groupBy } from '../../base/group-by.js';
import { measureOf } from './loss-column.js';
import { wordsOf } from './text/names.js';
import { isOfRuns, type PointTable } from './point-table.js';
import { readQuantity } from './text/quantity.js';

/** Words of hyperparameters. */
const settingWords = new Set([
  ...[
    'lr',
    'rate',
    'batch',
    'bs',
    'wd',
    'decay',
    'warmup',
    'warm',
    'dropout',
    'beta',
    'betas',
    'momentum',
    'eps',
    'epsilon',
  ],
  ...[
    'clip',
    'clipping',
    'ema',
    'cooldown',
    'anneal',
    'annealing',
    'gamma',
    'init',
    'smoothing',
    'accumulation',
    'accum',
  ],
  ...[
    'width',
    'depth',
    'heads',
    'head',
    'layers',
    'layer',
    'hidden',
    'dim',
    'dmodel',
    'nlayer',
    'nhead',
    'nembd',
    'ffn',
    'mlp',
  ],
  ...[
    'aspect',
    'expansion',
    'kv',
    'context',
    'seq',
    'seqlen',
    'experts',
    'topk',
    'multiplier',
    'mult',
    'temperature',
    'alpha',
  ],
  ...[
    'embd',
    'embed',
    'embedding',
    'hyperparameter',
    'hp',
    'lernrate',
    'apprentissage',
    'aprendizaje',
    '学习率',
    '学習率',
    '批大小',
  ],
]);
/** Words of what is measured of a run. */
const outcomeWords = new Set([
  ...[
    'time',
    'sec',
    'secs',
    'second',
    'seconds',
    'hours',
    'minutes',
    'runtime',
    'duration',
    'acc',
    'accuracy',
    'score',
    'f',
  ],
  ...[
    'norm',
    'throughput',
    'mfu',
    'memory',
    'mem',
    'gpu',
    'gpus',
    'spikes',
    'energy',
    'cost',
    'solved',
    'correct',
    'below',
    'above',
  ],
  ...[
    'step',
    'steps',
    'iter',
    'iteration',
    'iterations',
    'epoch',
    'epochs',
    'std',
    'sem',
    'err',
    'error',
    'count',
    'rank',
    'id',
    'index',
  ],
]);

/** Words of what was to be learned, which no tuning may choose: of easier tasks the losses are lower. */
const taskWords = new Set([
  ...['task', 'tasks', 'teacher', 'input', 'inputs', 'intrinsic', 'latent', 'vocab', 'vocabulary', 'classes'],
  ...['noise', 'degree', 'difficulty', 'modulus', 'digits', 'operands', 'datadim', 'datadimension'],
]);

/** What a column is for the rows of one size. */
export type Role = 'setting' | 'task' | 'unknown' | 'measured';

export interface VaryingColumn {
  readonly name: string;
  readonly role: Role;
}

/** The columns of numbers that no law reads and that differ between rows of one size. */
export function varyingColumns({ columns, names, points }: PointTable): readonly VaryingColumn[] {
  const quantities = new Set(Object.values(columns));
  const open = names.filter((name) => !quantities.has(name) && !isOfRuns(name) && measureOf(name) === null);
  if (open.length === 0) return [];
  const cells = [
    ...groupBy(points, ({ N, D, C, seen, unique }) => `${N} ${D} ${C} ${seen} ${unique}`).values(),
  ];
  return open.flatMap((name): VaryingColumn[] => {
    const varies = cells.some((rows) => rows.some((row) => row.cells[name] !== rows[0].cells[name]));
    if (!varies) return [];
    const values = new Set(points.map((row) => row.cells[name] ?? ''));
    const isNumber = [...values].some((value) => !Number.isNaN(readQuantity(value) ?? NaN));
    if (!isNumber) return [];
    return [{ name, role: roleOf(name, values.size, points.length) }];
  });
}

/** Whether a column holds what was measured of a run, by its name. */
export function isMeasured(name: string): boolean {
  return wordsOf(name).some((word) => outcomeWords.has(word));
}

function roleOf(name: string, values: number, rows: number): Role {
  const said = wordsOf(name);
  // What is measured has a value of its own in most rows.
  const isChosen = values <= rows / 2;
  if (isChosen && [...said, said.join('')].some((word) => taskWords.has(word))) return 'task';
  if (said.some((word) => settingWords.has(word))) return 'setting';
  if (isMeasured(name)) return 'measured';
  return isChosen ? 'unknown' : 'measured';
}
