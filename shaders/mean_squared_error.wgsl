// score = (sum over outputs of (y - expected)^2 / outputs, 0) of each row, and the gradient in y's place:
// y = 2 (y - expected) / (rows outputs).
//
// y, expected (rows, outputs), padded as in linear_forward   score (rows) of (loss, hit)
// `sharing` neighbouring replicas are compared with the same copy of expected. The mean over rows of the first score is the
// loss of torch's mse_loss; there are no hits in regression. A thread a row. Overwrites score and y.
struct Params { rows: u32, outputs: u32, expected_copy: u32, sharing: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> expected: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> score: array<vec2f>;
@group(0) @binding(3) var<storage, read_write> y: array<vec4f>;

@compute @workgroup_size(64)
fn mean_squared_error(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let row = group.x * 64u + thread;
  if (row >= params.rows) {
    return;
  }
  let columns = (params.outputs + 3u) / 4u;
  let y_row = (group.z * params.rows + row) * columns;
  let expected_row = group.z / params.sharing * params.expected_copy + row * columns;
  let scale = 2.0 / (f32(params.rows) * f32(params.outputs));
  var sum = 0.0;
  for (var column = 0u; column < columns; column++) {
    let difference = y[y_row + column] - expected[expected_row + column];
    sum += dot(difference, difference);
    y[y_row + column] = scale * difference;
  }
  score[group.z * params.rows + row] = vec2f(sum / f32(params.outputs), 0.0);
}
