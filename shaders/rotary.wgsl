// Turns q and k by their position (Su et al. 2021): pair (c, c + size / 2) of each head, seen as a complex number, by the angle
// t base^(-2 c / size); with sign = -1 back again, which is the gradient: the transpose of a rotation is its inverse.
//
// qkv (rows, 3 channels) in vec2f; row = b context + t; heads contiguous within q and k
// table (context, 2, head_size / 4) in vec2f: cosines, then sines, of the angles of a position
// A thread two neighbouring pairs of a head. Changes q and k in place.
struct Params { rows: u32, context: u32, heads: u32, head_size: u32, sign: f32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> table: array<vec2f>;
@group(0) @binding(2) var<storage, read_write> qkv: array<vec2f>;

@compute @workgroup_size(64)
fn rotary(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let i = (group.y * groups.x + group.x) * 64u + thread;
  let pairs = params.head_size / 4u;
  let both_heads = 2u * params.heads;
  let row = i / (pairs * both_heads);
  if (row >= params.rows) {
    return;
  }
  let c = i % pairs;
  let head = i / pairs % both_heads;
  let real = (group.z * params.rows + row) * params.heads * 6u * pairs + head * 2u * pairs + c;
  let imaginary = real + pairs;
  let angle = row % params.context * 2u * pairs + c;
  let cosine = table[angle];
  let sine = params.sign * table[angle + pairs];
  let a = qkv[real];
  let b = qkv[imaginary];
  qkv[real] = a * cosine - b * sine;
  qkv[imaginary] = b * cosine + a * sine;
}
