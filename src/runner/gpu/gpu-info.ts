// Measures a GPU.

import { DeviceError } from '../../engine/device.js';
import type { GpuDevice } from '../../engine/gpu/gpu-device.js';
import { calibrate } from '../../engine/training/timing.js';
import { ENGINE_VERSION } from '../../engine/version.js';
import type { DeviceInfo } from '../../lab/records/record.js';

/** What is known of a GPU, with its measured speed. Closes it and throws DeviceError 'device-failed' where its first work fails. */
export async function measureGpu(device: GpuDevice): Promise<DeviceInfo> {
  try {
    return {
      engine: 'gpu',
      engineVersion: ENGINE_VERSION,
      ...device.info,
      threads: null,
      simd: null,
      check: 'not compared with the processor',
      flopsPerSecond: await calibrate(device),
    };
  } catch (error) {
    device.close();
    throw new DeviceError('device-failed', `The GPU failed at its first work: ${(error as Error).message}`);
  }
}
