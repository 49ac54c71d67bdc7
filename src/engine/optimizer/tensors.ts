import type { DeviceBuffer } from '../device.js';
import type { ArenaLayout } from '../tensor.js';

/** What an optimiser updates and reads. */
export interface OptimizerTensors {
  readonly arena: ArenaLayout;
  readonly parameters: DeviceBuffer;
  readonly gradients: DeviceBuffer;
  /** The replicas' state (shaders/lib/replica.wgsl): learning rate, step, gradient norm. */
  readonly replicas: DeviceBuffer;
  readonly replicaCount: number;
}
