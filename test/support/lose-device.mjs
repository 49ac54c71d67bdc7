// Loaded before a program that uses Dawn: its first device is destroyed in the midst of training.
import { globals } from 'webgpu';

/** Buffers read back before it is gone: training reads losses, and only training. */
const READS = 2;

const { GPUAdapter, GPUBuffer } = globals;
const { requestDevice } = GPUAdapter.prototype;
let first = null;
GPUAdapter.prototype.requestDevice = async function (...options) {
  const device = await requestDevice.apply(this, options);
  first ??= device;
  return device;
};
const { mapAsync } = GPUBuffer.prototype;
let reads = 0;
GPUBuffer.prototype.mapAsync = function (...range) {
  if (++reads === READS) first.destroy();
  return mapAsync.apply(this, range);
};
