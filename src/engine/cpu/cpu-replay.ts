// Recorded dispatches on a processor: the arguments of each are written once, laid out like the kernels' Params classes.

import type { Dispatch, Replay } from '../device.js';
import { kernels } from '../kernels/registry.js';
import type { CpuBuffer, CpuMemory } from './cpu-memory.js';

/** A kernel's body: takes the address of its arguments, and the replica or copy to compute. */
export type KernelBody = (params: number, z: number) => void;

export interface Call {
  readonly body: KernelBody;
  /** Address of the arguments: the fields of Params, then the addresses of what it reads, then of what it writes. */
  readonly params: number;
  /** Replicas or copies. */
  readonly count: number;
}

export interface CpuReplay extends Replay {
  readonly calls: readonly Call[];
}

export function cpuReplay(
  recorded: readonly Dispatch[],
  memory: CpuMemory,
  bodyOf: (kernel: Dispatch['kernel']) => KernelBody,
): CpuReplay {
  const words: number[] = [];
  const firstWords = recorded.map(({ kernel, params, tensors }) => {
    const entry = kernels[kernel];
    const first = words.length;
    for (const [field, type] of Object.entries(entry.params)) {
      words.push(type === 'f32' ? bitsOf(params[field]) : params[field]);
    }
    for (const name of [...entry.reads, ...entry.writes]) words.push((tensors[name] as CpuBuffer).address);
    return first;
  });
  const { address } = memory.storage('params', Uint32Array.from(words));
  const calls = recorded.map(({ kernel, workgroups }, i) => ({
    body: bodyOf(kernel),
    params: address + 4 * firstWords[i],
    count: workgroups[2],
  }));
  return { length: calls.length, calls };
}

function bitsOf(value: number): number {
  return new Uint32Array(Float32Array.of(value).buffer)[0];
}
