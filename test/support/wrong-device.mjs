// Loaded before a program that uses Dawn: every GPU then has one wrong sign in one kernel.
import { dirname, join } from 'node:path';
import { installPackages } from '../../src/cli/start/install.mjs';

// npm is a program too, and is not to wait in here for itself.
const { NODE_OPTIONS } = process.env;
delete process.env.NODE_OPTIONS;
installPackages(join(dirname(dirname(import.meta.dirname)), 'src/cli/optional/dawn'));
if (NODE_OPTIONS !== undefined) process.env.NODE_OPTIONS = NODE_OPTIONS;
const { globals } = await import('../../src/cli/optional/dawn/node_modules/webgpu/index.js');

const { GPUDevice } = globals;
const { createShaderModule } = GPUDevice.prototype;
GPUDevice.prototype.createShaderModule = function ({ label, code }) {
  const wrong =
    label === 'adamw' ? code.replace(') - learning_rate * direction', ') + learning_rate * direction') : code;
  return createShaderModule.call(this, { label, code: wrong });
};
