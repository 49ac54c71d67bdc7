// A batch of the glyphs task (shaders/glyphs_batch.wgsl): 16 x 16 images of digits drawn from segments, moved, turned, scaled, faded,
// under pixel noise. src/data/tasks/glyphs.ts says what each draw is for. Differs from the WGSL in one rounding: it divides by a
// segment's squared length, here its reciprocal is multiplied.
//
// segments (10 classes, 8) of x0 y0 x1 y1 as f32   x (rows, 256)   label (rows)
// Eight pixels at a time. Overwrites x and label.

import { integer_from_bits, random_bits4, unit_from_bits4 } from '../lib/random';
import { replica_at } from '../lib/replica';
import { sample_ids } from '../lib/sample-id';
import { scratch } from '../lib/scratch';

@unmanaged
export class GlyphsBatch {
  rows: u32 = 0;
  dataset: u32 = 0;
  stream: u32 = 0;
  noise: f32 = 0;
  jitter: f32 = 0;
  x_copy: u32 = 0;
  label_copy: u32 = 0;
  sharing: u32 = 0;
  replicas: usize = 0;
  segments: usize = 0;
  x: usize = 0;
  label: usize = 0;
}

const SIDE: u32 = 16;
const CLASSES: u32 = 10;
const SEGMENTS: u32 = 8;
const SQRT3: f32 = 1.7320508;

/** Ids of four rows, then the draws of one image: eight of its shape, 256 of its noise. */
const ids: usize = scratch;
const shape: usize = scratch + 16;
const noise: usize = shape + 32;
/** Segments of the image's glyph, each once: x0, y0, dx, dy, 1 / (dx dx + dy dy) and three words of nothing. */
const strokes: usize = noise + 1024;
const STROKE: usize = 32;

/** 2 u - 1, u uniform in [0, 1). */
function signed_unit4(seed: u32, stream: u32, id: v128, lane: v128): v128 {
  const unit = unit_from_bits4(random_bits4(seed, stream, id, lane));
  return f32x4.sub(f32x4.add(unit, unit), f32x4.splat(1));
}

/** Fills `strokes` and returns the address behind the last. A glyph with fewer than eight segments repeats its last. */
function prepare_strokes(segment: usize): usize {
  let stroke = strokes;
  for (let s: u32 = 0; s < SEGMENTS; s++, segment += 16) {
    const ends = v128.load(segment);
    if (s > 0 && v128.all_true<i32>(i32x4.eq(ends, v128.load(segment - 16)))) break;
    const dx = f32x4.extract_lane(ends, 2) - f32x4.extract_lane(ends, 0);
    const dy = f32x4.extract_lane(ends, 3) - f32x4.extract_lane(ends, 1);
    store<f32>(stroke, f32x4.extract_lane(ends, 0));
    store<f32>(stroke, f32x4.extract_lane(ends, 1), 4);
    store<f32>(stroke, dx, 8);
    store<f32>(stroke, dy, 12);
    store<f32>(stroke, 1 / (dx * dx + dy * dy), 16);
    stroke += STROKE;
  }
  return stroke;
}

class Stroke {
  /** Squared distances of four points to the stroke. */
  @inline
  static squared_distance(x0: v128, y0: v128, dx: v128, dy: v128, reciprocal: v128, u: v128, v: v128): v128 {
    const x_from = f32x4.sub(u, x0);
    const y_from = f32x4.sub(v, y0);
    const along = f32x4.mul(f32x4.add(f32x4.mul(x_from, dx), f32x4.mul(y_from, dy)), reciprocal);
    const t = f32x4.pmin(f32x4.pmax(along, f32x4.splat(0)), f32x4.splat(1));
    const a = f32x4.sub(x_from, f32x4.mul(t, dx));
    const b = f32x4.sub(y_from, f32x4.mul(t, dy));
    return f32x4.add(f32x4.mul(a, a), f32x4.mul(b, b));
  }

  /** 1 inside the stroke, 0 outside, half a pixel soft either side of its edge, from the squared distances in glyph coordinates. */
  @inline
  static ink(nearest: v128, scale: v128, outer: v128): v128 {
    const ramp = f32x4.mul(
      f32x4.sub(outer, f32x4.mul(f32x4.sqrt(nearest), scale)),
      f32x4.splat(<f32>SIDE / 2),
    );
    const edge = f32x4.pmin(f32x4.pmax(ramp, f32x4.splat(0)), f32x4.splat(1));
    return f32x4.mul(f32x4.mul(edge, edge), f32x4.sub(f32x4.splat(3), f32x4.add(edge, edge)));
  }
}

/** The image of the sample whose draws of shape and noise are there. */
function draw_image(stroke_end: usize, amplitude: f32, jitter: f32, x: usize): void {
  const shift_x = f32(0.25) * (jitter * load<f32>(shape, 4));
  const shift_y = f32(0.25) * (jitter * load<f32>(shape, 8));
  const scale = f32(0.7) * (1 + f32(0.3) * (jitter * load<f32>(shape, 12)));
  const tangent = f32(0.25) * (jitter * load<f32>(shape, 16));
  const thickness = f32(0.09) * (1 + f32(0.5) * (jitter * load<f32>(shape, 20)));
  const contrast: f32 = 1 - f32(0.25) * (jitter + jitter * load<f32>(shape, 24));
  // The rational form of a rotation by 2 atan(tangent), divided by the scale: image to glyph coordinates.
  const cosine: f32 = (1 - tangent * tangent) / (1 + tangent * tangent) / scale;
  const sine: f32 = (2 * tangent) / (1 + tangent * tangent) / scale;
  const outer = thickness + f32(1) / <f32>SIDE;

  for (let pixel: u32 = 0; pixel < SIDE * SIDE; pixel += 8) {
    const column = f32x4.add(f32x4.splat(<f32>(pixel % SIDE)), f32x4(0.5, 1.5, 2.5, 3.5));
    const left = f32x4.mul(column, f32x4.splat(2 / <f32>SIDE));
    const right = f32x4.mul(f32x4.add(column, f32x4.splat(4)), f32x4.splat(2 / <f32>SIDE));
    const u0 = f32x4.sub(f32x4.sub(left, f32x4.splat(1)), f32x4.splat(shift_x));
    const u1 = f32x4.sub(f32x4.sub(right, f32x4.splat(1)), f32x4.splat(shift_x));
    const v: f32 = (<f32>(pixel / SIDE) + f32(0.5)) * (2 / <f32>SIDE) - 1 - shift_y;
    const gx0 = f32x4.add(f32x4.mul(f32x4.splat(cosine), u0), f32x4.splat(sine * v));
    const gx1 = f32x4.add(f32x4.mul(f32x4.splat(cosine), u1), f32x4.splat(sine * v));
    const gy0 = f32x4.sub(f32x4.splat(cosine * v), f32x4.mul(f32x4.splat(sine), u0));
    const gy1 = f32x4.sub(f32x4.splat(cosine * v), f32x4.mul(f32x4.splat(sine), u1));
    let nearest0 = f32x4.splat(1e30);
    let nearest1 = nearest0;
    for (let stroke = strokes; stroke < stroke_end; stroke += STROKE) {
      const x0 = v128.load32_splat(stroke);
      const y0 = v128.load32_splat(stroke, 4);
      const dx = v128.load32_splat(stroke, 8);
      const dy = v128.load32_splat(stroke, 12);
      const reciprocal = v128.load32_splat(stroke, 16);
      nearest0 = f32x4.pmin(nearest0, Stroke.squared_distance(x0, y0, dx, dy, reciprocal, gx0, gy0));
      nearest1 = f32x4.pmin(nearest1, Stroke.squared_distance(x0, y0, dx, dy, reciprocal, gx1, gy1));
    }
    const at = (<usize>pixel) << 2;
    const ink0 = Stroke.ink(nearest0, f32x4.splat(scale), f32x4.splat(outer));
    const ink1 = Stroke.ink(nearest1, f32x4.splat(scale), f32x4.splat(outer));
    const paper0 = f32x4.mul(f32x4.splat(contrast), f32x4.sub(f32x4.add(ink0, ink0), f32x4.splat(1)));
    const paper1 = f32x4.mul(f32x4.splat(contrast), f32x4.sub(f32x4.add(ink1, ink1), f32x4.splat(1)));
    v128.store(x + at, f32x4.add(paper0, f32x4.mul(f32x4.splat(amplitude), v128.load(noise + at))));
    v128.store(x + at, f32x4.add(paper1, f32x4.mul(f32x4.splat(amplitude), v128.load(noise + at, 16))), 16);
  }
}

export function glyphs_batch(p: GlyphsBatch, z: u32): void {
  const rows = p.rows;
  const stream = p.stream;
  const replica = replica_at(p.replicas, z * p.sharing);
  const seed = replica.seed;
  const amplitude = p.noise * SQRT3;
  let x = p.x + ((<usize>z * p.x_copy) << 4);
  let label = p.label + ((<usize>z * p.label_copy) << 2);

  for (let row: u32 = 0; row < rows; row++) {
    if ((row & 3) == 0) v128.store(ids, sample_ids(replica, rows, row, p.dataset));
    const id = i32x4.splat(load<u32>(ids + ((<usize>(row & 3)) << 2)));
    const class_bits = random_bits4(seed, stream, id, i32x4(0, 1, 2, 3));
    const glyph = integer_from_bits(i32x4.extract_lane(class_bits, 0), CLASSES);
    v128.store(shape, signed_unit4(seed, stream, id, i32x4(0, 1, 2, 3)));
    v128.store(shape, signed_unit4(seed, stream, id, i32x4(4, 5, 6, 7)), 16);
    for (let pixel: u32 = 0; pixel < SIDE * SIDE; pixel += 4) {
      const lanes = i32x4.add(i32x4.splat(pixel), i32x4(16, 17, 18, 19));
      v128.store(noise + ((<usize>pixel) << 2), signed_unit4(seed, stream, id, lanes));
    }
    const stroke_end = prepare_strokes(p.segments + ((<usize>(glyph * SEGMENTS)) << 4));
    draw_image(stroke_end, amplitude, p.jitter, x);
    store<u32>(label, glyph);
    x += (<usize>(SIDE * SIDE)) << 2;
    label += 4;
  }
}
