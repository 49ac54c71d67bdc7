// An experiment with its result as the hash of a link: `#r=1.<base64url of deflated JSON>`. It holds the points of one law and what was
// fitted to them, so whoever opens it sees the law without training. Points are a list for each quantity, which deflates best.
//
// C training FLOPs, D samples or tokens seen, E irreducible loss, N parameters.

import * as v from 'valibot';
import { InputError } from '../../base/errors.js';
import { fields, inputError, list, oneOf, real, whole } from '../experiment/fields.js';
import type { ExperimentSpec } from '../experiment/experiment.js';
import type { DeviceInfo } from '../records/record.js';
import { contentOf, pack, unpack } from './packed.js';
import { packedSpec, readPackedSpec } from './spec-link.js';

const KEY = 'r';
const VERSION = '1';

/** The points that a link may hold: more than any experiment of the page has. */
const MOST_POINTS = 500;
const LARGEST = 1e150;
const SMALLEST = 1e-150;
/** Milliseconds since 1970, until the year 3000. */
const LATEST = 32_503_680_000_000;

/** One point of a shared law. */
export interface SharedPoint {
  readonly width: number;
  readonly N: number;
  readonly D: number;
  /** Unique ones among them. */
  readonly uniqueSamples: number;
  readonly C: number;
  readonly loss: number;
  readonly standardError: number | null;
  /** Null where it is not known. */
  readonly learningRate: number | null;
  /** The best learning rate was at an edge of the sweep. */
  readonly atSweepEdge: boolean;
}

/** What was fitted to the points where they were measured. Intervals are of 95 %. */
export interface SharedLaw {
  readonly floor: 'free' | 'fixed' | 'none';
  readonly alpha: number;
  readonly alphaInterval: readonly [low: number, high: number];
  readonly E: number;
  readonly EInterval: readonly [low: number, high: number];
  readonly A: number;
}

/** The device that measured. */
export type SharedDevice = Pick<
  DeviceInfo,
  'engine' | 'engineVersion' | 'description' | 'threads' | 'simd' | 'software'
>;

/** A result that was measured elsewhere. */
export interface SharedResult {
  readonly spec: ExperimentSpec;
  /** What its measurer called it, '' for no name. */
  readonly name: string;
  /** When it was measured, in milliseconds since 1970; null where that is not known. */
  readonly measured: number | null;
  /** Of the lab that measured. */
  readonly labVersion: string;
  readonly device: SharedDevice | null;
  /** What runs along x. */
  readonly axis: 'N' | 'D';
  /** What N counts. */
  readonly convention: 'total' | 'nonEmbedding' | 'withoutHead';
  /** Those that carry the fit, in order of x. */
  readonly points: readonly SharedPoint[];
  /** Null where the points do not support a law. */
  readonly law: SharedLaw | null;
}

const size = real(SMALLEST, LARGEST);
const finite = real(-LARGEST, LARGEST);
const flags = v.boolean('true or false');
const short = (most: number) => v.pipe(v.string('a text'), v.maxLength(most, `at most ${most} characters`));
const columnOf = <Item extends v.GenericSchema>(item: Item) =>
  list(item, { least: 1, most: MOST_POINTS }, 'values');
const interval = v.strictTuple([finite, finite], 'two numbers');

const payloadSchema = fields({
  e: v.unknown(),
  name: short(200),
  measured: v.nullable(whole(0, LATEST)),
  lab: short(40),
  device: v.nullable(
    fields({
      engine: oneOf(['cpu', 'gpu']),
      engineVersion: v.nullable(whole(0, 1e6)),
      description: short(200),
      threads: v.nullable(whole(1, 1e6)),
      simd: v.nullable(oneOf(['plain', 'relaxed'])),
      software: flags,
    }),
  ),
  axis: oneOf(['N', 'D']),
  convention: oneOf(['total', 'nonEmbedding', 'withoutHead']),
  points: fields({
    width: columnOf(whole(1, 1e9)),
    N: columnOf(size),
    D: columnOf(size),
    unique: columnOf(size),
    C: columnOf(size),
    loss: columnOf(size),
    se: columnOf(v.nullable(size)),
    lr: columnOf(v.nullable(size)),
    edge: list(whole(0, MOST_POINTS), { least: 0, most: MOST_POINTS }, 'places of points'),
  }),
  law: v.nullable(
    fields({
      floor: oneOf(['free', 'fixed', 'none']),
      alpha: finite,
      alphaInterval: interval,
      E: finite,
      EInterval: interval,
      A: real(0, LARGEST),
    }),
  ),
});

type Payload = v.InferOutput<typeof payloadSchema>;

/** The hash of a link to a result, with its `#`. */
export async function resultToHash(result: SharedResult): Promise<string> {
  const { spec, name, measured, labVersion, device, axis, convention, points, law } = result;
  const column = <Key extends keyof SharedPoint>(key: Key): SharedPoint[Key][] =>
    points.map((point) => point[key]);
  const payload = {
    e: packedSpec(spec),
    name: name.slice(0, 200),
    measured: measured === null ? null : Math.round(measured),
    lab: labVersion,
    device: device && { ...device, description: device.description.slice(0, 200) },
    axis,
    convention,
    points: {
      width: column('width'),
      N: column('N'),
      D: column('D'),
      unique: column('uniqueSamples'),
      C: column('C'),
      loss: column('loss'),
      se: column('standardError'),
      lr: column('learningRate'),
      edge: points.flatMap(({ atSweepEdge }, i) => (atSweepEdge ? [i] : [])),
    },
    law,
  };
  return `#${KEY}=${await pack(payload, VERSION)}`;
}

/** The result of a link, null if its hash holds none. Throws InputError for a link that is cut off, or holds what cannot be. */
export async function resultFromHash(hash: string): Promise<SharedResult | null> {
  const content = contentOf(hash, [KEY]);
  if (content === null) return null;
  const value = await unpack(content, [VERSION]);
  const read = v.safeParse(payloadSchema, value, { abortEarly: true });
  if (!read.success) throw inputError(read.issues, 'the result in the link', value);
  const { e, name, measured, lab: labVersion, device, axis, convention, law } = read.output;
  const spec = readPackedSpec(e);
  return { spec, name, measured, labVersion, device, axis, convention, points: pointsOf(read.output), law };
}

function pointsOf({ points }: Payload): SharedPoint[] {
  const { width, N, D, unique, C, loss, se, lr, edge } = points;
  const lengths = new Set([width, N, D, unique, C, loss, se, lr].map(({ length }) => length));
  if (lengths.size > 1) {
    throw new InputError(
      `points: expected as many values of each quantity, got ${[...lengths].join(' and ')}`,
    );
  }
  return width.map((_, i) => ({
    width: width[i],
    N: N[i],
    D: D[i],
    uniqueSamples: unique[i],
    C: C[i],
    loss: loss[i],
    standardError: se[i],
    learningRate: lr[i],
    atSweepEdge: edge.includes(i),
  }));
}
