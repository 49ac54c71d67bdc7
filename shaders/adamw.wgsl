// One step of AdamW (Loshchilov & Hutter 2019), as torch.optim.AdamW, on the whole parameter arena of each replica:
//   p -= lr decay p;   m = b1 m + (1 - b1) g;   v = b2 v + (1 - b2) g^2;   p -= lr (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + epsilon)
// with g clipped to a global norm.
//
// parameters, gradients (vec4s) of vec4f   moments (vec4s, 2): m and v of a vec4f side by side
// segments (vec4s / 16)   schedule (steps)   replicas (R)
// A thread a vec4f. Changes parameters and moments in place, except in segments whose learning rate is 0: Muon updates those.
// Library: replica, optimizer
struct Params { vec4s: u32, beta1: f32, beta2: f32, epsilon: f32, clip_norm: f32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> gradients: array<vec4f>;
@group(0) @binding(2) var<storage, read> replicas: array<Replica>;
@group(0) @binding(3) var<storage, read> schedule: array<ScheduleStep>;
@group(0) @binding(4) var<storage, read> segments: array<Segment>;
@group(0) @binding(5) var<storage, read_write> parameters: array<vec4f>;
@group(0) @binding(6) var<storage, read_write> moments: array<vec4f>;

@compute @workgroup_size(64)
fn adamw(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) thread: u32) {
  let element = (group.y * groups.x + group.x) * 64u + thread;
  if (element >= params.vec4s) {
    return;
  }
  let segment = segments[element / 16u];
  if (segment.learning_rate_scale == 0.0) {
    return;
  }
  let i = group.z * params.vec4s + element;
  let replica = replicas[group.z];
  let now = schedule[replica.step];
  let learning_rate = replica.learning_rate * segment.learning_rate_scale * now.factor;
  let gradient = gradients[i] * clip_factor(replica.gradient_norm, params.clip_norm);

  let first = params.beta1 * moments[2u * i] + (1.0 - params.beta1) * gradient;
  let second = params.beta2 * moments[2u * i + 1u] + (1.0 - params.beta2) * gradient * gradient;
  moments[2u * i] = first;
  moments[2u * i + 1u] = second;
  let direction = first * now.first_correction / (sqrt(second) * now.second_correction + params.epsilon);
  parameters[i] = parameters[i] * (1.0 - learning_rate * segment.weight_decay) - learning_rate * direction;
}
