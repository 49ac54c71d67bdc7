/// tanh; beyond 15 it is 1 in f32, and some drivers' own is not a number there.
fn bounded_tanh(x: vec4f) -> vec4f {
  return tanh(clamp(x, vec4f(-15.0), vec4f(15.0)));
}
