import { expect } from 'chai';
import { Device, openDevice } from '../../src/engine/device.js';
import { runParity } from '../../src/runner/parity.js';

interface Reference {
  readonly losses: readonly number[];
  readonly gradientNorms: readonly number[];
}

/** Largest relative difference of a loss and of a gradient norm. */
const perceptrons = { loss: 1e-4, norm: 1e-3 };
const transformers = { loss: 5e-4, norm: 5e-3 };

type Tolerance = typeof perceptrons;

const fixtures = {
  'relu-mse-adamw-cosine': perceptrons,
  'tanh-mse-sgd-wsd': perceptrons,
  'gelu-cross-entropy-adamw-constant': perceptrons,
  'gpt-small': transformers,
  'gpt-tied-odd-sizes': transformers,
  'gpt-four-layers-relu': transformers,
  'gpt-relu-squared': transformers,
  'gpt-mup': transformers,
  'gpt-muon': transformers,
  llama: transformers,
};

async function expectParity(device: Device, name: string, tolerance: Tolerance): Promise<void> {
  const url = new URL(`../fixtures/parity/${name}.safetensors`, import.meta.url);
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

describe('parity', () => {
  /** One for all, which compiles each kernel once. */
  let device: Device;
  /** The same with the kernels that GPUs take, whatever it is. */
  let likeGpu: Device;
  before(async () => {
    device = await openDevice(navigator.gpu);
    const { gpu, info } = device;
    likeGpu = new Device(gpu, { ...info, architecture: '', description: 'as a GPU', software: false });
  });
  after(() => device.close());

  for (const [name, tolerance] of Object.entries(fixtures)) {
    it(`follows PyTorch for 50 steps within ${tolerance.loss}: ${name}`, () =>
      expectParity(device, name, tolerance));
  }

  for (const name of ['gelu-cross-entropy-adamw-constant', 'gpt-tied-odd-sizes'] as const) {
    it(`follows PyTorch with the kernels of GPUs as well: ${name}`, () =>
      expectParity(likeGpu, name, fixtures[name]));
  }
});
