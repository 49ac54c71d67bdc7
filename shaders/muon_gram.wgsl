// y = linear x + quadratic x x^T, matrix by matrix. A step of Newton-Schulz needs it twice: (0, 1) makes A = X X^T of X, and
// (b, c) makes b A + c A A of A, which is its own transpose.
//
// x (short, long), or a Gram matrix where of_gram = 1   y (short, short)   (see lib/muon)
// A thread keeps 8 rows x 4 columns of y in registers and takes four of the inner axis at a time; neighbours lie along columns.
// Overwrites y, its padding with zeros.
// Library: padding, muon
struct Params { x_replica: u32, y_replica: u32, matrix_count: u32, of_gram: u32, linear: f32, quadratic: f32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read> matrices: array<MuonMatrix>;
@group(0) @binding(3) var<storage, read_write> y: array<vec4f>;

@compute @workgroup_size(64)
fn muon_gram(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let matrix = matrices[group.y];
  let rows = short_side(matrix);
  let columns = (rows + 3u) / 4u;
  let tile = group.x * 64u + thread;
  let row = tile / columns * 8u;
  let column = tile % columns;
  if (row >= rows) {
    return;
  }

  // Rows beyond the last read the last one again; the result is dropped.
  let last = rows - 1u;
  let of_gram = params.of_gram == 1u;
  let inner = select(long_vec4s(matrix), columns, of_gram);
  let base = group.z * params.x_replica + select(matrix.x, matrix.gram, of_gram);
  let i0 = base + row * inner;
  let i1 = base + min(row + 1u, last) * inner;
  let i2 = base + min(row + 2u, last) * inner;
  let i3 = base + min(row + 3u, last) * inner;
  let i4 = base + min(row + 4u, last) * inner;
  let i5 = base + min(row + 5u, last) * inner;
  let i6 = base + min(row + 6u, last) * inner;
  let i7 = base + min(row + 7u, last) * inner;
  let j0 = base + column * 4u * inner;
  let j1 = base + min(column * 4u + 1u, last) * inner;
  let j2 = base + min(column * 4u + 2u, last) * inner;
  let j3 = base + min(column * 4u + 3u, last) * inner;

  var s0 = vec4f(); var s1 = vec4f(); var s2 = vec4f(); var s3 = vec4f();
  var s4 = vec4f(); var s5 = vec4f(); var s6 = vec4f(); var s7 = vec4f();
  for (var k = 0u; k < inner; k++) {
    // vector * matrix: a dot product with each column, and the columns are four rows of x.
    let across = mat4x4f(x[j0 + k], x[j1 + k], x[j2 + k], x[j3 + k]);
    s0 += x[i0 + k] * across;
    s1 += x[i1 + k] * across;
    s2 += x[i2 + k] * across;
    s3 += x[i3 + k] * across;
    s4 += x[i4 + k] * across;
    s5 += x[i5 + k] * across;
    s6 += x[i6 + k] * across;
    s7 += x[i7 + k] * across;
  }

  let sums = array(s0, s1, s2, s3, s4, s5, s6, s7);
  for (var r = 0u; r < min(8u, rows - row); r++) {
    let value = params.linear * x[i0 + r * inner + column] + params.quadratic * sums[r];
    let i = group.z * params.y_replica + matrix.gram + (row + r) * columns + column;
    y[i] = without_padding(value, column, rows);
  }
}
