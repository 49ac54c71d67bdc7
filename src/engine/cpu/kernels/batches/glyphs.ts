// A batch of the glyphs task (shaders/glyphs_batch.wgsl): 16 x 16 images of digits drawn from segments, moved, turned, scaled, faded,
// under pixel noise. src/data/tasks/glyphs.ts says what each draw is for.
//
// segments (10 classes, 8) of x0 y0 x1 y1 as f32   x (rows, 256)   label (rows)
// The WGSL measures the distance of every pixel to every segment. Here only pixels near a segment are measured, with the same
// result: the others have no ink from it. Overwrites x and label.

import { integer_from_bits4, random_bits8, signed_unit_from_bits4 } from '../lib/random';
import { replica_at } from '../lib/replica';
import { sample_ids } from '../lib/sample-id';
import { scratch } from '../lib/scratch';

@unmanaged
class GlyphsBatch {
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

/** Side of a pixel, of an image that is the square [-1, 1]^2. */
const PIXEL: f32 = 0.125;
/** A stroke's edge fades over this distance on either side. */
const SOFTNESS: f32 = PIXEL / 2;

/** Bytes of an image, and of one of its rows. */
const IMAGE: usize = 1024;
const IMAGE_ROW: usize = 64;

/** Ids of four rows; then of one image: eight draws of its shape, and a number a pixel: bits of its noise, distance to a stroke. */
const ids: usize = scratch;
const shape: usize = scratch + 16;
const noise: usize = shape + 32;
const nearest: usize = noise + IMAGE;
/** cosine u and sine u of the 16 columns. */
const cosine_u: usize = nearest + IMAGE;
const sine_u: usize = cosine_u + IMAGE_ROW;

/** The last row or column of pixels whose middle is not beyond `place`, within the image. */
function pixel_at(place: f32): u32 {
  return <u32>min<f32>(max<f32>((place + 1) / PIXEL - 0.5, 0), <f32>(SIDE - 1));
}

/**
 * Lowers `nearest` to the squared distances to a segment, in glyph coordinates, of the pixels of which some may be within `reach`
 * of it, in the image. (cosine, sine) turns the image, less its shift, into glyph coordinates, 1 / scale times as large.
 */
function measure(
  segment: usize,
  cosine: f32,
  sine: f32,
  scale: f32,
  shift_x: f32,
  shift_y: f32,
  reach: f32,
): void {
  const x0 = load<f32>(segment);
  const y0 = load<f32>(segment, 4);
  const x1 = load<f32>(segment, 8);
  const y1 = load<f32>(segment, 12);
  const square = scale * scale;
  const u0 = square * (cosine * x0 - sine * y0) + shift_x;
  const u1 = square * (cosine * x1 - sine * y1) + shift_x;
  const v0 = square * (sine * x0 + cosine * y0) + shift_y;
  const v1 = square * (sine * x1 + cosine * y1) + shift_y;
  const first = (<usize>(pixel_at(min<f32>(u0, u1) - reach) >> 2)) << 4;
  const last = (<usize>(pixel_at(max<f32>(u0, u1) + reach + PIXEL) >> 2)) << 4;
  const last_row = pixel_at(max<f32>(v0, v1) + reach + PIXEL);

  const dx = f32x4.splat(x1 - x0);
  const dy = f32x4.splat(y1 - y0);
  const squared_length = f32x4.splat((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0));
  for (let row = pixel_at(min<f32>(v0, v1) - reach); row <= last_row; row++) {
    const v: f32 = (<f32>row + 0.5) * PIXEL - 1 - shift_y;
    const sine_v = f32x4.splat(sine * v);
    const cosine_v = f32x4.splat(cosine * v);
    const distances = nearest + <usize>row * IMAGE_ROW;
    for (let at = first; at <= last; at += 16) {
      const x_from = f32x4.sub(f32x4.add(v128.load(cosine_u + at), sine_v), f32x4.splat(x0));
      const y_from = f32x4.sub(f32x4.sub(cosine_v, v128.load(sine_u + at)), f32x4.splat(y0));
      const along = f32x4.div(f32x4.add(f32x4.mul(x_from, dx), f32x4.mul(y_from, dy)), squared_length);
      const t = f32x4.pmin(f32x4.pmax(along, f32x4.splat(0)), f32x4.splat(1));
      const a = f32x4.sub(x_from, f32x4.mul(t, dx));
      const b = f32x4.sub(y_from, f32x4.mul(t, dy));
      const distance = f32x4.add(f32x4.mul(a, a), f32x4.mul(b, b));
      v128.store(distances + at, f32x4.pmin(v128.load(distances + at), distance));
    }
  }
}

/** Distances to the glyph of the sample whose draws are in `shape`. */
function draw_glyph(
  segment: usize,
  cosine: f32,
  sine: f32,
  scale: f32,
  shift_x: f32,
  shift_y: f32,
  reach: f32,
): void {
  for (let at: usize = 0; at < IMAGE; at += 16) v128.store(nearest + at, f32x4.splat(1e30));
  let column = f32x4(0.5, 1.5, 2.5, 3.5);
  for (let at: usize = 0; at < IMAGE_ROW; at += 16) {
    const place = f32x4.sub(f32x4.mul(column, f32x4.splat(PIXEL)), f32x4.splat(1));
    const u = f32x4.sub(place, f32x4.splat(shift_x));
    v128.store(cosine_u + at, f32x4.mul(f32x4.splat(cosine), u));
    v128.store(sine_u + at, f32x4.mul(f32x4.splat(sine), u));
    column = f32x4.add(column, f32x4.splat(4));
  }
  for (let s: u32 = 0; s < SEGMENTS; s++, segment += 16) {
    // A glyph with fewer segments repeats its last.
    if (s > 0 && v128.all_true<i32>(i32x4.eq(v128.load(segment), v128.load(segment - 16)))) break;
    measure(segment, cosine, sine, scale, shift_x, shift_y, reach);
  }
}

/** x = contrast (2 ink - 1) + amplitude noise; ink is 1 inside a stroke, 0 outside, a cubic step at its edge. */
function shade(scale: f32, reach: f32, contrast: f32, amplitude: f32, x: usize): void {
  for (let at: usize = 0; at < IMAGE; at += 16) {
    const distance = f32x4.mul(f32x4.sqrt(v128.load(nearest + at)), f32x4.splat(scale));
    const ramp = f32x4.mul(f32x4.sub(f32x4.splat(reach), distance), f32x4.splat(1 / (2 * SOFTNESS)));
    const edge = f32x4.pmin(f32x4.pmax(ramp, f32x4.splat(0)), f32x4.splat(1));
    const ink = f32x4.mul(f32x4.mul(edge, edge), f32x4.sub(f32x4.splat(3), f32x4.add(edge, edge)));
    const clean = f32x4.mul(f32x4.splat(contrast), f32x4.sub(f32x4.add(ink, ink), f32x4.splat(1)));
    v128.store(
      x + at,
      f32x4.add(clean, f32x4.mul(f32x4.splat(amplitude), signed_unit_from_bits4(v128.load(noise + at)))),
    );
  }
}

/** The image of the sample whose draws are in `shape` and `noise`. */
function draw_image(segment: usize, jitter: f32, amplitude: f32, x: usize): void {
  const shift_x: f32 = 0.25 * (jitter * load<f32>(shape, 4));
  const shift_y: f32 = 0.25 * (jitter * load<f32>(shape, 8));
  const scale: f32 = 0.7 * (1 + 0.3 * (jitter * load<f32>(shape, 12)));
  const tangent: f32 = 0.25 * (jitter * load<f32>(shape, 16));
  const thickness: f32 = 0.09 * (1 + 0.5 * (jitter * load<f32>(shape, 20)));
  const contrast: f32 = 1 - 0.25 * (jitter + jitter * load<f32>(shape, 24));
  // The rational form of a rotation by 2 atan(tangent), divided by the scale: image to glyph coordinates.
  const cosine: f32 = (1 - tangent * tangent) / (1 + tangent * tangent) / scale;
  const sine: f32 = (2 * tangent) / (1 + tangent * tangent) / scale;
  const reach: f32 = thickness + SOFTNESS;
  draw_glyph(segment, cosine, sine, scale, shift_x, shift_y, reach);
  shade(scale, reach, contrast, amplitude, x);
}

export function glyphs_batch(p: GlyphsBatch, z: u32): void {
  const rows = p.rows;
  const stream = p.stream;
  const replica = replica_at(p.replicas, z * p.sharing);
  const seed = replica.seed;
  let x = p.x + ((<usize>z * p.x_copy) << 4);
  let label = p.label + ((<usize>z * p.label_copy) << 2);

  for (let row: u32 = 0; row < rows; row++) {
    if ((row & 3) == 0) v128.store(ids, sample_ids(replica, rows, row, p.dataset));
    const id = i32x4.splat(load<u32>(ids + ((<usize>(row & 3)) << 2)));
    random_bits8(shape, seed, stream, id, i32x4(0, 1, 2, 3), id, i32x4(4, 5, 6, 7));
    const glyph = i32x4.extract_lane(integer_from_bits4(v128.load(shape), CLASSES), 0);
    v128.store(shape, signed_unit_from_bits4(v128.load(shape)));
    v128.store(shape, signed_unit_from_bits4(v128.load(shape, 16)), 16);
    for (let pixel: u32 = 0; pixel < SIDE * SIDE; pixel += 8) {
      const lanes = i32x4.add(i32x4.splat(pixel), i32x4(16, 17, 18, 19));
      random_bits8(
        noise + ((<usize>pixel) << 2),
        seed,
        stream,
        id,
        lanes,
        id,
        i32x4.add(lanes, i32x4.splat(4)),
      );
    }
    draw_image(p.segments + ((<usize>(glyph * SEGMENTS)) << 4), p.jitter, p.noise * SQRT3, x);
    store<u32>(label, glyph);
    x += IMAGE;
    label += 4;
  }
}
