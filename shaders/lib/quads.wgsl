// Quads: four neighbouring threads, that differ in their rows and share what they read of the columns' side. Each loads a
// quarter and hears the rest from the others. For adapters that compute on a CPU, where a load costs as much as four
// multiplications, whoever else loads the same. Before all else in a kernel, as `enable` must be.
enable subgroups;
// Quads return together, which the compiler does not see.
diagnostic(off, subgroup_uniformity);

/// The four vec4f of which each thread of the quad has one, in the threads' order.
fn of_quad(own: vec4f) -> mat4x4f {
  return mat4x4f(quadBroadcast(own, 0u), quadBroadcast(own, 1u), quadBroadcast(own, 2u), quadBroadcast(own, 3u));
}
