// A batch of the glyphs task: 16 x 16 images of digits drawn from segments, moved, turned, scaled, faded, under pixel noise.
// The same samples as src/data/tasks/glyphs.ts, which says what each draw is for, within rounding.
//
// segments (10 classes, 8) of x0 y0 x1 y1 as vec4f   x (rows, 256), stride in vec4f   label (rows), stride in u32
// replicas (R), of which `sharing` neighbours share a copy of the batch, made from the first one's seed
// A thread draws four neighbouring pixels; a workgroup is one image. Overwrites x and label.
// Library: random, replica, sample_id
struct Params {
  rows: u32, dataset: u32, stream: u32, noise: f32, jitter: f32, x_copy: u32, label_copy: u32, sharing: u32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> replicas: array<Replica>;
@group(0) @binding(2) var<storage, read> segments: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> x: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> label: array<u32>;

const SIDE = 16u;
const CLASSES = 10u;
const SEGMENTS = 8u;

/// Draw `lane` of a sample, mapped to [-1, 1) times the jitter.
fn vary(seed: u32, id: u32, lane: u32) -> f32 {
  return params.jitter * (2.0 * random_uniform(seed, params.stream, id, lane) - 1.0);
}

/// Squared distances of four points to a segment.
fn squared_distance(segment: vec4f, u: vec4f, v: vec4f) -> vec4f {
  let d = segment.zw - segment.xy;
  let x_from = u - segment.x;
  let y_from = v - segment.y;
  let t = clamp((x_from * d.x + y_from * d.y) / dot(d, d), vec4f(), vec4f(1.0));
  let a = x_from - t * d.x;
  let b = y_from - t * d.y;
  return a * a + b * b;
}

@compute @workgroup_size(64)
fn glyphs_batch(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let row = group.x;
  let replica = replicas[group.z * params.sharing];
  let seed = replica.seed;
  let id = sample_id(seed, replica.step, params.rows, row, params.dataset);
  let glyph = random_integer(seed, params.stream, id, 0u, CLASSES);
  let shift = 0.25 * vec2f(vary(seed, id, 1u), vary(seed, id, 2u));
  let scale = 0.7 * (1.0 + 0.3 * vary(seed, id, 3u));
  let tangent = 0.25 * vary(seed, id, 4u);
  let thickness = 0.09 * (1.0 + 0.5 * vary(seed, id, 5u));
  let contrast = 1.0 - 0.25 * (params.jitter + vary(seed, id, 6u));
  // The rational form of a rotation by 2 atan(tangent), divided by the scale: image to glyph coordinates.
  let cosine = (1.0 - tangent * tangent) / (1.0 + tangent * tangent) / scale;
  let sine = 2.0 * tangent / (1.0 + tangent * tangent) / scale;

  let pixel = thread * 4u;
  let across = vec4f(vec4u(0u, 1u, 2u, 3u) + pixel % SIDE);
  let u = (across + 0.5) * (2.0 / f32(SIDE)) - 1.0 - shift.x;
  let v = vec4f((f32(pixel / SIDE) + 0.5) * (2.0 / f32(SIDE)) - 1.0 - shift.y);
  var nearest = vec4f(1e30);
  for (var s = 0u; s < SEGMENTS; s++) {
    nearest = min(nearest, squared_distance(segments[glyph * SEGMENTS + s], cosine * u + sine * v, cosine * v - sine * u));
  }
  // 1 inside the stroke, 0 outside, half a pixel soft either side of its edge.
  let softness = vec4f(1.0 / f32(SIDE));
  let edge = clamp((thickness + softness - sqrt(nearest) * scale) / (2.0 * softness), vec4f(), vec4f(1.0));
  let ink = edge * edge * (3.0 - 2.0 * edge);
  var noise: vec4f;
  for (var i = 0u; i < 4u; i++) {
    noise[i] = 2.0 * random_uniform(seed, params.stream, id, 16u + pixel + i) - 1.0;
  }
  x[group.z * params.x_copy + row * (SIDE * SIDE / 4u) + thread] =
    contrast * (2.0 * ink - 1.0) + params.noise * sqrt(3.0) * noise;
  if (thread == 0u) {
    label[group.z * params.label_copy + row] = glyph;
  }
}
