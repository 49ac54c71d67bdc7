// One step of stochastic gradient descent with momentum, as torch.optim.SGD, but with decoupled decay:
//   v = momentum v + g;   p -= lr (v + decay p)
// with g clipped to a global norm.
//
// parameters, gradients, velocity (vec4s) of vec4f   segments (vec4s / 16)   schedule (steps)   replicas (R)
// A thread a vec4f. Changes parameters and velocity in place.
// Library: replica, optimizer
struct Params { vec4s: u32, momentum: f32, clip_norm: f32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> gradients: array<vec4f>;
@group(0) @binding(2) var<storage, read> replicas: array<Replica>;
@group(0) @binding(3) var<storage, read> schedule: array<ScheduleStep>;
@group(0) @binding(4) var<storage, read> segments: array<Segment>;
@group(0) @binding(5) var<storage, read_write> parameters: array<vec4f>;
@group(0) @binding(6) var<storage, read_write> velocity: array<vec4f>;

@compute @workgroup_size(64)
fn sgd(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) thread: u32) {
  let element = (group.y * groups.x + group.x) * 64u + thread;
  if (element >= params.vec4s) {
    return;
  }
  let i = group.z * params.vec4s + element;
  let replica = replicas[group.z];
  let segment = segments[element / 16u];
  let learning_rate = replica.learning_rate * segment.learning_rate_scale * schedule[replica.step].factor;
  velocity[i] = params.momentum * velocity[i] + gradients[i] * clip_factor(replica.gradient_norm, params.clip_norm);
  parameters[i] = parameters[i] * (1.0 - learning_rate * segment.weight_decay) - learning_rate * velocity[i];
}
