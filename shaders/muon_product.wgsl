// y = linear x + gram x, matrix by matrix: with gram = b A + c A A and linear = a the end of a step of Newton-Schulz.
//
// x, y (short, long)   gram (short, short)   (see lib/muon)
// A thread keeps 8 rows x 4 columns of y in registers and takes four of the inner axis at a time; neighbours lie along columns.
// Overwrites y; its padding comes out zero because x's is.
// Library: muon
struct Params { x_replica: u32, gram_replica: u32, matrix_count: u32, linear: f32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read> gram: array<vec4f>;
@group(0) @binding(3) var<storage, read> matrices: array<MuonMatrix>;
@group(0) @binding(4) var<storage, read_write> y: array<vec4f>;

@compute @workgroup_size(64)
fn muon_product(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let matrix = matrices[group.y];
  let rows = short_side(matrix);
  let columns = long_vec4s(matrix);
  let tile = group.x * 64u + thread;
  let row = tile / columns * 8u;
  let column = tile % columns;
  if (row >= rows) {
    return;
  }

  // Rows beyond the last read the last one again; the result is dropped.
  let last = rows - 1u;
  let inner = (rows + 3u) / 4u;
  let base = group.z * params.gram_replica + matrix.gram;
  let i0 = base + row * inner;
  let i1 = base + min(row + 1u, last) * inner;
  let i2 = base + min(row + 2u, last) * inner;
  let i3 = base + min(row + 3u, last) * inner;
  let i4 = base + min(row + 4u, last) * inner;
  let i5 = base + min(row + 5u, last) * inner;
  let i6 = base + min(row + 6u, last) * inner;
  let i7 = base + min(row + 7u, last) * inner;
  let x_column = group.z * params.x_replica + matrix.x + column;

  var s0 = vec4f(); var s1 = vec4f(); var s2 = vec4f(); var s3 = vec4f();
  var s4 = vec4f(); var s5 = vec4f(); var s6 = vec4f(); var s7 = vec4f();
  for (var k = 0u; k < inner; k++) {
    // matrix * vector: the columns, four rows of x, summed with the weights of gram. Rows beyond the last meet its padding,
    // which is zero.
    let down = mat4x4f(
      x[x_column + k * 4u * columns],
      x[x_column + min(k * 4u + 1u, last) * columns],
      x[x_column + min(k * 4u + 2u, last) * columns],
      x[x_column + min(k * 4u + 3u, last) * columns]);
    s0 += down * gram[i0 + k];
    s1 += down * gram[i1 + k];
    s2 += down * gram[i2 + k];
    s3 += down * gram[i3 + k];
    s4 += down * gram[i4 + k];
    s5 += down * gram[i5 + k];
    s6 += down * gram[i6 + k];
    s7 += down * gram[i7 + k];
  }

  let sums = array(s0, s1, s2, s3, s4, s5, s6, s7);
  for (var r = 0u; r < min(8u, rows - row); r++) {
    let i = x_column + (row + r) * columns;
    y[i] = params.linear * x[i] + sums[r];
  }
}
