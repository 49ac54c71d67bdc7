// Rows are padded with zeros to whole vec4f, and every kernel keeps that so.

/// `value`, vec4f `column` of a row of `columns` numbers, with zero beyond the last.
fn without_padding(value: vec4f, column: u32, columns: u32) -> vec4f {
  return select(vec4f(), value, vec4u(0u, 1u, 2u, 3u) + column * 4u < vec4u(columns));
}
