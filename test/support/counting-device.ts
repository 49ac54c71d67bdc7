// A device that allocates nothing, and counts it: what is recorded for it can be looked at, not run.

import type { Device, Memory } from '../../src/engine/device.js';

export function countingDevice(sliced: boolean): Device {
  const count = (): Memory => {
    const memory = {
      bytes: 0,
      storage(_label: string, content: number | Float32Array | Uint32Array) {
        const size = 4 * Math.max(4, typeof content === 'number' ? content : content.length);
        memory.bytes += size;
        return { size };
      },
      free: () => undefined,
    };
    return memory;
  };
  return { sliced, memory: count } as Partial<Device> as Device;
}
