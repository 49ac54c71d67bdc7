import { expect } from 'chai';
import { openDevice } from '../../src/engine/device.js';
import { runParity } from '../../src/runner/parity.js';

interface Reference {
  readonly losses: readonly number[];
  readonly gradientNorms: readonly number[];
}

const fixtures = ['relu-mse-adamw-cosine', 'tanh-mse-sgd-wsd', 'gelu-cross-entropy-adamw-constant'];

describe('parity', () => {
  for (const name of fixtures) {
    it(`follows PyTorch for 50 steps within 1e-4: ${name}`, async () => {
      const url = new URL(`../fixtures/parity/${name}.safetensors`, import.meta.url);
      const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
      const reference = (await (
        await fetch(String(url).replace('.safetensors', '.losses.json'))
      ).json()) as Reference;
      const device = await openDevice(navigator.gpu);
      const result = await runParity(device, bytes);
      device.close();
      expect(result.losses).to.have.length(50);
      result.losses.forEach((loss, step) => {
        const relative = Math.abs(loss / reference.losses[step] - 1);
        expect(relative, `loss of step ${step}`).to.be.below(1e-4);
        const norm = Math.abs(result.gradientNorms[step] / reference.gradientNorms[step] - 1);
        expect(norm, `gradient norm of step ${step}`).to.be.below(1e-3);
      });
    });
  }
});
