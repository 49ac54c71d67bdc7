// Counts the WebGPU calls of this process, by wrapping methods of the prototypes that all devices share.

/** The calls that a launch makes. */
export interface Calls {
  readonly dispatches: number;
  readonly submits: number;
  readonly bindGroups: number;
  readonly buffers: number;
  readonly uploads: number;
}

/** The class and method of each call. */
const methods: Readonly<Record<keyof Calls, readonly [owner: () => object, method: string]>> = {
  dispatches: [() => GPUComputePassEncoder.prototype, 'dispatchWorkgroups'],
  submits: [() => GPUQueue.prototype, 'submit'],
  bindGroups: [() => GPUDevice.prototype, 'createBindGroup'],
  buffers: [() => GPUDevice.prototype, 'createBuffer'],
  uploads: [() => GPUQueue.prototype, 'writeBuffer'],
};

/** Calls made while `work` runs; null where this process has no WebGPU. */
export async function countCalls(work: () => Promise<void>): Promise<Calls | null> {
  if (typeof GPUQueue === 'undefined') {
    await work();
    return null;
  }
  const calls = { dispatches: 0, submits: 0, bindGroups: 0, buffers: 0, uploads: 0 };
  const restore = Object.entries(methods).map(([name, [owner, method]]) => {
    const object = owner();
    const original = Reflect.get(object, method) as (...values: unknown[]) => unknown;
    Reflect.set(object, method, function (this: unknown, ...values: unknown[]) {
      calls[name as keyof Calls]++;
      return original.apply(this, values);
    });
    return () => Reflect.set(object, method, original);
  });
  try {
    await work();
  } finally {
    for (const undo of restore) undo();
  }
  return calls;
}
