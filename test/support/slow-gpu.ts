// A GPU that seems slow: its clock moves by what each dispatch is said to take. Nothing waits, so the tests count and measure no time.

import { GpuDevice, openGpu } from '../../src/engine/gpu/gpu-device.js';
import { kernelSources } from '../../src/engine/gpu/sources.js';

/** Seconds of a dispatch of so many replicas. */
type Cost = (replicas: number) => number;

export interface SlowGpu {
  readonly device: GpuDevice;
  /** Seconds of each submit with dispatches, and how many it held, in order. */
  readonly submits: readonly { readonly seconds: number; readonly dispatches: number }[];
  close(): void;
}

/** A device of its own. Until `close` all devices of the page count on its clock. */
export async function slowGpu(cost: Cost): Promise<SlowGpu> {
  const { gpu, info } = await openGpu(navigator.gpu, kernelSources);
  const submits: { seconds: number; dispatches: number }[] = [];
  let now = 0;
  const device = new GpuDevice(gpu, info, kernelSources, { now: () => now });
  const [passes, encoders, queue] = [
    GPUComputePassEncoder.prototype,
    GPUCommandEncoder.prototype,
    GPUQueue.prototype,
  ];
  const { dispatchWorkgroups } = passes;
  const { beginComputePass, finish } = encoders;
  const { submit, onSubmittedWorkDone } = queue;
  const encoderOf = new WeakMap<object, object>();
  const costOf = new WeakMap<object, { seconds: number; dispatches: number }>();
  /** The end of what was submitted, on the clock. */
  let end = 0;
  let last = { seconds: 0, dispatches: 0 };

  encoders.beginComputePass = function (...args) {
    const pass = beginComputePass.apply(this, args);
    encoderOf.set(pass, this);
    return pass;
  };
  passes.dispatchWorkgroups = function (x, y, z = 1) {
    const encoder = encoderOf.get(this)!;
    const { seconds, dispatches } = costOf.get(encoder) ?? { seconds: 0, dispatches: 0 };
    costOf.set(encoder, { seconds: seconds + cost(z), dispatches: dispatches + 1 });
    return dispatchWorkgroups.call(this, x, y, z);
  };
  encoders.finish = function (...args) {
    const buffer = finish.apply(this, args);
    costOf.set(buffer, costOf.get(this) ?? { seconds: 0, dispatches: 0 });
    return buffer;
  };
  queue.submit = function (buffers) {
    const costs = [...buffers].map((buffer) => costOf.get(buffer) ?? { seconds: 0, dispatches: 0 });
    last = {
      seconds: costs.reduce((sum, { seconds }) => sum + seconds, 0),
      dispatches: costs.reduce((sum, { dispatches }) => sum + dispatches, 0),
    };
    if (last.dispatches > 0) submits.push(last);
    end += 1000 * last.seconds;
    return submit.call(this, buffers);
  };
  queue.onSubmittedWorkDone = async function () {
    const own = end;
    await onSubmittedWorkDone.call(this);
    now = own;
    return undefined;
  };
  return {
    device,
    submits,
    close() {
      Object.assign(passes, { dispatchWorkgroups });
      Object.assign(encoders, { beginComputePass, finish });
      Object.assign(queue, { submit, onSubmittedWorkDone });
      device.close();
    },
  };
}
