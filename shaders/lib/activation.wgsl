// What smooth activations share, forward and backward.

const GELU_SCALE = 0.7978845608028654; // sqrt(2 / pi)
const GELU_CUBIC = 0.044715;

/// 1 / (1 + e^-x); beyond 80 e^x leaves f32.
fn sigmoid(x: vec4f) -> vec4f {
  return 1.0 / (1.0 + exp(-clamp(x, vec4f(-80.0), vec4f(80.0))));
}
