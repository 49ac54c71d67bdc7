import { ENGINE_VERSION } from '../../src/engine/version.js';
import type { DeviceInfo } from '../../src/lab/records/record.js';

/** One core, not measured. */
export const poolInfo: DeviceInfo = {
  engine: 'cpu',
  engineVersion: ENGINE_VERSION,
  vendor: '',
  architecture: '',
  description: 'a processor',
  software: false,
  threads: 1,
  simd: 'plain',
  check: '',
  flopsPerSecond: null,
};
