// Loaded before a program that uses Dawn: its first device is destroyed in the midst of training.
import { dirname, join } from 'node:path';
import { installPackages } from '../../src/cli/start/install.mjs';

// npm is a program too, and is not to wait in here for itself.
const { NODE_OPTIONS } = process.env;
delete process.env.NODE_OPTIONS;
installPackages(join(dirname(dirname(import.meta.dirname)), 'src/cli/optional/dawn'));
if (NODE_OPTIONS !== undefined) process.env.NODE_OPTIONS = NODE_OPTIONS;
const { globals } = await import('../../src/cli/optional/dawn/node_modules/webgpu/index.js');

/** Chunks of training before it is gone. */
const CHUNKS = 5;

const { GPUAdapter, GPUCommandEncoder } = globals;
const { requestDevice } = GPUAdapter.prototype;
let first = null;
GPUAdapter.prototype.requestDevice = async function (...options) {
  const device = await requestDevice.apply(this, options);
  first ??= device;
  return device;
};
const { copyBufferToBuffer } = GPUCommandEncoder.prototype;
let chunks = 0;
GPUCommandEncoder.prototype.copyBufferToBuffer = function (from, ...rest) {
  // Losses are read back, a piece of the trace a chunk.
  if (from.label === 'trace' && ++chunks === CHUNKS) setTimeout(() => first.destroy());
  return copyBufferToBuffer.call(this, from, ...rest);
};
