// Classification of small images that are drawn on demand: one of ten digits as strokes, shifted, rotated, scaled, thickened,
// faded and covered with pixel noise. Only + - * / and sqrt are used, so every GPU draws the same image within rounding.

import { integerFromBits, randomBits, uniform, type StreamName } from '../../base/random.js';
import { checkDials } from '../dials.js';
import type { Dial, Sample, Task, TaskInfo } from '../task.js';

export interface GlyphsSpec {
  readonly type: 'glyphs';
  /** Standard deviation of the noise on each pixel, where full ink is +1 and paper -1. */
  readonly noise: number;
  /** How much position, size, angle, stroke and contrast vary: 0 for one image a class, before noise. */
  readonly jitter: number;
  /** Selects the handwriting: how far the points of the strokes are from those of the table. */
  readonly seed: number;
}

/** Pixels along each side; an image is the square [-1, 1]^2, row by row from the top left, y downwards. */
const GLYPH_SIDE = 16;
const GLYPH_CLASSES = 10;
/** Segments of each glyph; glyphs with fewer strokes repeat their last. */
const GLYPH_SEGMENTS = 8;

/** docs/lab-log.md, "What does it cost a core to draw a sample?": 54 000 to 73 000. */
const DRAWING_FLOPS = 7e4;

/** How far handwriting moves a point of a stroke, along each axis. */
const HANDWRITING = 0.1;

/** The digits 0 … 9, each one polyline of points x y, x y, … in [-1, 1]^2. */
const polylines: readonly (readonly number[])[] = [
  '-.3 -.8, .3 -.8, .55 -.4, .55 .4, .3 .8, -.3 .8, -.55 .4, -.55 -.4, -.3 -.8',
  '-.35 -.45, .05 -.8, .05 .8, -.35 .8, .45 .8',
  '-.5 -.45, -.25 -.8, .25 -.8, .5 -.45, .4 -.1, -.5 .8, .55 .8',
  '-.5 -.7, .15 -.8, .5 -.45, 0 -.05, .55 .35, .15 .8, -.5 .7',
  '.3 .8, .3 -.8, -.55 .3, .6 .3',
  '.5 -.8, -.4 -.8, -.45 -.1, .2 -.15, .55 .3, .15 .8, -.5 .7',
  '.4 -.8, -.25 -.4, -.5 .3, -.2 .8, .3 .8, .5 .35, .15 -.05, -.45 .15',
  '-.55 -.8, .55 -.8, -.15 .8',
  '0 -.05, -.4 -.45, 0 -.8, .4 -.45, 0 -.05, -.5 .4, 0 .8, .5 .4, 0 -.05',
  '-.4 .8, .25 .4, .5 -.3, .2 -.8, -.3 -.8, -.5 -.35, -.15 .05, .45 -.15',
].map((points) => points.split(/[ ,]+/).map(Number));

const dials: readonly Dial[] = [
  {
    field: 'noise',
    label: 'Pixel noise',
    help: 'Noise hides the strokes: the loss falls more slowly and never reaches zero.',
    minimum: 0,
    maximum: 2,
    step: 0.05,
  },
  {
    field: 'jitter',
    label: 'Jitter of the drawing',
    help: 'How much glyphs shift, rotate, grow and fade. More jitter needs a larger network.',
    minimum: 0,
    maximum: 1,
    step: 0.05,
  },
];

/**
 * The strokes of a spec's handwriting as segments x0 y0 x1 y1, shape (10 classes, 8, 4). Point p of class c is moved by draws
 * (index 16 c + p, lanes 0 and 1) of stream `task`; segments beyond a glyph's last repeat that one.
 */
export function glyphSegments({ seed }: GlyphsSpec): Float32Array {
  const segments = new Float32Array(GLYPH_CLASSES * GLYPH_SEGMENTS * 4);
  polylines.forEach((polyline, glyph) => {
    const stray = (i: number): number =>
      polyline[i] + HANDWRITING * (2 * uniform(seed, 'task', 16 * glyph + (i >> 1), i & 1) - 1);
    for (let s = 0; s < GLYPH_SEGMENTS; s++) {
      const start = 2 * Math.min(s, polyline.length / 2 - 2);
      for (let i = 0; i < 4; i++) segments[(glyph * GLYPH_SEGMENTS + s) * 4 + i] = stray(start + i);
    }
  });
  return segments;
}

/** Squared distance of (x, y) to the segment at `offset`. */
function squaredDistance(segments: Float32Array, offset: number, x: number, y: number): number {
  const x0 = segments[offset];
  const y0 = segments[offset + 1];
  const dx = segments[offset + 2] - x0;
  const dy = segments[offset + 3] - y0;
  const along = ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy);
  const t = Math.min(1, Math.max(0, along));
  const awayX = x - x0 - t * dx;
  const awayY = y - y0 - t * dy;
  return awayX * awayX + awayY * awayY;
}

/** 1 inside the stroke, 0 outside, a cubic step (WGSL's smoothstep) over half a pixel either side of its edge. */
function inkAt(distance: number, thickness: number): number {
  const softness = 1 / GLYPH_SIDE;
  const t = Math.min(1, Math.max(0, (thickness + softness - distance) / (2 * softness)));
  return t * t * (3 - 2 * t);
}

/**
 * Draws sample `id`. Its draws, all of index id, by lane: 0 class; with s a draw mapped to [-1, 1) times the jitter, 1 and
 * 2 shift 0.25 s along x and y, 3 scale 0.7 (1 + 0.3 s), 4 tangent of half the angle 0.25 s, 5 half the stroke's width
 * 0.09 (1 + 0.5 s), 6 contrast 1 - 0.25 (jitter + s); 16 + pixel noise, uniform with the spec's deviation.
 * pixel = contrast * (2 ink - 1) + noise, in image coordinates = rotation * scale * glyph coordinates + shift.
 */
function drawSample(
  { noise, jitter, segments }: Pick<GlyphsSpec, 'noise' | 'jitter'> & { segments: Float32Array },
  stream: StreamName,
  seed: number,
  id: number,
): Sample {
  const glyph = integerFromBits(randomBits(seed, stream, id, 0), GLYPH_CLASSES);
  const vary = (lane: number): number => jitter * (2 * uniform(seed, stream, id, lane) - 1);
  const shiftX = 0.25 * vary(1);
  const shiftY = 0.25 * vary(2);
  const scale = 0.7 * (1 + 0.3 * vary(3));
  const tangent = 0.25 * vary(4);
  const thickness = 0.09 * (1 + 0.5 * vary(5));
  const contrast = 1 - 0.25 * (jitter + vary(6));
  // The rational form of a rotation by 2 atan(tangent), already divided by the scale: image to glyph coordinates.
  const cosine = (1 - tangent * tangent) / (1 + tangent * tangent) / scale;
  const sine = (2 * tangent) / (1 + tangent * tangent) / scale;
  const amplitude = noise * Math.sqrt(3);

  const x = new Float32Array(GLYPH_SIDE * GLYPH_SIDE);
  for (let pixel = 0; pixel < x.length; pixel++) {
    const u = ((pixel % GLYPH_SIDE) + 0.5) * (2 / GLYPH_SIDE) - 1 - shiftX;
    const v = (Math.floor(pixel / GLYPH_SIDE) + 0.5) * (2 / GLYPH_SIDE) - 1 - shiftY;
    let nearest = Infinity;
    for (let s = 0; s < GLYPH_SEGMENTS; s++) {
      const offset = (glyph * GLYPH_SEGMENTS + s) * 4;
      nearest = Math.min(
        nearest,
        squaredDistance(segments, offset, cosine * u + sine * v, cosine * v - sine * u),
      );
    }
    // Distances are measured in the image, so that a stroke's width does not scale with its glyph.
    const ink = inkAt(Math.sqrt(nearest) * scale, thickness);
    const added = amplitude * (2 * uniform(seed, stream, id, 16 + pixel) - 1);
    x[pixel] = contrast * (2 * ink - 1) + added;
  }
  return { x, y: glyph };
}

function create(spec: GlyphsSpec): Task<GlyphsSpec> {
  checkDials(dials, spec);
  const drawing = { ...spec, segments: glyphSegments(spec) };
  return {
    spec,
    sequence: null,
    inputs: GLYPH_SIDE * GLYPH_SIDE,
    outputs: GLYPH_CLASSES,
    loss: 'cross-entropy',
    unit: 'nats',
    lossFloor: null,
    theory: { parameters: null, data: null, source: 'No theory gives the exponent for images.' },
    evaluation: { type: 'sampled' },
    subtasks: null,
    labelNoise: 0,
    drawingFlops: DRAWING_FLOPS,
    sample: (stream, seed, id) => drawSample(drawing, stream, seed, id),
  };
}

function batch(spec: GlyphsSpec) {
  const { noise, jitter } = spec;
  const tables = { segments: glyphSegments(spec) };
  return { kernel: 'glyphs_batch' as const, numbers: () => ({ noise, jitter }), tables };
}

export const glyphs = {
  type: 'glyphs',
  title: 'Glyphs',
  teaches: 'Vision follows a scaling law too: networks of every size learn to read randomly drawn digits.',
  dials,
  choices: [],
  defaults: { type: 'glyphs', noise: 0.6, jitter: 1, seed: 1 },
  create,
  batch,
} satisfies TaskInfo<GlyphsSpec>;
