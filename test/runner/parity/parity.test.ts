// Covers src/runner/parity/parity.ts, and both engines against PyTorch.

import { expect } from 'chai';
import type { Device } from '../../../src/engine/device.js';
import { runParity } from '../../../src/runner/parity/parity.js';
import { withDevice } from '../../support/device.js';

interface Reference {
  readonly losses: readonly number[];
  readonly gradientNorms: readonly number[];
}

const fixtures = {
  'relu-mse-adamw-cosine': 'mlp',
  'tanh-mse-sgd-wsd': 'mlp',
  'gelu-cross-entropy-adamw-constant': 'mlp',
  'gpt-small': 'transformer',
  'gpt-tied-odd-sizes': 'transformer',
  'gpt-four-layers-relu': 'transformer',
  'gpt-relu-squared': 'transformer',
  'gpt-mup': 'transformer',
  'gpt-muon': 'transformer',
  llama: 'transformer',
} as const;

/** Of a GPU some: a processor plays it here, and each op is tested on it (test/engine). */
const onGpu: readonly string[] = [
  'gelu-cross-entropy-adamw-constant',
  'gpt-tied-odd-sizes',
  'gpt-muon',
  'llama',
];

/**
 * Largest relative difference of a loss and of a gradient norm. A GPU sums in another order and has a tanh and an exp of its own; losses
 * of a transformer drift apart with the steps.
 */
const tolerances = {
  gpu: { mlp: { loss: 1e-4, norm: 1e-3 }, transformer: { loss: 5e-4, norm: 5e-3 } },
  cpu: { mlp: { loss: 1e-5, norm: 1e-4 }, transformer: { loss: 1e-4, norm: 1e-3 } },
} as const;

async function expectParity(
  device: Device,
  name: string,
  tolerance: { readonly loss: number; readonly norm: number },
): Promise<void> {
  const url = new URL(`../../fixtures/parity/${name}.safetensors`, import.meta.url);
  const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
  const answer = await fetch(String(url).replace('.safetensors', '.losses.json'));
  const reference = (await answer.json()) as Reference;
  const result = await runParity(device, bytes);
  expect(result.losses).to.have.length(50);
  result.losses.forEach((loss, step) => {
    const relative = Math.abs(loss / reference.losses[step] - 1);
    expect(relative, `loss of step ${step}`).to.be.below(tolerance.loss);
    const norm = Math.abs(result.gradientNorms[step] / reference.gradientNorms[step] - 1);
    expect(norm, `gradient norm of step ${step}`).to.be.below(tolerance.norm);
  });
}

for (const engine of ['gpu', 'cpu'] as const) {
  describe(`parity (${engine})`, () => {
    for (const [name, family] of Object.entries(fixtures)) {
      if (engine === 'gpu' && !onGpu.includes(name)) continue;
      const tolerance = tolerances[engine][family];
      it(`follows PyTorch for 50 steps within ${tolerance.loss}: ${name}`, () =>
        withDevice(engine, (device) => expectParity(device, name, tolerance)));
    }
  });
}
