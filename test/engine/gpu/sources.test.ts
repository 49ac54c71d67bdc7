// Covers src/engine/gpu/sources.ts.

import { expect } from 'chai';
import { kernelSources } from '../../../src/engine/gpu/sources.js';
import type { KernelName } from '../../../src/engine/kernels/registry.js';
import { withGpu } from '../../support/device.js';

describe('kernels for GPUs', () => {
  it('compile without errors or warnings, every one', () =>
    withGpu(async (device) => {
      for (const [name, parts] of Object.entries(kernelSources)) {
        const module = device.gpu.createShaderModule({ code: parts.join('\n') });
        const { messages } = await module.getCompilationInfo();
        expect(messages.map(({ message, lineNum }) => `${name}:${lineNum} ${message}`)).to.deep.equal([]);
      }
      await device.compile(Object.keys(kernelSources) as KernelName[]);
    }));
});
