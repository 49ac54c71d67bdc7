// A matrix that Muon updates, and how its kernels see it: all matrices of a network lie in one table, a matrix a workgroup_id.y.
//
// X is the matrix, or its transpose where that is the wider: (short, long), so that X X^T is the smaller of the two Gram
// matrices. X (short, long) and Gram matrices (short, short) lie one matrix after another, rows padded with zeros to whole vec4f.

struct MuonMatrix {
  /// vec4f before it in a replica's parameter arena, in its X and in its Gram matrices.
  parameters: u32,
  x: u32,
  gram: u32,
  rows: u32,
  columns: u32,
  /// Learning rate as a factor of the model's.
  learning_rate_scale: f32,
}

fn short_side(matrix: MuonMatrix) -> u32 {
  return min(matrix.rows, matrix.columns);
}

/// vec4f of a row of X.
fn long_vec4s(matrix: MuonMatrix) -> u32 {
  return (max(matrix.rows, matrix.columns) + 3u) / 4u;
}

/// Where X has the matrix's element (row, column), in floats from the replica's first.
fn x_index(matrix: MuonMatrix, row: u32, column: u32) -> u32 {
  let stride = 4u * long_vec4s(matrix);
  return 4u * matrix.x + select(row * stride + column, column * stride + row, matrix.rows > matrix.columns);
}
