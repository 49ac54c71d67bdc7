// Before a GPU trains a plan, its kernels are compared with the processor's, since WebGPU computes wrong numbers on some devices.

import { DeviceError, type Device } from '../../engine/device.js';
import type { KernelName } from '../../engine/kernels/registry.js';
import type { Difference } from '../../engine/self-test/difference.js';
import type { DeviceInfo } from '../../lab/records/record.js';
import type { Plan } from '../../lab/plan/run-plan.js';
import { probesOf, selfTest } from './self-test.js';

/** Loads the kernels for processors. */
export type LoadModule = () => Promise<WebAssembly.Module>;

/** The checks of one GPU. Kernels that agreed are not compared again; a GPU with a wrong kernel does not train. */
export class KernelCheck {
  /** For records, see DeviceInfo.check. */
  words: string;
  readonly #device: Device;
  readonly #description: string;
  readonly #flopsPerSecond: number | null;
  readonly #loadModule: LoadModule | null;
  readonly #checked = new Set<KernelName>();
  #module: WebAssembly.Module | null = null;
  #wrong: DeviceError | null = null;
  #plan: Plan | null = null;

  /** Without `loadModule` nothing is compared. */
  constructor(device: Device, info: DeviceInfo, loadModule: LoadModule | null) {
    const { check, description, flopsPerSecond } = info;
    this.#device = device;
    this.#description = description;
    this.#flopsPerSecond = flopsPerSecond;
    this.#loadModule = loadModule;
    this.words = check;
  }

  /** Compares the kernels of a plan. Throws DeviceError 'wrong' where one differs. */
  async run(plan: Plan, onCompiled?: (done: number, total: number) => void): Promise<void> {
    if (this.#wrong) throw this.#wrong;
    if (this.#plan === plan || !this.#loadModule) return;
    this.#plan = plan;
    try {
      this.#module ??= await this.#loadModule();
      const known = this.#checked;
      const { checked, differences } = await selfTest(
        this.#device,
        this.#module,
        probesOf(plan, this.#flopsPerSecond),
        {
          known,
          onCompiled,
        },
      );
      if (differences.length > 0) {
        this.words = `wrong: ${differences.map(({ kernel }) => kernel).join(', ')}`;
        this.#wrong = new DeviceError('wrong', wrongWords(this.#description, differences));
      } else {
        this.words = 'checked';
        for (const kernel of checked) this.#checked.add(kernel);
      }
    } catch (error) {
      // If the comparison cannot run, the GPU trains anyway and the record says so; if a kernel cannot be compiled, it does not.
      if (!(error instanceof DeviceError) || error.type === 'compile') throw error;
      this.words = `not checked: ${error.message}`;
    }
    if (this.#wrong) throw this.#wrong;
  }
}

/** Names the kernel, the place and both numbers, and what to do instead. */
export function wrongWords(gpu: string, differences: readonly Difference[]): string {
  const [first, ...others] = differences;
  const more = others.length > 0 ? ` (and ${others.map(({ kernel }) => kernel).join(', ')})` : '';
  return (
    `${gpu} computes wrong numbers: ${differenceWords(first)}${more}. ` +
    'The lab does not train on it; the processor can train instead.'
  );
}

/** `gelu_backward makes dx[12] 0.31, and the processor -0.31`. */
export function differenceWords({ kernel, tensor, index, gpu, cpu }: Difference): string {
  const [wrong, right] = [gpu, cpu].map((value) => (Number.isInteger(value) ? value : value.toPrecision(6)));
  return `${kernel} makes ${tensor}[${index}] ${wrong}, and the processor ${right}`;
}
